import type { ConversationId, EpochMs, TextId } from "../../../preload/contract/model.ts";
import type { Changes, ProviderId, ProviderText } from "../ports/gateway.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { StoredText } from "../ports/stored.ts";
import type { SyncKind } from "./news-after.ts";

/** Where texts come in, by whatever path, and each is new exactly once. */
export type Inbox = {
  /** A text told live: news, however old. Throws AppError `storage`; then it is still new the next time. */
  readonly receive: (text: ProviderText) => void;
  /**
   * What a sync found. Resolves when all of it is stored, or the session has ended; lets others have a turn now and then.
   * What is news is told when all of it is here, so that a backlog can be summed up. Rejects with AppError `storage`: what
   * was stored before that is told, the rest is still new the next time. `onStored` is told on the way how many are done.
   */
  readonly merge: (changes: Changes, kind: SyncKind, onStored?: (count: number) => void) => Promise<void>;
};

/** What others do about it, after it is stored for good. */
export type InboxListeners = {
  /** Inbound texts seen for the first time and not yet read anywhere. They are noted in the store, too. */
  readonly onNews: (ids: readonly TextId[]) => void;
  /** Something in these conversations is different. */
  readonly onChanged: (ids: ReadonlySet<ConversationId>) => void;
};

/**
 * Texts are stored at a stretch, in one transaction during which windows wait for main: so many at most, or as many as
 * this time is enough for. The longer a stretch, the less each text costs.
 */
const AT_A_STRETCH = 250;
const STRETCH_MS = 20;
/** The clock is looked at after so many, since that costs as much as storing one. */
const LOOKED_AT_EVERY = 25;

/** Of a long merge others hear no more often than this: each time windows read anew what they show. */
const TELL_EVERY_MS = 250;

/** Events come late by minutes, not by more deletions than this. */
const DELETED_REMEMBERED = 1_000;

/** What came of storing some texts. Nothing of it is told before the transaction is through. */
type Kept = {
  readonly touched: Set<ConversationId>;
  readonly news: StoredText[];
  readonly silent: ProviderId[];
  readonly afterwards: (() => void)[];
  /** How many of the texts it was given are done. */
  readonly done: number;
};

export const createInbox = ({
  store,
  pause,
  steady,
  isStopped,
  newsAfter,
  keptFrom,
  settle,
  onNews,
  onChanged,
}: {
  readonly store: MessageStore;
  /** Resolves after everything that waits for its turn has had it. */
  readonly pause: () => Promise<void>;
  /** Clock.steady. */
  readonly steady: () => number;
  /** A long merge is left off when the session ends: what is not stored then is still new the next time. */
  readonly isStopped: () => boolean;
  /** What a sync finds is news if it was created after this. */
  readonly newsAfter: (changes: Changes, kind: SyncKind) => EpochMs;
  /** Older texts that a sync finds are not taken in if they are not here; null: all are. */
  readonly keptFrom: () => EpochMs | null;
  /**
   * An own text the store did not know: written elsewhere, or one of ours whose answer is late or lost. Changes the store
   * only; what it returns tells the others, and is called when that is sure to stay. Null: it is none of ours.
   */
  readonly settle: (text: StoredText, record: ProviderText) => (() => void) | null;
} & InboxListeners): Inbox => {
  // A text that comes in during the first sync may be stored as history before its event is told: it still is news.
  const storedSilently = new Set<ProviderId>();
  // The event of a text may come after the reading that says it is deleted; nothing would ever say that again.
  const deleted = new Set<ProviderId>();

  const noteDeleted = (ids: readonly ProviderId[]): void => {
    for (const id of ids) deleted.add(id);
    for (const id of deleted) {
      if (deleted.size <= DELETED_REMEMBERED) break;
      deleted.delete(id);
    }
  };

  type Filter = {
    readonly isWanted: (record: ProviderText) => boolean;
    readonly isNews: (record: ProviderText, added: boolean) => boolean;
  };

  const keepOne = (record: ProviderText, isNews: Filter["isNews"], kept: Omit<Kept, "done">): void => {
    const { text, added, changed } = store.save(record);
    if (added || changed) kept.touched.add(text.conversationId);
    if (text.direction === "outbound") {
      const settled = added ? settle(text, record) : null;
      if (settled !== null) kept.afterwards.push(settled);
    } else if (!text.isRead) {
      if (isNews(record, added)) kept.news.push(text);
      else if (added) kept.silent.push(record.providerId);
    }
  };

  /**
   * Stores a stretch of these texts, from `start` on, and notes which are news, all or nothing. Not on the disk for
   * certain: after a power cut the provider is asked again from where the marks, kept in the same file, say.
   */
  const keep = (records: readonly ProviderText[], start: number, { isWanted, isNews }: Filter): Kept =>
    store.atomically(() => {
      const kept: Omit<Kept, "done"> = { touched: new Set(), news: [], silent: [], afterwards: [] };
      const until = steady() + STRETCH_MS;
      let done = 0;
      for (const record of records.slice(start, start + AT_A_STRETCH)) {
        if (done > 0 && done % LOOKED_AT_EVERY === 0 && steady() >= until) break;
        if (isWanted(record)) keepOne(record, isNews, kept);
        done += 1;
      }
      if (kept.news.length > 0) store.keepNews(kept.news.map(({ id }) => id));
      return { ...kept, done };
    }, "crash");

  const followUp = ({ silent, afterwards }: Kept): void => {
    for (const id of silent) storedSilently.add(id);
    for (const act of afterwards) act();
  };

  const tell = (touched: Set<ConversationId>): void => {
    if (touched.size > 0) onChanged(new Set(touched));
    touched.clear();
  };

  return {
    receive: (record) => {
      if (deleted.has(record.providerId)) return;
      const kept = keep([record], 0, {
        isWanted: () => true,
        isNews: (_record, added) => added || storedSilently.has(record.providerId),
      });
      storedSilently.delete(record.providerId);
      // First: whatever fails after it must not cost the notice.
      if (kept.news.length > 0) onNews(kept.news.map(({ id }) => id));
      followUp(kept);
      tell(kept.touched);
    },

    merge: async (changes, kind, onStored) => {
      const gone = store.remove(changes.removed);
      noteDeleted(changes.removed);
      for (const { providerId } of changes.texts) deleted.delete(providerId);
      if (gone.length > 0) onChanged(new Set(gone));
      const [after, from] = [newsAfter(changes, kind), keptFrom()];
      const filter: Filter = {
        isWanted: (record) => from === null || record.at >= from || store.has(record.providerId),
        isNews: (record, added) => added && record.at > after,
      };
      const news: TextId[] = [];
      const touched = new Set<ConversationId>();
      let toldAt = Number.NEGATIVE_INFINITY;
      try {
        for (let start = 0; start < changes.texts.length;) {
          if (start > 0) {
            onStored?.(start);
            await pause();
          }
          if (isStopped()) return;
          const kept = keep(changes.texts, start, filter);
          start += kept.done;
          for (const { id } of kept.news) news.push(id);
          for (const id of kept.touched) touched.add(id);
          followUp(kept);
          if (steady() - toldAt < TELL_EVERY_MS) continue;
          toldAt = steady();
          tell(touched);
        }
      } finally {
        try {
          tell(touched);
        } finally {
          if (news.length > 0) onNews(news);
        }
      }
    },
  };
};
