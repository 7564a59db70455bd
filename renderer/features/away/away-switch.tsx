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
import { localDate, sinceTime } from "../words/time.ts";
import { untilTime, zoneWords } from "../words/until-time.ts";
import type { AwayForm } from "./use-away-form.ts";
import type { Until } from "./use-until.ts";

const presetWords = ({ id, at }: AwayPreset, now: EpochMs, timeZone: string): string => {
  if (id === "lunch") return `Lunch, ${untilTime(at, now, timeZone)}`;
  const zone = zoneWords(timeZone, now, at);
  if (id === "today") return zone === null ? "End of today" : `End of today (${zone})`;
  return untilTime(at, now, timeZone);
};

const detailWords = ({ absence, answered, hours }: AwayState, until: Until, now: EpochMs): string => {
  if (absence === null) {
    if (until.at === null) return "Once on, Away lasts until you turn it off.";
    return `Once on, Away ends by itself: ${untilTime(until.at, now, hours.timeZone)}.`;
  }
  const why = absence.because === "hours" ? "Outside your working hours, since" : "Since";
  const many = answered === 0 ? "Nobody was answered yet" : `${counted(answered, "text", "texts")} answered`;
  return `${why} ${sinceTime(absence.since, now)}. ${many}.`;
};

/** Any day and time, as the system's own controls know them. */
const AnyTime = ({ until, now, timeZone }: { until: Until; now: EpochMs; timeZone: string }): ReactNode => {
  const { moment, setMoment, complaint } = until;
  const zone = zoneWords(timeZone, now, until.at ?? now);
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
      {zone === null ? null : (
        <p className="part-words">By this computer’s clock. Clients read the time in {zone}, that of your hours.</p>
      )}
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
          ...until.presets.map((preset) => ({
            value: preset.id,
            label: presetWords(preset, now, away.hours.timeZone),
          })),
          { value: "moment", label: "Another time" },
        ]}
        onChange={until.choose}
      />
      {until.choice === "moment" ? <AnyTime until={until} now={now} timeZone={away.hours.timeZone} /> : null}
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
