import type { Absence, AwayRules, AwaySkip } from "../../../preload/contract/away.ts";
import type { EpochMs } from "../../../preload/contract/model.ts";
import type { ChangeReadings } from "../outbox/settling.ts";
import type { StoredAwayEntry } from "../ports/away-log.ts";
import type { MessageStore, QueuedText } from "../ports/message-store.ts";
import type { StoredText } from "../ports/stored.ts";
import type { Clock, Log } from "../ports/system.ts";
import { LATE_AFTER_MS, withLateWords } from "./away-words.ts";

/**
 * Looks once more at answers that wait in the outbox: offline, or while the provider asks to be left alone, that may be
 * hours. One that nobody should get any more is taken back, and the log says why.
 */
export type Recall = {
  /**
   * Asked right before an away reply is handed over. `gone`: it was taken back. `wait`: somebody else may have answered
   * meanwhile; there will be a pump when that is known. Throws AppError `storage`.
   */
  readonly beforeLeaving: (row: QueuedText) => "go" | "wait" | "gone";
  /** Takes back what is not wanted of all that waits and never left. Throws AppError `storage`. */
  readonly look: () => void;
  /** A reading of changes may have gone through. */
  readonly changesRead: () => void;
};

/** An answer that leaves so soon was decided on just now, and no other Tern's turn has begun since; see turns.ts. */
const DECIDED_JUST_NOW_MS = 3_000;

/** What was read longer ago says nothing of what others have sent since: another Tern's turn may have come. */
const BELIEVED_FOR_MS = 3_000;

/** Of all rules those whose verdict may become another after the answer was written. */
const TAKEN_BACK_FOR: ReadonlySet<AwaySkip> = new Set(["too-old", "opted-out", "never-person", "answered-elsewhere"]);

export const createRecall = ({
  store,
  isTimeKnown,
  absence,
  lateWords,
  decide,
  readings,
  clock,
  log,
  pump,
  onTakenBack,
}: {
  readonly store: Pick<
    MessageStore,
    "atomically" | "outbox" | "awayEntryOf" | "withdrawAway" | "rewordAway" | "discard"
  >;
  /** Nothing is decided, and nothing leaves, before. */
  readonly isTimeKnown: () => boolean;
  readonly absence: () => Absence | null;
  readonly lateWords: () => AwayRules["lateWords"];
  /** With all that is known at this moment, as if Away had not answered it. */
  readonly decide: (text: StoredText) => AwaySkip | null;
  readonly readings: ChangeReadings;
  readonly clock: Clock;
  readonly log: Log;
  /** The dispatcher's. */
  readonly pump: () => void;
  /** This text is gone from the store; not told of what `beforeLeaving` answers. */
  readonly onTakenBack: (answer: StoredText) => void;
}): Recall => {
  /** `throughAt`: by Clock.steady; null: not yet. */
  let asked: { readonly reading: number; readonly throughAt: number | null } | null = null;

  const reasonToTakeBack = ({ since, text }: StoredAwayEntry): AwaySkip | null => {
    if (absence()?.since !== since) return "not-away";
    const rule = text === null ? null : decide(text);
    return rule !== null && TAKEN_BACK_FOR.has(rule) ? rule : null;
  };

  const takeBack = ({ id }: StoredText, rule: AwaySkip): void => {
    store.atomically(() => {
      store.withdrawAway(id, { at: clock.now(), rule });
      store.discard(id);
    });
    log.info("away reply taken back", { reason: rule });
  };

  /** Without a reading there is no answer, however long that takes: readings are repeated by themselves. */
  const isUpToDate = (): boolean => {
    const isBelieved =
      asked !== null && (asked.throughAt === null || clock.steady() - asked.throughAt <= BELIEVED_FOR_MS);
    if (!isBelieved) asked = { reading: readings.ask(), throughAt: null };
    return asked !== null && asked.throughAt !== null;
  };

  /** Its words were written for a client who has just asked. */
  const sayLate = ({ text, handedOverAt }: QueuedText, askedAt: EpochMs): void => {
    if (clock.now() - askedAt <= LATE_AFTER_MS) return;
    // What may have left once keeps its words: by them it is known again.
    store.rewordAway(text.id, handedOverAt === null ? withLateWords(text.body, lateWords()) : text.body);
  };

  return {
    beforeLeaving: (row) => {
      const entry = store.awayEntryOf(row.text.id);
      // The person has sent it again: that is their own word.
      if (entry?.outcome.kind !== "answered") return "go";
      const { at, isLate } = entry.outcome;
      const reason = reasonToTakeBack(entry);
      if (reason !== null) {
        takeBack(row.text, reason);
        return "gone";
      }
      if (clock.now() - at > DECIDED_JUST_NOW_MS && !isUpToDate()) return "wait";
      if (!isLate) sayLate(row, entry.at);
      return "go";
    },
    look: () => {
      if (!isTimeKnown()) return;
      for (const { text, handedOverAt } of store.outbox()) {
        if (!text.isAwayReply || text.status !== "queued" || handedOverAt !== null) continue;
        const entry = store.awayEntryOf(text.id);
        const reason = entry === null ? null : reasonToTakeBack(entry);
        if (reason === null) continue;
        takeBack(text, reason);
        onTakenBack(text);
      }
    },
    changesRead: () => {
      if (asked === null || asked.throughAt !== null || asked.reading > readings.through()) return;
      asked = { ...asked, throughAt: clock.steady() };
      pump();
    },
  };
};
