import type { ConversationId } from "../../../preload/contract/model.ts";
import { draftWith } from "../draft-with.ts";
import type { MessageStore } from "../ports/message-store.ts";

/** What is written and not sent, one for each conversation. */
export type Drafts = {
  readonly read: (id: ConversationId) => string;
  /** Throws AppError `storage`; it is still what `read` answers then, as long as the session lives. */
  readonly keep: (id: ConversationId, body: string) => void;
  /** As `keep`; what was there before stays above it. */
  readonly add: (id: ConversationId, body: string) => void;
  /** As `add`, as one with what `taken` changes in the store: if that fails all is as it was. Answers the whole draft. */
  readonly takeIn: (id: ConversationId, body: string, taken: () => void) => string;
};

export const createDrafts = (store: Pick<MessageStore, "draft" | "keepDraft" | "atomically">): Drafts => {
  // What the disk would not take: a person's words are not lost for that, nor those sent shown again.
  const unkept = new Map<ConversationId, string>();
  const read = (id: ConversationId): string => unkept.get(id) ?? store.draft(id);
  const keep = (id: ConversationId, body: string): void => {
    unkept.set(id, body);
    store.keepDraft(id, body);
    unkept.delete(id);
  };
  return {
    read,
    keep,
    add: (id, body) => keep(id, draftWith(read(id), body)),
    takeIn: (id, body, taken) => {
      const draft = draftWith(read(id), body);
      store.atomically(() => {
        taken();
        store.keepDraft(id, draft);
      });
      unkept.delete(id);
      return draft;
    },
  };
};
