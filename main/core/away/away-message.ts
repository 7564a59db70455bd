import type { LocalDate } from "../../../preload/contract/model.ts";
import { dateInWords } from "../date-in-words.ts";

/** What Away says until the person writes something else. */
export const DEFAULT_AWAY_MESSAGE =
  "Hi {firstName}, I am away until {returnDate} and will answer when I am back. This is an automatic reply.";

/** Longer first names are left out: the whole must stay within one text. */
const LONGEST_FIRST_NAME = 40;

/** Whether it is a day of the calendar written as `2026-11-30`. */
export const isLocalDate = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};

/**
 * The message as one person gets it. What is not known disappears with the words that lead to it: "Hi {firstName}," is
 * "Hi,", "away until {returnDate} and" is "away and", and what says nothing but the date goes altogether.
 */
export const fillAwayMessage = (
  message: string,
  values: { readonly firstName: string | null; readonly returnDate: LocalDate | null; readonly today: LocalDate },
): string => {
  const { returnDate, today } = values;
  const firstName = values.firstName?.trim() ?? "";
  const withDate =
    returnDate === null
      ? withoutDate(message)
      : message.replaceAll("{returnDate}", () => dateInWords(returnDate, today));
  const isUsable = firstName !== "" && firstName.length <= LONGEST_FIRST_NAME;
  return isUsable ? withDate.replaceAll("{firstName}", () => firstName).trim() : withoutName(withDate);
};

const LEADING_WORDS =
  /\s*,?\s*\b(?:until|till|'til|through|thru|before|by|on|to|from|around|about|as of)\s+\{returnDate\}/gi;

const withoutDate = (message: string): string =>
  message
    .replace(LEADING_WORDS, "")
    .split("\n")
    .map((line) => ({
      line,
      rest: line
        .split(/(?<=[.!?])\s+/)
        .map(withoutDateClause)
        .filter(Boolean)
        .join(" "),
    }))
    .filter(({ line, rest }) => rest !== "" || line.trim() === "")
    .map(({ rest }) => rest)
    .join("\n")
    .trim();

/** "Hi Jane, back {returnDate}." is "Hi Jane."; a sentence about nothing else is empty. */
const withoutDateClause = (sentence: string): string => {
  if (!sentence.includes("{returnDate}")) return sentence;
  const end = /[.!?]+$/.exec(sentence)?.[0] ?? "";
  const clauses = sentence
    .slice(0, sentence.length - end.length)
    .split(/,\s*/)
    .filter((clause) => !clause.includes("{returnDate}"));
  return clauses.length === 0 ? "" : clauses.join(", ") + end;
};

const withoutName = (message: string): string => {
  const rest = message
    .replace(/[ \t]*\{firstName\}/g, "")
    .replace(/^[\s,;:.–—-]+/, "")
    .trim();
  return rest.charAt(0).toUpperCase() + rest.slice(1);
};
