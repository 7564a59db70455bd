import type { Absence, AwayEntry, AwayReport, AwaySkip, WorkingHours } from "../../../preload/contract/away.ts";
import { intentWords, skipWords, wordsFromWords } from "../../../preload/contract/away-words.ts";
import type { EpochMs } from "../../../preload/contract/model.ts";
import type { ConnectionState } from "../../../preload/contract/state.ts";
import { statusWords, troubleOfText } from "./delivery.ts";
import { counted, numberWords } from "./number.ts";
import { sinceTime, spanWords } from "./time.ts";
import { untilTime } from "./until-time.ts";

/** How one text fared. An answer that did not arrive answered nobody. */
export type EntryKind = "answered" | "failed" | "left" | "waiting";

export const entryKind = ({ outcome }: Pick<AwayEntry, "outcome">): EntryKind => {
  if (outcome.kind === "skipped") return "left";
  if (outcome.kind === "waiting") return "waiting";
  return outcome.status === "failed" ? "failed" : "answered";
};

export const kindWords: Readonly<Record<EntryKind, string>> = {
  answered: "Answered",
  failed: "Not delivered",
  left: "Left to you",
  waiting: "Waiting",
};

/** How many of each kind there are. */
export const countKinds = (entries: readonly AwayEntry[]): Readonly<Record<EntryKind, number>> => {
  const counts = { answered: 0, failed: 0, left: 0, waiting: 0 };
  for (const entry of entries) counts[entryKind(entry)] += 1;
  return counts;
};

/** The rules that left texts to the person, the most frequent first. */
export const countRules = (
  entries: readonly AwayEntry[],
): readonly { readonly rule: AwaySkip; readonly count: number }[] => {
  const rules = entries.flatMap(({ outcome }) => (outcome.kind === "skipped" ? [outcome.rule] : []));
  return [...Map.groupBy(rules, (rule) => rule)]
    .map(([rule, all]) => ({ rule, count: all.length }))
    .toSorted((one, other) => other.count - one.count);
};

const texts = (count: number): string => counted(count, "text", "texts");

/** "3 texts answered, 5 left to you, 1 not delivered." */
export const summaryWords = (entries: readonly AwayEntry[]): string => {
  const { answered, failed, left, waiting } = countKinds(entries);
  const parts = [
    `${texts(answered)} answered`,
    `${numberWords(left)} left to you`,
    ...(failed === 0 ? [] : [`${numberWords(failed)} not delivered`]),
    ...(waiting === 0 ? [] : [`${numberWords(waiting)} waiting`]),
  ];
  return `${parts.join(", ")}.`;
};

/** What these rules would have done: "12 texts would have been answered, 30 left to you." */
export const simulationWords = (entries: readonly AwayEntry[]): string => {
  const { answered, left } = countKinds(entries);
  return `${texts(answered)} would have been answered, ${numberWords(left)} left to you.`;
};

/** When somebody was away: "Since Fri 9:00 AM", "Fri 9:00 AM to Mon 9:00 AM". */
export const absenceWords = (
  { since, until, hasEnded }: Absence & { readonly hasEnded: boolean },
  now: EpochMs,
): string => {
  if (!hasEnded) return `Now, since ${sinceTime(since, now)}`;
  const words = until === null ? sinceTime(since, now) : spanWords(since, until, now);
  return words.charAt(0).toUpperCase() + words.slice(1);
};

type Answered = Extract<AwayEntry["outcome"], { kind: "answered" }>;

/** What is said under an answer: where its words are from, what the text was about, whether it was late, how it fared. */
export const answerNotes = (
  { intent }: Pick<AwayEntry, "intent">,
  { wordsFrom, isLate, status, failure }: Answered,
  connection: ConnectionState,
): readonly string[] => [
  wordsFromWords[wordsFrom],
  ...(intent === null || intent === "other" ? [] : [intentWords[intent]]),
  ...(isLate ? ["Late"] : []),
  ...(status === null || status === "failed" ? [] : [statusWords({ status, failure }, connection) ?? ""]),
];

/** Why an answer did not arrive; null: it is on its way, or did. */
export const answerTrouble = ({ status, failure }: Answered): string | null =>
  status === "failed" ? troubleOfText({ status, failure }) : null;

/** Why a text was not answered, in a sentence. */
export const leftWords = (rule: AwaySkip): string => skipWords[rule].words;

/** "Ends by itself: Mon 9:00 AM.": when a report's absence does, by the clocks of the hours. */
export const endsWords = (
  { absence }: AwayReport,
  { timeZone }: Pick<WorkingHours, "timeZone">,
  now: EpochMs,
): string | null =>
  absence.hasEnded || absence.until === null ? null : `Ends by itself: ${untilTime(absence.until, now, timeZone)}.`;
