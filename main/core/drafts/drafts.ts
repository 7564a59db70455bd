import type { ConversationId, OutgoingAttachment } from "../../../preload/contract/model.ts";
import type { Result } from "../../../preload/contract/result.ts";
import { draftWith } from "../draft-with.ts";
import type { MessageStore } from "../ports/message-store.ts";

/** What is written and attached and not sent, one for each conversation. */
export type Drafts = {
  readonly read: (id: ConversationId) => string;
  /** Throws AppError `storage`; it is still what `read` answers then, as long as the session lives. */
  readonly keep: (id: ConversationId, body: string) => void;
  /** As `keep`; what was there before stays above it. */
  readonly add: (id: ConversationId, body: string) => void;
  readonly files: (id: ConversationId) => readonly OutgoingAttachment[];
  /** These, in the place of those that are there. Throws as `keep` does. */
  readonly keepFiles: (id: ConversationId, files: readonly OutgoingAttachment[]) => void;
  /** The draft is gone, as one with what `sent` changes in the store if that goes well. Throws as `keep` does. */
  readonly takeOut: <Value>(id: ConversationId, sent: () => Result<Value>) => Result<Value>;
  /**
   * Words and files go behind what is there, as one with what `taken` changes in the store: if that fails all is as it was.
   * Answers all the words.
   */
  readonly takeIn: (
    id: ConversationId,
    what: { readonly body: string; readonly files: readonly OutgoingAttachment[] },
    taken: () => void,
  ) => string;
};

export const createDrafts = (
  store: Pick<MessageStore, "draft" | "keepDraft" | "draftFiles" | "keepDraftFiles" | "atomically">,
): Drafts => {
  // What the disk would not take: a person's words are not lost for that, nor those sent shown again.
  const unkept = new Map<ConversationId, string>();
  const unkeptFiles = new Map<ConversationId, readonly OutgoingAttachment[]>();
  const files = (id: ConversationId): readonly OutgoingAttachment[] => unkeptFiles.get(id) ?? store.draftFiles(id);
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
    files,
    keepFiles: (id, kept) => {
      unkeptFiles.set(id, kept);
      store.keepDraftFiles(id, kept);
      unkeptFiles.delete(id);
    },
    takeOut: (id, sent) => {
      const outcome = store.atomically(() => {
        const done = sent();
        if (done.ok) {
          store.keepDraft(id, "");
          store.keepDraftFiles(id, []);
        }
        return done;
      });
      if (outcome.ok) {
        unkept.delete(id);
        unkeptFiles.delete(id);
      }
      return outcome;
    },
    takeIn: (id, { body, files: more }, taken) => {
      const draft = draftWith(read(id), body);
      const all = more.length > 0 ? [...files(id), ...more] : null;
      store.atomically(() => {
        taken();
        store.keepDraft(id, draft);
        if (all !== null) store.keepDraftFiles(id, all);
      });
      unkept.delete(id);
      if (all !== null) unkeptFiles.delete(id);
      return draft;
    },
  };
};
