import type { ConversationId } from "../../../preload/contract/model.ts";
import type { Changes, ProviderId, ProviderText } from "../ports/gateway.ts";
import type { MessageStore, Saved, StoredText } from "../ports/message-store.ts";

/** Where texts come in, by whatever path, and each is new exactly once. */
export type Inbox = {
  /** A text told live. */
  readonly receive: (text: ProviderText) => void;
  /**
   * What a sync found. `history`: the very first one, which nobody wants to be notified of. Resolves when all of it is
   * stored, or the session has ended; lets others have a turn now and then. `onStored` is told on the way how many are.
   */
  readonly merge: (changes: Changes, kind: "history" | "news", onStored?: (count: number) => void) => Promise<void>;
};

/**
 * What others do about it. `onArrived`: inbound texts seen for the first time and not yet read anywhere.
 * `onChanged`: something in these conversations is different.
 */
export type InboxListeners = {
  readonly onArrived: (texts: readonly StoredText[]) => void;
  readonly onChanged: (ids: ReadonlySet<ConversationId>) => void;
  /**
   * An own text the store did not know: written elsewhere, or one of ours whose answer is late or lost. Changes the store
   * only; what it returns tells the others, and is called when that is sure to stay. Null: it is none of ours.
   */
  readonly settle: (added: StoredText, record: ProviderText) => (() => void) | null;
};

/** So many texts are stored at a stretch: about 40 ms on an ordinary disk, during which windows wait for main. */
const AT_A_STRETCH = 100;

export const createInbox = ({
  store,
  pause,
  isStopped,
  onArrived,
  onChanged,
  settle,
}: {
  readonly store: MessageStore;
  /** Resolves after everything that waits for its turn has had it. */
  readonly pause: () => Promise<void>;
  /** A long merge is left off when the session ends: what is not stored then is still new the next time. */
  readonly isStopped: () => boolean;
} & InboxListeners): Inbox => {
  // A text that comes in during the first sync may be stored as history before its event is told: it still is news.
  const storedSilently = new Set<ProviderId>();

  const isNews = (saved: Saved): boolean => saved.text.direction === "inbound" && !saved.text.isRead;

  const save = (record: ProviderText): Saved => {
    const saved = store.save(record);
    if (saved.added && saved.text.direction === "outbound") settle(saved.text, record)?.();
    return saved;
  };

  return {
    receive: (record) => {
      const saved = save(record);
      const isLateNews = storedSilently.delete(record.providerId);
      if (saved.added || saved.changed) onChanged(new Set([saved.text.conversationId]));
      if ((saved.added || isLateNews) && isNews(saved)) onArrived([saved.text]);
    },
    merge: async ({ texts, removed }, kind, onStored) => {
      const gone = store.remove(removed);
      if (gone.length > 0) onChanged(new Set(gone));
      const mergeSome = (some: readonly ProviderText[]): void => {
        const touched = new Set<ConversationId>();
        const arrived: StoredText[] = [];
        try {
          for (const record of some) {
            const saved = save(record);
            if (saved.added || saved.changed) touched.add(saved.text.conversationId);
            if (!saved.added || !isNews(saved)) continue;
            if (kind === "history") storedSilently.add(record.providerId);
            else arrived.push(saved.text);
          }
        } finally {
          // Also if the disk failed on the way: those that are stored are not new to the next try any more.
          if (arrived.length > 0) onArrived(arrived);
          if (touched.size > 0) onChanged(touched);
        }
      };
      for (let start = 0; start < texts.length; start += AT_A_STRETCH) {
        if (start > 0) {
          onStored?.(start);
          await pause();
        }
        if (isStopped()) return;
        mergeSome(texts.slice(start, start + AT_A_STRETCH));
      }
    },
  };
};
