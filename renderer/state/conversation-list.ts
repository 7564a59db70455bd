import type { TernApi } from "../../preload/contract/api.ts";
import type { ConversationSummary } from "../../preload/contract/model.ts";
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
  let wanted = PAGE;

  const read = async (): Promise<void> => {
    const goal = wanted;
    const found: ConversationSummary[] = [];
    let hasMore = true;
    while (hasMore && found.length < goal) {
      const result = await api.request("conversations/list", { before: found.at(-1)?.lastAt ?? null, limit: PAGE });
      if (!isStarted) return;
      if (!result.ok) {
        list.set({ ...list.get(), failure: result.failure });
        return;
      }
      found.push(...result.value);
      hasMore = result.value.length === PAGE;
    }
    list.set({ conversations: found, hasMore, failure: null });
  };
  const reload = createFollower(read);

  return {
    list,
    reload,
    start: () => {
      isStarted = true;
      wanted = PAGE;
      const stop = onEvent(api, "conversation/changed", reload);
      reload();
      return () => {
        stop();
        isStarted = false;
        list.set(nothing);
      };
    },
    loadMore: () => {
      const { conversations, hasMore } = list.get();
      const held = conversations?.length ?? 0;
      if (!hasMore || wanted > held) return;
      wanted = held + PAGE;
      reload();
    },
  };
};
