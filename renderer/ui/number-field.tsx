import { type ReactNode, useState } from "react";
import { Field } from "./fields.tsx";

/** A whole number between two others. What is none is said at the field, and the last one that was holds. */
export const NumberField = (props: {
  label: string;
  value: number;
  least: number;
  most: number;
  hint?: string;
  onChange: (value: number) => void;
}): ReactNode => {
  const { label, value, least, most, hint, onChange } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const numberFrom = (text: string): number | null => {
    const number = /^\d{1,6}$/u.test(text.trim()) ? Number(text.trim()) : Number.NaN;
    return number >= least && number <= most ? number : null;
  };
  const isWrong = typed !== null && numberFrom(typed) === null;
  return (
    <div className="number-field">
      <Field
        label={label}
        value={typed ?? String(value)}
        error={isWrong ? `Enter a number from ${least} to ${most}.` : null}
        onChange={(text) => {
          setTyped(text);
          const number = numberFrom(text);
          if (number !== null) onChange(number);
        }}
        onBlur={() => {
          if (!isWrong) setTyped(null);
        }}
        {...(hint === undefined ? {} : { hint })}
      />
    </div>
  );
};
