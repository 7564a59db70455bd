import type { TextId } from "../../../preload/contract/model.ts";
import type { MessageStore, News } from "../ports/message-store.ts";

/** So many are read before others have a turn: a backlog may be thousands, and a person be typing. */
export const AT_A_STRETCH = 250;

/**
 * Reads the news with these ids, oldest first, with turns for others in between. What is read or deleted elsewhere
 * meanwhile is left out again; nothing, if it is stopped. Rejects with AppError `storage`.
 */
export const createGather =
  ({
    store,
    pause,
    isStopped,
  }: {
    readonly store: Pick<MessageStore, "news" | "newsIds">;
    readonly pause: () => Promise<void>;
    readonly isStopped: () => boolean;
  }) =>
  async (ids: readonly TextId[]): Promise<readonly News[]> => {
    const news: News[] = [];
    for (let start = 0; start < ids.length; start += AT_A_STRETCH) {
      if (start > 0) await pause();
      if (isStopped()) return [];
      for (const each of store.news(ids.slice(start, start + AT_A_STRETCH))) news.push(each);
    }
    const still = new Set(store.newsIds());
    return news.filter(({ text }) => still.has(text.id)).toSorted((one, other) => one.text.at - other.text.at);
  };
