import type { TernApi } from "../../preload/contract/api.ts";
import type { ConversationSummary, EpochMs } from "../../preload/contract/model.ts";
import type { Failure } from "../../preload/contract/result.ts";
import { type Cell, createCell } from "./cell.ts";
import { createFollower } from "./follow.ts";
import { onEvent } from "./on-event.ts";

const PAGE = 50;

export type ListState = {
  /** Newest first; null until the first page is here. */
  readonly conversations: readonly ConversationSummary[] | null;
  readonly hasMore: boolean;
  readonly failure: Failure | null;
};

export type ConversationList = {
  readonly list: Cell<ListState>;
  /** Reads the first page and follows changes. Forgets everything when the returned function is called. */
  readonly start: () => () => void;
  readonly loadMore: () => void;
  readonly reload: () => void;
};

const nothing: ListState = { conversations: null, hasMore: false, failure: null };

export const createConversationList = (api: TernApi): ConversationList => {
  const list = createCell<ListState>(nothing);
  let isStarted = false;
  let isLoadingMore = false;

  /** One page behind `before`; null if it could not be read, or if nobody wants it any more. */
  const readPage = async (before: EpochMs | null): Promise<readonly ConversationSummary[] | null> => {
    const result = await api.request("conversations/list", { before, limit: PAGE });
    if (!isStarted) return null;
    if (result.ok) return result.value;
    list.set({ ...list.get(), failure: result.failure });
    return null;
  };

  // As many as are held: any of them may have changed.
  const reload = createFollower(async () => {
    const goal = Math.max(1, list.get().conversations?.length ?? 0);
    const found: ConversationSummary[] = [];
    let hasMore = true;
    while (hasMore && found.length < goal) {
      const page = await readPage(found.at(-1)?.lastAt ?? null);
      if (page === null) return;
      found.push(...page);
      hasMore = page.length === PAGE;
    }
    list.set({ conversations: found, hasMore, failure: null });
  });

  const loadMore = async (): Promise<void> => {
    const { conversations: held, hasMore } = list.get();
    if (held === null || !hasMore || isLoadingMore) return;
    isLoadingMore = true;
    const page = await readPage(held.at(-1)?.lastAt ?? null);
    isLoadingMore = false;
    // Read again meanwhile, the list asks for itself when its end is near.
    if (page === null || list.get().conversations !== held) return;
    list.set({ conversations: [...held, ...page], hasMore: page.length === PAGE, failure: null });
  };

  return {
    list,
    reload,
    start: () => {
      isStarted = true;
      const stop = onEvent(api, "conversation/changed", reload);
      reload();
      return () => {
        stop();
        isStarted = false;
        list.set(nothing);
      };
    },
    loadMore: () => void loadMore(),
  };
};
