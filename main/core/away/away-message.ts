import {
  type AwayVariable,
  IN_BRACES,
  LONGEST_FIRST_NAME,
  variableNamed,
} from "../../../preload/contract/away-message.ts";
import { MAX_TEXT_UNITS } from "../../../preload/contract/limits.ts";
import type { LocalDate } from "../../../preload/contract/model.ts";

/** What Away says until the person writes something else. */
export const DEFAULT_AWAY_MESSAGE =
  "Hi {firstName}, I am away until {returnDate} and will answer when I am back. This is an automatic reply.";

/** What of a message is looked at, in UTF-16 units: more is never sent, whatever its variables become. */
const LONGEST_READ = 2 * MAX_TEXT_UNITS;

/** What the variables of a message become, in words; null: not known. */
export type AwayValues = Readonly<Record<AwayVariable, string | null>>;

/** Whether it is a day of the calendar written as `2026-11-30`. */
export const isLocalDate = (text: string): text is LocalDate => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};

/**
 * The message as one person gets it. What is not known disappears with the words that lead to it: "Hi {firstName}," is
 * "Hi,", "away until {returnDate} and" is "away and", and what says nothing but the date goes altogether. A sentence about
 * a number to call goes altogether without one, and what is in braces but no variable is left out. A message of which
 * nothing would be left loses the variables only, and one that says nothing without them is the usual one: an empty text
 * cannot be sent, and somebody is waiting for an answer.
 */
export const fillAwayMessage = (written: string, values: AwayValues): string => {
  const message = withTrueNames(written.slice(0, LONGEST_READ));
  const filled = fill(message, values);
  if (filled === written.trim() || SAYS_SOMETHING.test(filled)) return filled;
  const bare = withoutVariables(message);
  return SAYS_SOMETHING.test(bare) ? bare : fill(DEFAULT_AWAY_MESSAGE, values);
};

/** Words in which nothing is filled in. */
export const withoutVariables = (words: string): string =>
  words
    .slice(0, LONGEST_READ)
    .replace(new RegExp(`\\s{0,5}${IN_BRACES.source}`, "g"), "")
    .trim();

const UNKNOWN = "{unknown}";

/** Each variable by its true name, however the person wrote it. */
const withTrueNames = (message: string): string =>
  message.replace(IN_BRACES, (_whole, name: string) => {
    const variable = variableNamed(name);
    return variable === null ? UNKNOWN : `{${variable}}`;
  });

/** A letter or a picture. */
const SAYS_SOMETHING = /[\p{L}\p{Extended_Pictographic}]/u;

const fill = (message: string, values: AwayValues): string => {
  const { firstName, ...others } = values;
  const name = firstName?.trim() ?? "";
  const isUsable = name !== "" && name.length <= LONGEST_FIRST_NAME;
  let filled = message;
  for (const [variable, value] of Object.entries(others)) if (value === null) filled = without(filled, `{${variable}}`);
  if (!isUsable) filled = withoutWord(filled, "{firstName}");
  filled = withoutWord(filled, UNKNOWN);
  const known = new Map<string, string | null>(Object.entries({ ...others, firstName: isUsable ? name : null }));
  // In one go: what a value holds is no variable.
  return filled.replace(/\{(\w+)\}/g, (whole, variable: string) => known.get(variable) ?? whole).trim();
};

const LEADING_WORDS = "until|till|'til|through|thru|before|by|on|to|from|around|about|as of|at|of";

const without = (message: string, variable: string): string => {
  if (!message.includes(variable)) return message;
  const led = new RegExp(`[\\s,]{0,5}\\b(?:${LEADING_WORDS})\\s{1,5}\\${variable.replace("}", "\\}")}`, "gi");
  const isSentence = variable === "{urgentNumber}";
  return (isSentence ? message : message.replace(led, ""))
    .split("\n")
    .map((line) => ({
      line,
      rest: line
        .split(/(?<=[.!?])\s+/)
        .map((sentence) => (isSentence && sentence.includes(variable) ? "" : withoutClause(sentence, variable)))
        .filter(Boolean)
        .join(" "),
    }))
    .filter(({ line, rest }) => rest !== "" || line.trim() === "")
    .map(({ rest }) => rest)
    .join("\n")
    .trim();
};

/** "Hi Jane, back {returnDate}." is "Hi Jane."; a sentence about nothing else is empty. */
const withoutClause = (sentence: string, variable: string): string => {
  if (!sentence.includes(variable)) return sentence;
  const end = /[.!?]+$/.exec(sentence)?.[0] ?? "";
  const clauses = sentence
    .slice(0, sentence.length - end.length)
    .split(/,\s*/)
    .filter((clause) => !clause.includes(variable));
  return clauses.length === 0 ? "" : clauses.join(", ") + end;
};

const withoutWord = (message: string, variable: string): string => {
  if (!message.includes(variable)) return message;
  const rest = message
    .replace(new RegExp(`[ \\t]{0,5}${variable.replace("{", "\\{")}`, "g"), "")
    .replace(/^[\s,;:.–—-]+/, "")
    .trim();
  return rest.charAt(0).toUpperCase() + rest.slice(1);
};
