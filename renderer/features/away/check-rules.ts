import type { AwayRules } from "../../../preload/contract/away.ts";
import {
  AWAY_VARIABLES,
  IN_BRACES,
  longestFilled,
  roomForMessage,
  unknownVariable,
} from "../../../preload/contract/away-message.ts";
import type { Intent } from "../../../preload/contract/intents.ts";
import { MAX_LATE_WORDS_UNITS } from "../../../preload/contract/limits.ts";

/** Why rules cannot be kept, by the place in the form where it is said. */
export type RuleComplaints = {
  readonly message: string | null;
  /** About the words of each other message, and about whom they are for. */
  readonly others: readonly (string | null)[];
  readonly whom: readonly (string | null)[];
  readonly lateWords: string | null;
  readonly templates: Readonly<Record<Intent, string | null>>;
  readonly url: string | null;
  readonly model: string | null;
};

const all = new Intl.ListFormat("en", { type: "conjunction" });
const variables = all.format(AWAY_VARIABLES.map((name) => `{${name}}`));

const characters = (count: number): string => `${count} ${count === 1 ? "character" : "characters"}`;

type Surroundings = Pick<AwayRules, "lateWords" | "smart">;

/** By how many characters a message is too long for one text once everything is filled in; 0 or less: it fits. */
export const unitsOver = (words: string, { lateWords, smart }: Surroundings, company: string | null): number =>
  longestFilled(words, { company, urgentNumber: smart.urgentNumber }) - roomForMessage(lateWords);

const aboutWords = (words: string, rules: Surroundings, company: string | null): string | null => {
  if (words.trim() === "") return "Write something: an empty message is not sent.";
  const unknown = unknownVariable(words);
  if (unknown !== null) return `There is no ${unknown}. There are ${variables}.`;
  const over = unitsOver(words, rules, company);
  return over <= 0
    ? null
    : `${characters(over)} too long: it has to fit into one text, also with the longest name and date.`;
};

const aboutLateWords = (words: string): string | null => {
  if (words.trim() === "") return "Write the words, or switch them off.";
  const over = words.trim().length - MAX_LATE_WORDS_UNITS;
  if (over > 0) return `${characters(over)} too long: at most ${MAX_LATE_WORDS_UNITS}.`;
  const braces = words.match(IN_BRACES)?.[0];
  return braces === undefined ? null : `Nothing is filled in here: write it without ${braces}.`;
};

/** Whether an address is of this computer: what is sent there stays here. */
export const isLocalAddress = (url: string): boolean =>
  /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/u.test(URL.parse(url)?.hostname ?? "");

/** In plain, texts of clients are sent to this computer only. */
const isAddress = (url: string): boolean => {
  const protocol = URL.parse(url)?.protocol;
  return protocol === "https:" || (protocol === "http:" && isLocalAddress(url));
};

/** What is wrong with rules, in sentences. `company`: what {company} becomes. */
export const complaintsAbout = (rules: AwayRules, company: string | null): RuleComplaints => {
  const { message, others, lateWords, smart, model } = rules;
  const aboutTemplate = (intent: Intent): string | null => {
    const template = smart.templates[intent];
    return template === null ? null : aboutWords(template, rules, company);
  };
  return {
    message: aboutWords(message, rules, company),
    others: others.map(({ words }) => aboutWords(words, rules, company)),
    whom: others.map(({ whom }) =>
      whom.kind === "label" && whom.label.trim() === "" ? "Write the label that these people have." : null,
    ),
    lateWords: lateWords === null ? null : aboutLateWords(lateWords),
    templates: {
      urgent: aboutTemplate("urgent"),
      scheduling: aboutTemplate("scheduling"),
      question: aboutTemplate("question"),
      document: aboutTemplate("document"),
      social: aboutTemplate("social"),
      other: aboutTemplate("other"),
    },
    url:
      model.isOn && !isAddress(model.url)
        ? "Enter an address that begins with https://, or one of this computer."
        : null,
    model: model.isOn && model.model.trim() === "" ? "Enter the name of the model, as its server calls it." : null,
  };
};

/** The first of them; null: there is none. */
export const firstOf = (complaints: Iterable<string | null>): string | null =>
  [...complaints].find((complaint) => complaint !== null) ?? null;

/** The first thing that is wrong; null: nothing. */
export const firstComplaint = ({ others, whom, templates, ...rest }: RuleComplaints): string | null =>
  firstOf([...Object.values(rest), ...whom, ...others, ...Object.values(templates)]);
