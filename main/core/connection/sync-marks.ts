import type { EpochMs } from "../../../preload/contract/model.ts";
import { momentFromFact } from "../moment-from-fact.ts";
import type { SyncCursor } from "../ports/gateway.ts";
import type { MessageStore } from "../ports/message-store.ts";

/** How far reading has come; it is kept with the messages, so that it is true of them whatever happens. */
export type SyncMarks = {
  /** Where reading changes goes on; null: everything has to be read. */
  readonly cursor: () => SyncCursor | null;
  /** When the provider made the last answer that is stored whole, by its own clock; null before the first. */
  readonly syncedAt: () => EpochMs | null;
  /** Texts are here from then on, as far as they are kept; null before the first reading. */
  readonly historyFrom: () => EpochMs | null;
  /** A reading is stored whole: all three, or, if the disk fails, none. */
  readonly keep: (marks: {
    readonly cursor: SyncCursor;
    readonly syncedAt: EpochMs;
    readonly historyFrom: EpochMs | null;
  }) => void;
  /** Texts from before were taken off this computer. */
  readonly forgot: (before: EpochMs) => void;
};

export const createSyncMarks = (store: Pick<MessageStore, "fact" | "keepFact" | "atomically">): SyncMarks => {
  const historyFrom = (): EpochMs | null => momentFromFact(store.fact("history-from"));
  return {
    cursor: () => {
      const kept = store.fact("sync-cursor");
      return typeof kept === "string" ? kept : null;
    },
    syncedAt: () => momentFromFact(store.fact("synced-at")),
    historyFrom,
    keep: (marks) =>
      store.atomically(() => {
        store.keepFact("sync-cursor", marks.cursor);
        store.keepFact("synced-at", marks.syncedAt);
        store.keepFact("history-from", marks.historyFrom);
      }),
    forgot: (before) => {
      const from = historyFrom();
      if (from !== null && from < before) store.keepFact("history-from", before);
    },
  };
};
