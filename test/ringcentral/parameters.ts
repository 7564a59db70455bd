import { invalidParameter } from "./errors.ts";

/** A date of the query in ms; null if absent. An empty or unreadable one is refused, as an undefined value sent by mistake is. */
export const dateParameter = (query: URLSearchParams, name: string): number | null => {
  const text = query.get(name);
  if (text === null) return null;
  const ms = /^\d{4}-\d{2}-\d{2}/u.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw invalidParameter(name, text);
  return ms;
};

export const numberParameter = (query: URLSearchParams, name: string, usual: number, max: number): number => {
  const text = query.get(name);
  if (text === null) return usual;
  if (!/^\d+$/u.test(text) || Number(text) < 1 || Number(text) > max) throw invalidParameter(name, text);
  return Number(text);
};

/** Repeated keys; null if absent. */
export const choicesParameter = <T extends string>(
  query: URLSearchParams,
  name: string,
  choices: readonly T[],
): readonly T[] | null => {
  const values = query.getAll(name);
  if (values.length === 0) return null;
  return values.map((value) => {
    const choice = choices.find((entry) => entry === value);
    if (choice === undefined) throw invalidParameter(name, value);
    return choice;
  });
};
