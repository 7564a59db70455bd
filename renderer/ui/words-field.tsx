import type { ReactNode, Ref } from "react";
import { Label, Text, TextArea, TextField } from "react-aria-components";
import { Complaint } from "./fields.tsx";

/** Several lines of text with a label above, a hint below and, if `error` is set, why it was refused. */
export const WordsField = ({
  ref,
  ...props
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  hint?: ReactNode;
  error?: string | null;
  isLabelHidden?: boolean;
  ref?: Ref<HTMLTextAreaElement>;
}): ReactNode => (
  <TextField
    className="field"
    value={props.value}
    onChange={props.onChange}
    isInvalid={(props.error ?? null) !== null}
    {...(props.onBlur === undefined ? {} : { onBlur: props.onBlur })}
    {...(props.isLabelHidden === true ? { "aria-label": props.label } : {})}
  >
    {props.isLabelHidden === true ? null : <Label className="field-label">{props.label}</Label>}
    <TextArea className="input" dir="auto" spellCheck {...(ref === undefined ? {} : { ref })} />
    {props.hint === undefined ? null : (
      <Text slot="description" className="field-hint">
        {props.hint}
      </Text>
    )}
    <Complaint>{props.error ?? null}</Complaint>
  </TextField>
);
