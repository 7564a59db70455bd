import { MAX_AWAY_MESSAGE_UNITS } from "./limits.ts";

/** What a message may hold in braces, as it is offered to the person. */
export const AWAY_VARIABLES = ["firstName", "returnDate", "returnTime", "company", "urgentNumber"] as const;
export type AwayVariable = (typeof AWAY_VARIABLES)[number];

/** Longest first name that is filled in, in UTF-16 units; who has a longer one is answered without it. */
export const LONGEST_FIRST_NAME = 40;

/** A day, and a time of day, are no longer in any language that Tern tells apart. Measured: 40 (Basque) and 10. */
const LONGEST_DATE = 48;
const LONGEST_TIME = 20;

/** A word or a few in braces, doubled ones too, as other programs have them. Bounded, so that it takes no time on anything. */
export const IN_BRACES = /\{{1,2}([^{}\n]{1,40})\}{1,2}/g;

const plain = (name: string): string => name.replace(/[\s_-]/g, "").toLowerCase();

const BY_PLAIN_NAME: ReadonlyMap<string, AwayVariable> = new Map(AWAY_VARIABLES.map((name) => [plain(name), name]));

/** Which variable is meant by what stands in braces: "First name" is `firstName`; null: there is none of that name. */
export const variableNamed = (name: string): AwayVariable | null => BY_PLAIN_NAME.get(plain(name)) ?? null;

/** The first thing in braces that is no variable, with its braces; null: there is none. */
export const unknownVariable = (words: string): string | null =>
  [...words.matchAll(IN_BRACES)].find(([, name = ""]) => variableNamed(name) === null)?.[0] ?? null;

/** How long a message can get once its variables are filled in, in UTF-16 units. */
export const longestFilled = (
  words: string,
  { company, urgentNumber }: { readonly company: string | null; readonly urgentNumber: string | null },
): number => {
  const longest: Readonly<Record<AwayVariable, number>> = {
    firstName: LONGEST_FIRST_NAME,
    returnDate: LONGEST_DATE,
    returnTime: LONGEST_TIME,
    company: company?.length ?? 0,
    urgentNumber: urgentNumber?.length ?? 0,
  };
  const lengthOf = (name: string): number => {
    const variable = variableNamed(name);
    return variable === null ? 0 : longest[variable];
  };
  return [...words.matchAll(IN_BRACES)].reduce(
    (length, [whole, name = ""]) => length - whole.length + lengthOf(name),
    words.length,
  );
};

/** How long a filled message may be, in UTF-16 units, so that the words for what is late fit before it. */
export const roomForMessage = (lateWords: string | null): number =>
  MAX_AWAY_MESSAGE_UNITS - (lateWords === null ? 0 : lateWords.trim().length + 1);
