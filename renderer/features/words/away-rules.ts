import type { AwayPerson, AwayRules, OtherMessage } from "../../../preload/contract/away.ts";
import { counted } from "./number.ts";

const either = new Intl.ListFormat("en", { type: "disjunction" });
const languages = new Intl.DisplayNames("en", { type: "language" });

/** "Spanish" for `es`. */
export const languageName = (code: string): string => languages.of(code) ?? code;

/** "people in your contacts": the end of "Tern answers …". */
export const whoWords = ({ who, labels }: Pick<AwayRules, "who" | "labels">): string => {
  if (who === "everyone") return "everyone who texts you";
  if (who === "contacts") return "people in your contacts";
  return labels.length === 0 ? "contacts with a label" : `contacts labelled ${either.format(labels)}`;
};

/** "once per absence", "once every 24 hours" */
export const oftenWords = ({ againAfterHours }: Pick<AwayRules, "againAfterHours">): string => {
  if (againAfterHours === null) return "once per absence";
  return againAfterHours === 1 ? "once an hour" : `once every ${againAfterHours} hours`;
};

const persons = (count: number): string => counted(count, "person", "people");

/** "except 2 people", "always 1 person and never 2 people", "without exceptions" */
export const exceptionWords = (people: readonly Pick<AwayPerson, "answer">[]): string => {
  const count = (answer: AwayPerson["answer"]): number => people.filter((person) => person.answer === answer).length;
  const [always, never] = [count("always"), count("never")];
  if (always === 0) return never === 0 ? "without exceptions" : `except ${persons(never)}`;
  return never === 0 ? `and always ${persons(always)}` : `always ${persons(always)} and never ${persons(never)}`;
};

/** "10 a minute and 200 a day" */
export const limitWords = ({ perMinute, perDay }: Pick<AwayRules, "perMinute" | "perDay">): string =>
  `${perMinute} a minute and ${perDay} a day`;

/** "texts up to 12 hours old" */
export const staleWords = ({ staleHours }: Pick<AwayRules, "staleHours">): string =>
  `texts up to ${counted(staleHours, "hour", "hours")} old`;

/** Who gets another message: "Spanish", "Label VIP", or "Label …" until one is written. */
export const whomWords = ({ whom }: Pick<OtherMessage, "whom">): string => {
  if (whom.kind === "language") return languageName(whom.language);
  return `Label ${whom.label.trim() || "…"}`;
};
