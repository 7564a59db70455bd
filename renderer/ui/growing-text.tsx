import type { ClipboardEvent, KeyboardEvent, ReactNode, Ref } from "react";
import { TextArea, TextField } from "react-aria-components";

/** A field for words that grows with them, up to eight lines (see composer.css), then scrolls. */
export const GrowingText = ({
  ref,
  ...props
}: {
  name: string;
  value: string;
  placeholder: string;
  onChange: (value: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onPaste: (event: ClipboardEvent) => void;
  ref: Ref<HTMLTextAreaElement>;
}): ReactNode => (
  <TextField className="growing-text" aria-label={props.name} value={props.value} onChange={props.onChange}>
    <TextArea
      ref={ref}
      rows={1}
      dir="auto"
      placeholder={props.placeholder}
      spellCheck
      onKeyDown={props.onKeyDown}
      onPaste={props.onPaste}
    />
  </TextField>
);
