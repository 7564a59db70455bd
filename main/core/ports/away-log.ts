import type { Absence, AwayEntry, AwayGap, AwayPerson, AwaySkip } from "../../../preload/contract/away.ts";
import type { Intent } from "../../../preload/contract/intents.ts";
import type { AwayWordsFrom, EpochMs, TextId } from "../../../preload/contract/model.ts";
import type { StoredText } from "./stored.ts";

/** An entry of the log as it is kept. */
export type StoredAwayEntry = Omit<AwayEntry, "from" | "heard"> & {
  readonly since: EpochMs;
  readonly address: string;
  /** The text that was decided on; null if it is no longer kept here. */
  readonly text: StoredText | null;
};

/** An answer that is about to be given. */
export type AwayClaim = {
  readonly since: EpochMs;
  readonly heard: TextId;
  readonly at: EpochMs;
  readonly body: string;
  readonly wordsFrom: AwayWordsFrom;
  readonly intent: Intent | null;
  readonly isLate: boolean;
  /** Only if the address was not answered in this absence after then; null: not at all in it. */
  readonly unlessAnsweredAfter: EpochMs | null;
};

/** What an address is to Away; see AwayPerson. */
export type StoredPerson = Omit<AwayPerson, "party"> & { readonly address: string };

/** What Away did and why, kept with the texts: part of the MessageStore, and as it in all else. */
export type AwayLog = {
  /** This text will be looked at (again) soon; nothing happens if it was decided on in this absence. */
  readonly awaitAway: (since: EpochMs, heard: TextId, at: EpochMs) => void;
  /** Texts that wait to be looked at, oldest first, whatever absence they came in. */
  readonly awaitingAway: () => readonly { readonly since: EpochMs; readonly text: StoredText }[];
  /** Noted once for a text in an absence; an answer stays an answer. */
  readonly skipAway: (
    since: EpochMs,
    heard: TextId,
    skip: { readonly at: EpochMs; readonly rule: AwaySkip; readonly intent: Intent | null },
  ) => void;
  /**
   * Claims the right to answer: true once for a text in an absence, and no more often than the claim allows for its
   * address, even across crashes. Made in one transaction with the row of the outbox.
   */
  readonly claimAway: (claim: AwayClaim) => boolean;
  /** Which text is the answer that was claimed. */
  readonly awayAnswered: (since: EpochMs, heard: TextId, answer: TextId) => void;
  /**
   * This answer was taken back before it went out: its text counts as left to the person, and its author as not answered.
   * Nothing happens to one that is not in the log.
   */
  readonly withdrawAway: (answer: TextId, skip: { readonly at: EpochMs; readonly rule: AwaySkip }) => void;
  /** This answer, which has not gone out, says so much later something else: in the log, and in its row of the outbox. */
  readonly rewordAway: (answer: TextId, body: string) => void;

  /** When Away last answered this address in this absence; null: not yet. */
  readonly lastAwayAnswer: (since: EpochMs, address: string) => EpochMs | null;
  /** How many answers this absence gave. */
  readonly countAwayAnswers: (since: EpochMs) => number;
  /** How many answers Away gave after then. */
  readonly awayAnswersAfter: (at: EpochMs) => number;
  /** Newest first. */
  readonly awayEntries: (since: EpochMs) => readonly StoredAwayEntry[];
  /** The entry whose answer this text is; null: it is none. */
  readonly awayEntryOf: (answer: TextId) => StoredAwayEntry | null;

  readonly keepAbsence: (absence: Absence & { readonly hasEnded: boolean }) => void;
  /** An absence, with all that is in the log of it, began at another moment than was thought. */
  readonly redateAbsence: (since: EpochMs, to: EpochMs) => void;
  /** Nobody knows when it was, and nobody was answered in it. */
  readonly forgetAbsence: (since: EpochMs) => void;
  /** Newest first. */
  readonly absences: (limit: number) => readonly (Absence & { readonly hasEnded: boolean })[];

  /** Notes a gap, or when the latest one of its kind ended (`to`) if that began then. */
  readonly keepAwayGap: (gap: AwayGap) => void;
  /** Those that lie at least partly in the time; oldest first. */
  readonly awayGaps: (from: EpochMs, to: EpochMs) => readonly AwayGap[];

  /** Everybody of whom something was said, in order of their addresses. */
  readonly people: () => readonly StoredPerson[];
  readonly person: (address: string) => StoredPerson;
  readonly keepPerson: (person: StoredPerson) => void;
};
