import type { ConversationId } from "../../../preload/contract/model.ts";

/** Which conversations are on screen and in focus right now: a text that comes in there needs no notice. */
export type OpenConversations = {
  readonly report: (windowId: number, id: ConversationId | null) => void;
  readonly has: (id: ConversationId) => boolean;
  readonly clear: () => void;
};

export const createOpenConversations = (): OpenConversations => {
  const byWindow = new Map<number, ConversationId>();
  return {
    report: (windowId, id) => {
      if (id === null) byWindow.delete(windowId);
      else byWindow.set(windowId, id);
    },
    has: (id) => [...byWindow.values()].includes(id),
    clear: () => byWindow.clear(),
  };
};
