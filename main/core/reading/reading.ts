import type { ConversationId } from "../../../preload/contract/model.ts";
import type { Gateway } from "../ports/gateway.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { Log } from "../ports/system.ts";
import { failureFrom } from "../ports/app-error.ts";
import type { InBackground } from "../in-background.ts";

/** Marks conversations read: here at once, at the provider as soon as it can be reached. */
export type Reading = {
  /** The same for every way of reading: a window, a notice, a reply. */
  readonly markRead: (id: ConversationId) => void;
  /** The provider may be reachable again: tell it what it has not heard yet. */
  readonly retry: () => void;
};

export const createReading = ({
  store,
  gateway,
  log,
  inBackground,
  onRead,
}: {
  readonly store: MessageStore;
  readonly gateway: Pick<Gateway, "markRead">;
  readonly log: Log;
  readonly inBackground: InBackground;
  /** Told for every reading; `hadUnread`: something was unread until now. */
  readonly onRead: (id: ConversationId, hadUnread: boolean) => void;
}): Reading => {
  let isTelling = false;

  const tell = async (): Promise<void> => {
    if (isTelling) return;
    isTelling = true;
    try {
      for (let ids = store.untoldReads(); ids.length > 0; ids = store.untoldReads()) {
        try {
          await gateway.markRead(ids);
        } catch (error) {
          const { code } = failureFrom(error);
          log.warn("read marks not told", { code, count: ids.length });
          // What it will never accept is dropped: asking again would only repeat the refusal.
          if (!MAY_WORK_LATER.has(code)) store.readsTold(ids);
          return;
        }
        store.readsTold(ids);
      }
    } finally {
      isTelling = false;
    }
  };

  return {
    markRead: (id) => {
      onRead(id, store.markRead(id));
      inBackground("mark read", tell());
    },
    retry: () => inBackground("mark read", tell()),
  };
};

const MAY_WORK_LATER: ReadonlySet<string> = new Set([
  "no-network",
  "server-error",
  "rate-limited",
  "signed-out",
  "answer-lost",
]);
