import type { ReactNode } from "react";
import { Autocomplete, FieldError, Input, Label, ListBox, ListBoxItem, SearchField } from "react-aria-components";
import { Avatar } from "./avatar.tsx";
import { Icon } from "./icons.tsx";

/** Somebody, or a number, that fits what was typed. */
export type Suggestion = {
  readonly id: string;
  readonly name: string | null;
  readonly address: string;
  readonly title: string;
  readonly detail: string;
};

/**
 * A field with what fits below it: arrows move through the list while typing goes on in the field, Enter takes the
 * marked one, or, if none is marked, what was typed.
 */
export const AddressPicker = (props: {
  label: string;
  placeholder: string;
  value: string;
  error: string | null;
  suggestions: readonly Suggestion[];
  empty: ReactNode;
  onChange: (value: string) => void;
  onChoose: (suggestion: Suggestion) => void;
  onSubmit: () => void;
  /** It is not what its page is about: it waits to be asked. */
  isSubordinate?: boolean;
  /** Between the field and the list. */
  children?: ReactNode;
}): ReactNode => (
  <Autocomplete inputValue={props.value} onInputChange={props.onChange}>
    <SearchField
      className="field"
      autoFocus={props.isSubordinate !== true}
      isInvalid={props.error !== null}
      onSubmit={props.onSubmit}
      aria-label={props.label}
    >
      <div className="address-line">
        <Label className="field-label">{props.label}</Label>
        <Input className="input tabular" placeholder={props.placeholder} spellCheck="false" />
      </div>
      {props.error === null ? null : (
        <FieldError className="field-error">
          <Icon name="alert" size={16} />
          <span>{props.error}</span>
        </FieldError>
      )}
    </SearchField>
    {props.children}
    <ListBox
      className="suggestions"
      aria-label="Suggestions"
      items={props.suggestions}
      onAction={(key) => {
        const chosen = props.suggestions.find(({ id }) => id === key);
        if (chosen !== undefined) props.onChoose(chosen);
      }}
      // Without words it would be an option without a name.
      {...(props.empty === null ? {} : { renderEmptyState: () => props.empty })}
    >
      {(item) => (
        <ListBoxItem className="suggestion" textValue={item.title}>
          <Avatar name={item.name} address={item.address} size="small" />
          <span className="suggestion-title">{item.title}</span>
          <span className="suggestion-detail tabular">{item.detail}</span>
        </ListBoxItem>
      )}
    </ListBox>
  </Autocomplete>
);
