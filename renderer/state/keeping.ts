import type { ConversationId } from "../../preload/contract/model.ts";
import type { Result } from "../../preload/contract/result.ts";

/** How long changes may rest before they are kept, in milliseconds. */
const KEEP_AFTER_MS = 300;
/** What could not be kept (a full disk, nobody signed in) is tried again after so long. */
const KEEP_AGAIN_MS = 15_000;

/** Has main keep what changes in a window, a little later and until it did. */
export type Keeping = {
  /** Something changed: to be kept soon. */
  readonly soon: (id: ConversationId) => void;
  /** True until main has the latest: what it has is not to be read before, it would overwrite what changed here. */
  readonly isDue: (id: ConversationId) => boolean;
  readonly now: (id: ConversationId) => Promise<void>;
  /** There is nothing to be kept any more. */
  readonly drop: (id: ConversationId) => void;
  readonly allNow: () => Promise<void>;
  readonly dropAll: () => void;
};

/** `keep` hands main what there is at that moment. */
export const createKeeping = (keep: (id: ConversationId) => Promise<Result<void>>): Keeping => {
  const due = new Map<ConversationId, ReturnType<typeof setTimeout>>();
  const now = async (id: ConversationId): Promise<void> => {
    const timer = due.get(id);
    clearTimeout(timer);
    const result = await keep(id);
    // Changed, sent or forgotten meanwhile.
    if (due.get(id) !== timer) return;
    if (result.ok) due.delete(id);
    else after(id, KEEP_AGAIN_MS);
  };
  const after = (id: ConversationId, ms: number): void => {
    clearTimeout(due.get(id));
    due.set(
      id,
      setTimeout(() => void now(id), ms),
    );
  };
  return {
    soon: (id) => after(id, KEEP_AFTER_MS),
    isDue: (id) => due.has(id),
    now: async (id) => {
      if (due.has(id)) await now(id);
    },
    drop: (id) => {
      clearTimeout(due.get(id));
      due.delete(id);
    },
    allNow: async () => {
      await Promise.all([...due.keys()].map(now));
    },
    dropAll: () => {
      for (const timer of due.values()) clearTimeout(timer);
      due.clear();
    },
  };
};
