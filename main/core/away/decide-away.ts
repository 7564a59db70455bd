import type { AwayRules, AwaySkip } from "../../../preload/contract/away.ts";
import type { ConversationKind, EpochMs } from "../../../preload/contract/model.ts";
import { looksAutomatic, looksLikeEmail } from "./automatic-texts.ts";
import { isKeyword } from "./opted-out.ts";

/** Everything the decision depends on. */
export type AwayFacts = {
  /** When this absence began; null: not away. */
  readonly since: EpochMs | null;
  readonly rules: Pick<AwayRules, "who" | "labels" | "againAfterHours" | "staleHours" | "perMinute" | "perDay">;
  readonly text: { readonly from: string; readonly body: string; readonly at: EpochMs };
  readonly kind: ConversationKind;
  /** In the person's own address book. */
  readonly isContact: boolean;
  /** What the person said of this address. */
  readonly person: { readonly answer: "always" | "never" | null; readonly labels: readonly string[] };
  readonly isOwnNumber: boolean;
  /** A colleague's number, by the company's directory; who is in the address book is a client all the same. */
  readonly isColleague: boolean;
  readonly isTollFree: boolean;
  /** They asked not to be texted, or RingCentral said that they did, and have not texted START since. */
  readonly isOptedOut: boolean;
  /** The newest own text to them from before theirs, whoever wrote it and where; null: none. */
  readonly ownTextBefore: EpochMs | null;
  /** An own text to them that came after theirs: somebody has answered, here or in another client. */
  readonly isAnsweredSince: boolean;
  /** Own words of before that come back: another machine's echo. */
  readonly isEcho: boolean;
  /** They sent the same words before, within REPEATED_WITHIN_MS. */
  readonly isRepeated: boolean;
  /** When Away last answered them in this absence; null: not yet. */
  readonly answeredAt: EpochMs | null;
  /** How many answers Away gave to anybody, in the minute and in the day up to now. */
  readonly answeredInMinute: number;
  readonly answeredInDay: number;
  readonly now: EpochMs;
};

/** Both are the provider's time, but a text's may be in whole seconds, and an answer that told the time was under way. */
export const CLOCKS_DIFFER_MS = 5_000;

/** Nobody reads a text and types an answer in less; a machine answers at once. */
export const TOO_QUICK_MS = 3_000;

/** Machines remind with the same words; a person who repeats theirs within a day has been heard once. */
export const REPEATED_WITHIN_MS = 24 * 60 * 60_000;

const HOUR_MS = 60 * 60_000;

const E164 = /^\+[1-9]\d{6,14}$/;

/** Why an inbound text gets no away reply; null: it gets one. Pure: all it knows is in the facts. */
export const decideAway = (facts: AwayFacts): AwaySkip | null => {
  const { since, rules, text, kind, person, answeredAt, now } = facts;
  if (since === null) return "not-away";
  if (text.at < since - CLOCKS_DIFFER_MS) return "before-away";
  if (now - text.at > rules.staleHours * HOUR_MS) return "too-old";

  // What is never a client with a question, whatever the person chose.
  if (kind === "group") return "group";
  if (kind === "company") return "company-message";
  if (text.from.includes("@")) return "e-mail";
  if (!E164.test(text.from)) return "short-code";
  if (facts.isTollFree) return "toll-free";
  if (facts.isOwnNumber) return "own-number";
  if (facts.isColleague) return "colleague";
  if (isKeyword(text.body)) return "keyword";
  if (facts.isOptedOut) return "opted-out";

  // RFC 3834: an automatic text must not answer an automatic text.
  if (looksLikeEmail(text.body)) return "e-mail";
  if (looksAutomatic(text.body) || facts.isEcho) return "automatic";
  if (facts.isRepeated) return "repeated";
  if (facts.ownTextBefore !== null && text.at - facts.ownTextBefore < TOO_QUICK_MS) return "too-quick";

  // What the person chose.
  if (person.answer === "never") return "never-person";
  if (person.answer !== "always") {
    if (rules.who !== "everyone" && !facts.isContact) return "unknown-sender";
    if (rules.who === "labelled" && !person.labels.some((label) => rules.labels.includes(label))) return "not-labelled";
  }

  // Once, and never many.
  if (facts.isAnsweredSince) return "answered-elsewhere";
  if (answeredAt !== null && (rules.againAfterHours === null || now - answeredAt < rules.againAfterHours * HOUR_MS))
    return "already-answered";
  if (facts.answeredInMinute >= rules.perMinute) return "minute-full";
  return facts.answeredInDay >= rules.perDay ? "day-full" : null;
};
