/**
 * When no notification is shown. Names: buttons "Off for 30 minutes", "Off for 1 hour", "Off until tomorrow" and "Turn on
 * again", switches "Quiet hours" and "Let urgent texts through", fields "From" and "To", group
 * "Days on which they begin".
 */
import { type ReactNode, useState } from "react";
import type { QuietPreset, QuietRules } from "../../../preload/contract/away.ts";
import type { Failure } from "../../../preload/contract/result.ts";
import { useNow } from "../../state/now.ts";
import { useAppState, useStores } from "../../state/stores.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Toggle } from "../../ui/fields.tsx";
import { Icon } from "../../ui/icons.tsx";
import { TimeField } from "../../ui/system-fields.tsx";
import { Ticks } from "../../ui/ticks.tsx";
import { dayTimeFromTyped, typedFromDayTime } from "../away/check-hours.ts";
import { useKept } from "../away/use-kept.ts";
import { failureWords } from "../words/failure.ts";
import { DAYS } from "../words/hours.ts";
import { quietWords } from "../words/quiet.ts";
import { complaintAboutQuiet, endsTheDayAfter } from "./check-quiet.ts";

const PRESETS: readonly (readonly [QuietPreset["id"], string])[] = [
  ["half-hour", "Off for 30 minutes"],
  ["hour", "Off for 1 hour"],
  ["tomorrow", "Off until tomorrow"],
];

const NotChanged = ({ failure }: { failure: Failure | null }): ReactNode =>
  failure === null ? null : <Banner tone="bad">Not changed. {failureWords(failure, "read")}</Banner>;

/** On or off now, and the way to the other. */
const QuietNow = (): ReactNode => {
  const { api } = useStores();
  const { state } = useAppState().quiet;
  const now = useNow();
  const [failure, setFailure] = useState<Failure | null>(null);
  const snooze = async (id: QuietPreset["id"] | null): Promise<void> => {
    const presets = await api.request("quiet/presets", undefined);
    const until = presets.ok ? (presets.value.find((preset) => preset.id === id)?.at ?? null) : null;
    const result = presets.ok ? await api.request("quiet/snooze", { until }) : presets;
    setFailure(result.ok ? null : result.failure);
  };
  const canTurnOn = state.because === "snooze" || state.because === "hours";
  return (
    <>
      <p role="status">{quietWords(state, now)}</p>
      <div className="quiet-acts">
        {canTurnOn ? (
          <Button look="primary" onPress={() => void snooze(null)}>
            Turn on again
          </Button>
        ) : null}
        {PRESETS.map(([id, label]) => (
          <Button key={id} onPress={() => void snooze(id)}>
            {label}
          </Button>
        ))}
      </div>
      <p className="part-words">While they are off, new texts count as unread and are announced together afterwards.</p>
      <NotChanged failure={failure} />
    </>
  );
};

const Hours = (props: { hours: QuietRules["hours"]; onChange: (hours: QuietRules["hours"]) => void }): ReactNode => {
  const { hours, onChange } = props;
  const complaint = complaintAboutQuiet(hours);
  const isWrong = complaint !== null;
  return (
    <div className="quiet-hours" role="group" aria-label="When quiet hours are">
      <div className="field-row">
        <TimeField
          label="From"
          isWrong={isWrong}
          value={typedFromDayTime(hours.from)}
          onChange={(typed) => onChange({ ...hours, from: dayTimeFromTyped(typed, false) })}
        />
        <TimeField
          label="To"
          isWrong={isWrong}
          value={typedFromDayTime(hours.to)}
          onChange={(typed) => onChange({ ...hours, to: dayTimeFromTyped(typed, true) })}
        />
        {endsTheDayAfter(hours) ? <span className="part-words quiet-next">on the next day</span> : null}
      </div>
      {complaint === null ? null : (
        <p className="field-error" role="alert">
          <Icon name="alert" size={16} />
          <span>{complaint}</span>
        </p>
      )}
      <Ticks
        label="Days on which they begin"
        values={DAYS.filter((_, place) => hours.days[place] === true)}
        choices={DAYS}
        onChange={(ticked) => onChange({ ...hours, days: DAYS.map((day) => ticked.includes(day)) })}
      />
    </div>
  );
};

export const QuietPart = (): ReactNode => {
  const { api } = useStores();
  const { rules: held } = useAppState().quiet;
  const form = useKept(
    held,
    ({ hours }) => complaintAboutQuiet(hours) === null,
    (rules) => api.request("quiet/set-rules", rules),
  );
  const { hours, letsUrgentThrough } = form.value;
  return (
    <>
      <QuietNow />
      <Toggle
        name="Quiet hours"
        isOn={hours.isOn}
        onChange={(isOn) => form.change({ ...form.value, hours: { ...hours, isOn } })}
      >
        Quiet hours
      </Toggle>
      {hours.isOn ? <Hours hours={hours} onChange={(next) => form.change({ ...form.value, hours: next })} /> : null}
      <Toggle
        name="Let urgent texts through"
        isOn={letsUrgentThrough}
        onChange={(isOn) => form.change({ ...form.value, letsUrgentThrough: isOn })}
      >
        <span>Let urgent texts through</span>
        <span className="quiet-detail">
          With sound, also while notifications are off: from contacts and people you have written to. This computer
          judges by the words, and can be wrong.
        </span>
      </Toggle>
      <NotChanged failure={form.failure} />
    </>
  );
};
