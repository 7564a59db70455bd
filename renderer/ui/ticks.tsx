import type { ReactNode } from "react";
import { Checkbox, CheckboxGroup, Label } from "react-aria-components";
import { Icon } from "./icons.tsx";

/** Several things, of which any number can be ticked. */
export const Ticks = (props: {
  label: string;
  values: readonly string[];
  choices: readonly string[];
  onChange: (values: readonly string[]) => void;
}): ReactNode => (
  <CheckboxGroup className="ticks" value={[...props.values]} onChange={props.onChange}>
    <Label className="field-label">{props.label}</Label>
    <div className="ticks-all">
      {props.choices.map((choice) => (
        <Checkbox key={choice} value={choice} className="tick">
          <span className="tick-box" aria-hidden>
            <Icon name="sent" size={14} />
          </span>
          {choice}
        </Checkbox>
      ))}
    </div>
  </CheckboxGroup>
);
