import type { Absence, AwayRules } from "../../../preload/contract/away.ts";
import { MAX_AWAY_MESSAGE_UNITS, MAX_TEXT_UNITS, STOP_LINE } from "../../../preload/contract/limits.ts";
import type { AwayWordsFrom, EpochMs } from "../../../preload/contract/model.ts";
import type { TimeZones } from "../ports/system.ts";
import { dateInWords, timeInWords } from "../date-in-words.ts";
import type { DecidedIntent } from "../intents/decide-intent.ts";
import { DEFAULT_AWAY_MESSAGE, fillAwayMessage, withoutVariables } from "./away-message.ts";

/** What is known of the one who is answered. */
export type Reader = {
  readonly firstName: string | null;
  readonly labels: readonly string[];
  /** ISO 639-1 code of what they wrote; null if nobody can tell. */
  readonly language: string | null;
  readonly intent: DecidedIntent | null;
};

/** Words with their variables, in which language dates are written in them, and why they were taken. */
type Chosen = { readonly words: string; readonly from: AwayWordsFrom; readonly language: string | null };

/** What is said of the absence: when it ends, in the time zone of the person's hours, and whose it is. */
export type Saying = {
  readonly absence: Pick<Absence, "until">;
  readonly timeZone: string;
  readonly company: string | null;
  readonly now: EpochMs;
  /** The text that is answered was written long before. */
  readonly isLate: boolean;
};

/** A text answered so much later is answered late, as the person sees it. */
export const LATE_AFTER_MS = 10 * 60_000;

const chooseWords = ({ message, others, smart }: AwayRules, { labels, language, intent }: Reader): Chosen => {
  for (const { words, whom } of others) {
    if (whom.kind === "label" && labels.includes(whom.label.trim())) return { words, from: "label", language: null };
    if (whom.kind === "language" && whom.language === language) return { words, from: "language", language };
  }
  // Of what is urgent a wrong guess costs less than a missed one; see decide-intent.ts.
  const isUsable =
    intent !== null && (intent.intent === "urgent" ? intent.isSure : intent.confidence >= smart.leastConfidence);
  const template = smart.isOn && isUsable ? smart.templates[intent.intent] : null;
  return template === null
    ? { words: message, from: "message", language: null }
    : { words: template, from: "template", language: null };
};

/**
 * The whole of an away reply, as the client reads it: it always fits into one text. Words that do not, whatever was known
 * when they were kept, make way for the usual ones: somebody is waiting for an answer.
 */
export const awayWords = (
  rules: AwayRules,
  reader: Reader,
  saying: Saying,
  zones: TimeZones,
): { readonly body: string; readonly from: AwayWordsFrom } => {
  const usual: Chosen = { words: DEFAULT_AWAY_MESSAGE, from: "message", language: null };
  const fill = (chosen: Chosen) => ({ words: filled(chosen, rules, reader, saying, zones), from: chosen.from });
  const own = fill(chooseWords(rules, reader));
  const { words, from } = own.words.length <= MAX_AWAY_MESSAGE_UNITS ? own : fill(usual);
  return { body: framed(words, rules, saying), from };
};

/** What stands around an answer, whoever wrote it; late words only where they fit. */
export const framed = (
  words: string,
  { lateWords, hasStopLine }: Pick<AwayRules, "lateWords" | "hasStopLine">,
  { isLate }: Pick<Saying, "isLate">,
): string => {
  const body = `${words}${hasStopLine ? `\n${STOP_LINE}` : ""}`;
  return isLate ? withLateWords(body, lateWords) : body;
};

/** An answer that goes out late, or later than was thought; late words only where the whole fits into one text. */
export const withLateWords = (body: string, lateWords: AwayRules["lateWords"]): string => {
  const late = lateWords === null ? "" : withoutVariables(lateWords);
  return late === "" || late.length + 1 + body.length > MAX_TEXT_UNITS ? body : `${late} ${body}`;
};

const filled = (
  { words, language }: Chosen,
  { smart }: AwayRules,
  { firstName }: Reader,
  { absence, timeZone, company, now }: Saying,
  zones: TimeZones,
): string => {
  const back = absence.until === null ? null : zones.localAt(absence.until, timeZone);
  const today = zones.localAt(now, timeZone).date;
  return fillAwayMessage(words, {
    firstName,
    returnDate: back === null ? null : dateInWords(back.date, today, language ?? undefined),
    // Midnight is how an end without a time of day is kept.
    returnTime: back === null || back.time === "00:00" ? null : timeInWords(back.time, language ?? undefined),
    company,
    urgentNumber: smart.urgentNumber?.trim() ?? null,
  });
};
