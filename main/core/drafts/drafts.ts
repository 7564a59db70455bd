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
};

export const createDrafts = (store: Pick<MessageStore, "draft" | "keepDraft">): Drafts => {
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
  };
};
