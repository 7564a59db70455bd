import { MAX_AWAY_MESSAGE_UNITS } from "../../../preload/contract/limits.ts";
import type { LanguageGuesser } from "../ports/understanding.ts";
import { greetedName, isCourtesy } from "./courtesies.ts";
import { namesTopic } from "./named-topic.ts";
import { KNOWN_LANGUAGES, type KnownLanguage, sameMeaning } from "./same-meaning.ts";
import { type Clause, clausesOf, plainText, written } from "./said-words.ts";

/** What a reply is held against. */
export type Asked = {
  /** The words that would go out without a model. */
  readonly own: string;
  /** The text of the client. */
  readonly heard: string;
  /** In UTF-16 units. */
  readonly longest: number;
  readonly languageOf: LanguageGuesser;
};

/** More politeness than this is none. */
const MOST_COURTESIES = 4;

/** What a text says besides being polite. */
type Saying = {
  readonly words: readonly string[];
  /** The break before each word. */
  readonly breaks: readonly Clause["before"][];
  /** Before which words something polite stood. */
  readonly politeAt: readonly number[];
};

const sayingOf = (clauses: readonly Clause[], isPolite: (clause: string, index: number) => boolean): Saying => {
  const words: string[] = [];
  const breaks: Clause["before"][] = [];
  const politeAt: number[] = [];
  for (const [index, clause] of clauses.entries()) {
    if (isPolite(clause.words, index)) politeAt.push(words.length);
    else {
      const all = clause.words.split(" ");
      words.push(...all);
      breaks.push(clause.before, ...all.slice(1).map(() => "" as const));
    }
  }
  return { words, breaks, politeAt };
};

/** With these, without its subject, a clause goes on that could be a sentence as well: "and will answer". */
const CAN_BEGIN_SENTENCE: ReadonlySet<string | undefined> = new Set(["am", "are", "will", "have"]);

/** A break elsewhere changes what is said: "I do not sell and buy by text" is not "I do not sell. Buy by text". */
const isSameBreak = (mark: Clause["before"], own: Clause["before"] | undefined, next: string | undefined): boolean =>
  mark === own || (own === "&" && mark === "." && CAN_BEGIN_SENTENCE.has(next));

/** Whether both say the same words in the same order, with the same breaks, and what is polite stands between sentences. */
const saysTheSame = (reply: Saying, own: Saying): boolean =>
  reply.words.join(" ") === own.words.join(" ") &&
  reply.politeAt.length <= MOST_COURTESIES &&
  reply.politeAt.every((at) => at === 0 || at === own.words.length || own.breaks[at] === ".") &&
  reply.breaks.every(
    (mark, at) => at === 0 || reply.politeAt.includes(at) || isSameBreak(mark, own.breaks[at], own.words[at]),
  );

const clausesIn = (text: string, language: KnownLanguage): readonly Clause[] =>
  clausesOf(sameMeaning(written(text), language));

/**
 * What the model said, if it can be sent; null on any doubt, and the words of the person go out. What can be sent is
 * allowed, and nothing else: all that the own words say, in their language and order and with every number, date, link and
 * name as it is there, and around it a greeting, thanks, and in a few words of the client's what their text is about.
 */
export const checkModelReply = (said: string, { own, heard, longest, languageOf }: Asked): string | null => {
  const [reply, ownWords] = [plainText(said.trim().replace(/^["“](.*)["”]$/su, "$1")), plainText(own)];
  if (reply === null || ownWords === null || reply === "") return null;
  if (reply.length > Math.min(longest, MAX_AWAY_MESSAGE_UNITS)) return null;
  const guessed = languageOf(ownWords, KNOWN_LANGUAGES);
  const language = KNOWN_LANGUAGES.find((known) => known === guessed);
  if (language === undefined || languageOf(reply, KNOWN_LANGUAGES) !== language) return null;

  const ownClauses = clausesIn(ownWords, language);
  const name = greetedName(ownClauses[0]?.words ?? "", language);
  const nobody = (): boolean => false;
  const ownSaying = sayingOf(
    ownClauses,
    (clause, index) => (index === 0 && name !== null) || isCourtesy(clause, language, nobody),
  );
  const replySaying = sayingOf(clausesIn(reply, language), (clause, index) => {
    const greeted = index === 0 ? greetedName(clause, language) : null;
    return (
      (greeted !== null && ["", "there", name].includes(greeted)) ||
      isCourtesy(clause, language, (topic) => namesTopic(topic, heard))
    );
  });
  return ownSaying.words.length > 0 && saysTheSame(replySaying, ownSaying) ? reply : null;
};
