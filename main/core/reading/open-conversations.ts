import type { ConversationId } from "../../../preload/contract/model.ts";

/** Which conversations are before the person's eyes right now: a text that comes in there needs no notice. */
export type OpenConversations = {
  /** What this window has open and in focus; null: nothing. */
  readonly report: (windowId: number, id: ConversationId | null) => void;
  /** Behind a locked screen windows keep their focus, but nobody sees them. */
  readonly lock: (isLocked: boolean) => void;
  readonly has: (id: ConversationId) => boolean;
  /** None while the screen is locked. */
  readonly all: () => ReadonlySet<ConversationId>;
  readonly clear: () => void;
};

export const createOpenConversations = (): OpenConversations => {
  const byWindow = new Map<number, ConversationId>();
  let isLocked = false;
  const all = (): ReadonlySet<ConversationId> => new Set(isLocked ? [] : byWindow.values());
  return {
    report: (windowId, id) => {
      if (id === null) byWindow.delete(windowId);
      else byWindow.set(windowId, id);
    },
    lock: (next) => {
      isLocked = next;
    },
    has: (id) => all().has(id),
    all,
    clear: () => byWindow.clear(),
  };
};
