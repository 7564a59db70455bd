import type { ReactNode } from "react";
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from "react-aria-components";
import type { Choice } from "./fields.tsx";
import { Icon } from "./icons.tsx";

/** One of several choices, folded away. Those that cannot be taken are shown with the reason. */
export const FoldedChoices = (props: {
  label: string;
  value: string | null;
  choices: readonly Choice[];
  onChange: (value: string) => void;
}): ReactNode => (
  <Select
    className="folded"
    value={props.value}
    onChange={(key) => {
      if (typeof key === "string") props.onChange(key);
    }}
    disabledKeys={props.choices.flatMap(({ value, refusal }) => (refusal === undefined ? [] : [value]))}
  >
    <Label className="field-label">{props.label}</Label>
    <Button className="folded-button tabular">
      <SelectValue className="folded-value" />
      <Icon name="unfold" size={16} />
    </Button>
    <Popover className="popover folded-popover" offset={4}>
      <ListBox className="folded-list" items={props.choices}>
        {(choice) => (
          <ListBoxItem id={choice.value} className="folded-choice" textValue={choice.label}>
            <span className="folded-label tabular">{choice.label}</span>
            <span className="choice-detail">{choice.refusal ?? choice.detail}</span>
          </ListBoxItem>
        )}
      </ListBox>
    </Popover>
  </Select>
);
