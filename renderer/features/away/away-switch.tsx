/** The big switch, and when it ends by itself. Names: switch "Away", radiogroup "Until", switch "Outside my working hours". */
import type { ReactNode } from "react";
import type { AwayPreset } from "../../../preload/contract/away.ts";
import type { EpochMs } from "../../../preload/contract/model.ts";
import type { AwayState } from "../../../preload/contract/state.ts";
import { Choices, Toggle } from "../../ui/fields.tsx";
import { DayField, TimeField } from "../../ui/system-fields.tsx";
import { awayWords } from "../words/away.ts";
import { weekWords } from "../words/hours.ts";
import { counted } from "../words/number.ts";
import { clockTime, localDate, sinceTime, untilTime } from "../words/time.ts";
import type { AwayForm } from "./use-away-form.ts";
import type { Until } from "./use-until.ts";

const presetWords = ({ id, at }: AwayPreset, now: EpochMs): string => {
  if (id === "lunch") return `Lunch, ${clockTime(at)}`;
  return id === "today" ? "End of today" : untilTime(at, now);
};

const detailWords = ({ absence, answered }: AwayState, until: Until, now: EpochMs): string => {
  if (absence === null) {
    if (until.at === null) return "Once on, Away lasts until you turn it off.";
    return `Once on, Away ends by itself: ${untilTime(until.at, now)}.`;
  }
  const why = absence.because === "hours" ? "Outside your working hours, since" : "Since";
  const many = answered === 0 ? "Nobody was answered yet" : `${counted(answered, "text", "texts")} answered`;
  return `${why} ${sinceTime(absence.since, now)}. ${many}.`;
};

/** Any day and time, as the system's own controls know them. */
const AnyTime = ({ until, now }: { until: Until; now: EpochMs }): ReactNode => {
  const { moment, setMoment, complaint } = until;
  return (
    <>
      <div className="field-row">
        <DayField
          label="Return day"
          value={moment.day}
          min={localDate(now)}
          onChange={(day) => setMoment({ ...moment, day })}
        />
        <TimeField label="Time" value={moment.time} onChange={(time) => setMoment({ ...moment, time })} />
      </div>
      {complaint === null ? null : (
        <p className="field-error" role="alert">
          {complaint}
        </p>
      )}
    </>
  );
};

export const AwaySwitch = (props: {
  away: AwayState;
  form: AwayForm;
  until: Until;
  now: EpochMs;
  onSwitch: (isOn: boolean) => void;
}): ReactNode => {
  const { away, form, until, now } = props;
  const isOn = away.absence !== null;
  return (
    <section className={`away-switch${isOn ? " is-on" : ""}`} aria-label="Switch">
      <Toggle name="Away" isOn={isOn} onChange={props.onSwitch}>
        <span className="away-state tabular">{awayWords(away, now) ?? "Off"}</span>
        <span className="away-detail tabular">{detailWords(away, until, now)}</span>
      </Toggle>
      <Choices
        label="Until"
        isRow
        value={until.choice}
        choices={[
          { value: "open", label: "I turn it off" },
          ...until.presets.map((preset) => ({ value: preset.id, label: presetWords(preset, now) })),
          { value: "moment", label: "Another time" },
        ]}
        onChange={until.choose}
      />
      {until.choice === "moment" ? <AnyTime until={until} now={now} /> : null}
      <div className="away-schedule">
        <Toggle
          name="Outside my working hours"
          isOn={form.hours.isOn}
          onChange={(isScheduled) => form.changeHours({ isOn: isScheduled })}
        >
          Outside my working hours too <span className="away-detail tabular">{weekWords(form.hours)}</span>
        </Toggle>
      </div>
    </section>
  );
};
