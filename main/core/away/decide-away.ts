import type { ConversationKind, EpochMs, LocalDate } from "../../../preload/contract/model.ts";
import { fillAwayMessage } from "./away-message.ts";
import { isKeyword, looksAutomatic, looksLikeEmail } from "./automatic-texts.ts";

/** Everything the decision depends on. */
export type AwayFacts = {
  readonly away: {
    /** When this absence began, by the clock that dates texts as far as it is known; null: not away. */
    readonly since: EpochMs | null;
    readonly message: string;
    readonly returnDate: LocalDate | null;
  };
  readonly text: { readonly from: string; readonly body: string; readonly at: EpochMs };
  readonly kind: ConversationKind;
  /** The sender's entry in the person's own address book; null if there is none. */
  readonly contact: { readonly firstName: string | null } | null;
  readonly isOwnNumber: boolean;
  readonly isTollFree: boolean;
  readonly isAnswered: boolean;
  /** The sender once texted STOP, and not START since: RingCentral would refuse the reply. */
  readonly isOptedOut: boolean;
  /** By the clock that dates texts, as far as it is known. */
  readonly now: EpochMs;
  readonly today: LocalDate;
};

export type AwaySkip =
  | "not-away"
  | "before-away"
  | "too-old"
  | "group"
  | "company-message"
  | "short-code"
  | "toll-free"
  | "own-number"
  | "unknown-sender"
  | "keyword"
  | "opted-out"
  | "e-mail"
  | "automatic"
  | "already-answered";

export type AwayDecision =
  | { readonly kind: "answer"; readonly body: string }
  | { readonly kind: "skip"; readonly reason: AwaySkip };

/** A text found after a long sleep is answered by the person, not a day later by a machine. */
const ANSWERED_WITHIN_MS = 24 * 60 * 60_000;

/** A text's time may be in whole seconds, and the absence's be this computer's. */
const CLOCKS_DIFFER_MS = 5_000;

const E164 = /^\+[1-9]\d{6,14}$/;

/** Whether an inbound text gets the away reply, and which. Pure: all it knows is in the facts. */
export const decideAway = (facts: AwayFacts): AwayDecision => {
  const { away, text, contact } = facts;
  const reason = reasonToSkip(facts);
  if (reason !== null) return { kind: "skip", reason };
  const body = fillAwayMessage(away.message, {
    firstName: contact?.firstName ?? null,
    returnDate: away.returnDate,
    today: facts.today,
  });
  // Our own words coming back are another machine's echo.
  if (text.body.trim() === body) return { kind: "skip", reason: "automatic" };
  return { kind: "answer", body };
};

const reasonToSkip = ({ away, text, kind, contact, ...facts }: AwayFacts): AwaySkip | null => {
  if (away.since === null || (away.returnDate !== null && facts.today >= away.returnDate)) return "not-away";
  if (text.at < away.since - CLOCKS_DIFFER_MS) return "before-away";
  if (facts.now - text.at > ANSWERED_WITHIN_MS) return "too-old";
  if (kind === "group") return "group";
  if (kind === "company") return "company-message";
  // Short codes, and what e-mail gateways put there.
  if (text.from.includes("@")) return "e-mail";
  if (!E164.test(text.from)) return "short-code";
  if (facts.isTollFree) return "toll-free";
  if (facts.isOwnNumber) return "own-number";
  if (contact === null) return "unknown-sender";
  if (isKeyword(text.body)) return "keyword";
  if (facts.isOptedOut) return "opted-out";
  if (looksLikeEmail(text.body)) return "e-mail";
  if (looksAutomatic(text.body)) return "automatic";
  return facts.isAnswered ? "already-answered" : null;
};
