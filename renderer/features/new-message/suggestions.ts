import type { ContactView } from "../../../preload/contract/model.ts";
import type { Suggestion } from "../../ui/address-picker.tsx";

/** From so many digits on, what is typed is taken for a whole number. */
const WHOLE_NUMBER = 7;

/** Whether it could be a number to text: digits and what people write between them. */
const isNumberLike = (typed: string): boolean => /^\+?[\d\s().-]{3,}$/u.test(typed.trim());

/** The digits of a number that was typed; none: it cannot be one. */
export const digitsTyped = (typed: string): string => (isNumberLike(typed) ? typed.replaceAll(/\D/gu, "") : "");

/** Contacts that fit what was typed and, if that may be a number, the number itself; `detail` says what it is for. */
export const suggestionsFor = (
  typed: string,
  contacts: readonly ContactView[],
  detail: string,
): readonly Suggestion[] => {
  const known = contacts.map(({ name, address, formatted }) => ({
    id: `contact ${address} ${name}`,
    name,
    address,
    title: name,
    detail: formatted,
  }));
  const digits = digitsTyped(typed);
  if (digits === "") return known;
  const address = typed.trim();
  const number = { id: "typed", name: null, address, title: address, detail };
  // A few digits are rather a search; a whole number is meant as it is.
  return digits.length < WHOLE_NUMBER ? [...known, number] : [number, ...known];
};
