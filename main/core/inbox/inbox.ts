import type { ConversationId, EpochMs, TextId } from "../../../preload/contract/model.ts";
import type { Changes, ProviderId, ProviderText } from "../ports/gateway.ts";
import type { MessageStore, StoredText } from "../ports/message-store.ts";
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

/** So many texts are stored at a stretch, in one transaction during which windows wait for main. */
const AT_A_STRETCH = 100;

/** Events come late by minutes, not by more deletions than this. */
const DELETED_REMEMBERED = 1_000;

/** What came of storing some texts. Nothing of it is told before the transaction is through. */
type Kept = {
  readonly touched: Set<ConversationId>;
  readonly news: StoredText[];
  readonly silent: ProviderId[];
  readonly afterwards: (() => void)[];
};

export const createInbox = ({
  store,
  pause,
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

  /** Stores these texts and notes which are news, all or nothing. */
  const keep = (records: readonly ProviderText[], isNews: (record: ProviderText, added: boolean) => boolean): Kept =>
    store.atomically(() => {
      const kept: Kept = { touched: new Set(), news: [], silent: [], afterwards: [] };
      for (const record of records) {
        const { text, added, changed } = store.save(record);
        if (added || changed) kept.touched.add(text.conversationId);
        if (text.direction === "outbound") {
          const settled = added ? settle(text, record) : null;
          if (settled !== null) kept.afterwards.push(settled);
        } else if (!text.isRead) {
          if (isNews(record, added)) kept.news.push(text);
          else if (added) kept.silent.push(record.providerId);
        }
      }
      if (kept.news.length > 0) store.keepNews(kept.news.map(({ id }) => id));
      return kept;
    });

  const tellOf = ({ touched, silent, afterwards }: Kept): void => {
    for (const id of silent) storedSilently.add(id);
    for (const act of afterwards) act();
    if (touched.size > 0) onChanged(touched);
  };

  return {
    receive: (record) => {
      if (deleted.has(record.providerId)) return;
      const kept = keep([record], (_record, added) => added || storedSilently.has(record.providerId));
      storedSilently.delete(record.providerId);
      // First: whatever fails after it must not cost the notice.
      if (kept.news.length > 0) onNews(kept.news.map(({ id }) => id));
      tellOf(kept);
    },

    merge: async (changes, kind, onStored) => {
      const gone = store.remove(changes.removed);
      noteDeleted(changes.removed);
      for (const { providerId } of changes.texts) deleted.delete(providerId);
      if (gone.length > 0) onChanged(new Set(gone));
      const [after, from] = [newsAfter(changes, kind), keptFrom()];
      const isWanted = (record: ProviderText): boolean =>
        from === null || record.at >= from || store.has(record.providerId);
      const news: TextId[] = [];
      try {
        for (let start = 0; start < changes.texts.length; start += AT_A_STRETCH) {
          if (start > 0) {
            onStored?.(start);
            await pause();
          }
          if (isStopped()) return;
          const some = changes.texts.slice(start, start + AT_A_STRETCH).filter(isWanted);
          const kept = keep(some, (record, added) => added && record.at > after);
          for (const { id } of kept.news) news.push(id);
          tellOf(kept);
        }
      } finally {
        if (news.length > 0) onNews(news);
      }
    },
  };
};
