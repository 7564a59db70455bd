import { counted, numberWords } from "../words/number.ts";

/** "30 days", "1 year" */
export const daysWords = (days: number): string => (days === 365 ? "1 year" : counted(days, "day", "days"));

/** The number of days that was typed, or the sentence that says what is wrong with it. */
export const daysFromTyped = (
  typed: string,
  { least, most }: { readonly least: number; readonly most: number },
): { readonly days: number } | { readonly complaint: string } => {
  const days = /^\d{1,6}$/u.test(typed.trim()) ? Number(typed.trim()) : Number.NaN;
  if (days >= least && days <= most) return { days };
  return { complaint: `Enter a number of days from ${numberWords(least)} to ${numberWords(most)}.` };
};
