/**
 * When the person works: outside of it Away is on by itself. Names: combobox "Time zone", one group for each day with
 * fields "From" and "To", list "Holidays".
 */
import { type ReactNode, useMemo, useState } from "react";
import type { WorkingHours, WorkingTime } from "../../../preload/contract/away.ts";
import { AWAY_LIMITS } from "../../../preload/contract/limits.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icons.tsx";
import { DayField, SystemChoice, TimeField } from "../../ui/system-fields.tsx";
import { DAYS, weekWords } from "../words/hours.ts";
import { longDate } from "../words/time.ts";
import { complaintAboutDay, dayTimeFromTyped, typedFromDayTime } from "./check-hours.ts";
import type { AwayForm } from "./use-away-form.ts";

export const hoursWords = (hours: WorkingHours): string =>
  hours.isOn ? `Away outside ${weekWords(hours)}` : weekWords(hours);

const Stretch = (props: {
  day: string;
  stretch: WorkingTime;
  isWrong: boolean;
  onChange: (stretch: WorkingTime) => void;
  onRemove: () => void;
}): ReactNode => {
  const { day, stretch, isWrong, onChange } = props;
  return (
    <div className="stretch">
      <TimeField
        label={`${day} from`}
        isLabelHidden
        isWrong={isWrong}
        value={typedFromDayTime(stretch.from)}
        onChange={(typed) => onChange({ ...stretch, from: dayTimeFromTyped(typed, false) })}
      />
      <span aria-hidden>to</span>
      <TimeField
        label={`${day} to`}
        isLabelHidden
        isWrong={isWrong}
        value={typedFromDayTime(stretch.to)}
        onChange={(typed) => onChange({ ...stretch, to: dayTimeFromTyped(typed, true) })}
      />
      <IconButton name={`Remove these hours of ${day}`} icon="close" size={16} onPress={props.onRemove} />
    </div>
  );
};

const NINE_TO_FIVE: WorkingTime = { from: "09:00", to: "17:00" };

/** What could follow the last stretch of a day; null: nothing. */
const nextStretch = (day: readonly WorkingTime[]): WorkingTime | null => {
  const last = day.at(-1);
  if (last === undefined) return NINE_TO_FIVE;
  const hour = Number(last.to.slice(0, 2)) + 1;
  if (day.length >= AWAY_LIMITS.stretches || Number.isNaN(hour) || hour > 22) return null;
  const two = (part: number): string => String(part).padStart(2, "0");
  return { from: `${two(hour)}:00`, to: `${two(hour + 1)}:00` };
};

const Day = (props: {
  name: string;
  day: readonly WorkingTime[];
  onChange: (day: readonly WorkingTime[]) => void;
}): ReactNode => {
  const { name, day, onChange } = props;
  const complaint = complaintAboutDay(day);
  const next = nextStretch(day);
  return (
    <div className="week-day" role="group" aria-label={name}>
      <span className="week-name">{name}</span>
      <div className="week-hours">
        {day.length === 0 ? <span className="part-words week-off">Day off</span> : null}
        {day.map((stretch, place) => (
          <Stretch
            // A stretch is nothing but its times, which change while they are typed.
            // oxlint-disable-next-line react/no-array-index-key
            key={place}
            day={name}
            stretch={stretch}
            isWrong={complaint !== null}
            onChange={(changed) => onChange(day.map((each, at) => (at === place ? changed : each)))}
            onRemove={() => onChange(day.filter((_, at) => at !== place))}
          />
        ))}
        {complaint === null ? null : (
          <p className="field-error" role="alert">
            <Icon name="alert" size={16} />
            <span>{complaint}</span>
          </p>
        )}
      </div>
      <IconButton
        name={`Add hours on ${name}`}
        icon="add"
        size={18}
        isDisabled={next === null || complaint !== null}
        onPress={() => {
          if (next !== null) onChange([...day, next]);
        }}
      />
    </div>
  );
};

const Holidays = ({ form }: { form: AwayForm }): ReactNode => {
  const [day, setDay] = useState("");
  const { holidays } = form.hours;
  const put = (next: readonly string[]): void => form.changeHours({ holidays: [...new Set(next)].toSorted() });
  return (
    <section className="part" aria-label="Holidays">
      <h3 className="field-label">Holidays</h3>
      {holidays.length === 0 ? (
        <p className="part-words">Days off, whatever day of the week they are.</p>
      ) : (
        <ul className="holidays" aria-label="Holidays">
          {holidays.map((each) => (
            <li key={each} className="holiday tabular">
              {longDate(each)}
              <IconButton
                name={`Remove ${longDate(each)}`}
                icon="close"
                size={16}
                onPress={() => put(holidays.filter((other) => other !== each))}
              />
            </li>
          ))}
        </ul>
      )}
      <form
        className="field-row"
        aria-label="New holiday"
        onSubmit={(event) => {
          event.preventDefault();
          if (day !== "") put([...holidays, day]);
          setDay("");
        }}
      >
        <DayField label="Day" value={day} onChange={setDay} />
        <Button type="submit" isDisabled={day === "" || holidays.length >= AWAY_LIMITS.holidays}>
          Add holiday
        </Button>
      </form>
    </section>
  );
};

export const HoursPart = ({ form }: { form: AwayForm }): ReactNode => {
  const { hours, changeHours } = form;
  const monday = hours.week[0] ?? [];
  const zones = useMemo(
    () =>
      [...new Set([hours.timeZone, ...Intl.supportedValuesOf("timeZone")])]
        .toSorted()
        .map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") })),
    [hours.timeZone],
  );
  return (
    <>
      <div className="week">
        {DAYS.map((name, place) => (
          <Day
            key={name}
            name={name}
            day={hours.week[place] ?? []}
            onChange={(day) => changeHours({ week: hours.week.map((each, at) => (at === place ? day : each)) })}
          />
        ))}
      </div>
      <div className="acts">
        <Button onPress={() => changeHours({ week: hours.week.map((day, place) => (place < 5 ? monday : day)) })}>
          Use Monday’s hours until Friday
        </Button>
      </div>
      <SystemChoice
        label="Time zone"
        value={hours.timeZone}
        choices={zones}
        onChange={(timeZone) => changeHours({ timeZone })}
      />
      <Holidays form={form} />
    </>
  );
};
