import type { ReactNode } from "react";
import { FieldError, Input, Label, Radio, RadioGroup, Switch, Text, TextField } from "react-aria-components";
import { Icon } from "./icons.tsx";

/** Why what is in a field was refused. Nothing if `children` is null. */
export const Complaint = ({ children }: { children: string | null }): ReactNode =>
  children === null ? null : (
    <FieldError className="field-error">
      <Icon name="alert" size={16} />
      <span>{children}</span>
    </FieldError>
  );

/** One line of text with its label above, a hint and, if `error` is set, the reason it was refused. */
export const Field = (props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  hint?: ReactNode;
  error?: string | null;
  /** Shown as wrong without words of its own: they stand at another field. */
  isMarked?: boolean;
  type?: "text" | "password" | "url";
  placeholder?: string;
  autoFocus?: boolean;
  isDisabled?: boolean;
  inputRef?: (input: HTMLInputElement | null) => void;
}): ReactNode => {
  const { label, hint, error = null, isMarked = false, placeholder, inputRef, onBlur, ...rest } = props;
  return (
    <TextField
      className="field"
      isInvalid={error !== null || isMarked}
      spellCheck="false"
      autoComplete="off"
      {...(onBlur === undefined ? {} : { onBlur })}
      {...rest}
    >
      <Label className="field-label">{label}</Label>
      <Input
        className="input"
        {...(placeholder === undefined ? {} : { placeholder })}
        {...(inputRef === undefined ? {} : { ref: inputRef })}
      />
      {hint === undefined ? null : (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <Complaint>{error}</Complaint>
    </TextField>
  );
};

/** One of several things to choose from. */
export type Choice = {
  readonly value: string;
  readonly label: string;
  readonly detail?: string | undefined;
  /** Why it cannot be chosen; it is shown in place of the detail. */
  readonly refusal?: string | undefined;
};

/** A few choices, all in sight. A choice that cannot be taken stays, with the reason. */
export const Choices = (props: {
  label: string;
  value: string | null;
  choices: readonly Choice[];
  onChange: (value: string) => void;
  isLabelHidden?: boolean;
  isRow?: boolean;
  error?: string | null;
}): ReactNode => (
  <RadioGroup
    isInvalid={(props.error ?? null) !== null}
    className={`choices${props.isRow === true ? " choices-row" : ""}`}
    value={props.value}
    onChange={props.onChange}
    {...(props.isLabelHidden === true ? { "aria-label": props.label } : {})}
  >
    {props.isLabelHidden === true ? null : <Label className="field-label">{props.label}</Label>}
    <div className="choices-all">
      {props.choices.map((choice) => (
        <Radio
          key={choice.value}
          value={choice.value}
          className="choice"
          isDisabled={choice.refusal !== undefined}
          aria-label={choice.label}
        >
          <span className="choice-dot" aria-hidden />
          <span className="choice-words">
            <span className="choice-label tabular">{choice.label}</span>
            {choice.refusal === undefined && choice.detail === undefined ? null : (
              <span className="choice-detail">{choice.refusal ?? choice.detail}</span>
            )}
          </span>
        </Radio>
      ))}
    </div>
    <Complaint>{props.error ?? null}</Complaint>
  </RadioGroup>
);

/** A switch with its words to the left. `name` is what assistive technology says. */
export const Toggle = (props: {
  name: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  isDisabled?: boolean;
  children: ReactNode;
}): ReactNode => (
  <Switch
    className="toggle"
    isSelected={props.isOn}
    onChange={props.onChange}
    aria-label={props.name}
    isDisabled={props.isDisabled ?? false}
  >
    <span className="toggle-words">{props.children}</span>
    <span className="toggle-track" aria-hidden>
      <span className="toggle-knob" />
    </span>
  </Switch>
);
