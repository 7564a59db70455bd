import type { ReactNode, Ref } from "react";
import { Label, Text, TextArea, TextField } from "react-aria-components";

/** Several lines of text with a label above and a hint below. */
export const WordsField = ({
  ref,
  ...props
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onBlur: () => void;
  hint: ReactNode;
  ref: Ref<HTMLTextAreaElement>;
  isInvalid: boolean;
}): ReactNode => (
  <TextField
    className="field"
    value={props.value}
    onChange={props.onChange}
    onBlur={props.onBlur}
    isInvalid={props.isInvalid}
  >
    <Label className="field-label">{props.label}</Label>
    <TextArea className="input" ref={ref} dir="auto" spellCheck />
    <Text slot="description" className="field-hint">
      {props.hint}
    </Text>
  </TextField>
);

/** A calendar day, chosen with the system's own control. Days as `2026-11-30`. */
export const DayField = (props: {
  label: string;
  value: string;
  min: string;
  onChange: (day: string) => void;
}): ReactNode => (
  <label className="field day-field">
    <span className="field-label">{props.label}</span>
    <input
      className="input tabular"
      type="date"
      value={props.value}
      min={props.min}
      onChange={({ currentTarget }) => props.onChange(currentTarget.value)}
    />
  </label>
);
