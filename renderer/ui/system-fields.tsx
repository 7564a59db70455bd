import { type ReactNode, useId } from "react";

/** A calendar day, chosen with the system's own control. Days as `2026-11-30`. */
export const DayField = (props: {
  label: string;
  value: string;
  min?: string;
  onChange: (day: string) => void;
}): ReactNode => (
  <label className="field day-field">
    <span className="field-label">{props.label}</span>
    <input
      className="input tabular"
      type="date"
      value={props.value}
      {...(props.min === undefined ? {} : { min: props.min })}
      onChange={({ currentTarget }) => props.onChange(currentTarget.value)}
    />
  </label>
);

/** A time of day as `09:00`, typed into the system's own control. */
export const TimeField = (props: {
  label: string;
  value: string;
  isLabelHidden?: boolean;
  isWrong?: boolean;
  onChange: (time: string) => void;
}): ReactNode => (
  <label className="field time-field">
    <span className={props.isLabelHidden === true ? "unseen" : "field-label"}>{props.label}</span>
    <input
      className="input tabular"
      type="time"
      value={props.value}
      aria-invalid={props.isWrong ?? false}
      {...(props.isWrong === true ? { "data-invalid": true } : {})}
      onChange={({ currentTarget }) => props.onChange(currentTarget.value)}
    />
  </label>
);

/** One of many, in the system's own list: its first letters, typed, find it. */
export const SystemChoice = (props: {
  label: string;
  value: string;
  choices: readonly { readonly value: string; readonly label: string }[];
  onChange: (value: string) => void;
}): ReactNode => {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {props.label}
      </label>
      <select
        id={id}
        className="input"
        value={props.value}
        onChange={({ currentTarget }) => props.onChange(currentTarget.value)}
      >
        {props.choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
};
