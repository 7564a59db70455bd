import type { TernApi } from "../../preload/contract/api.ts";
import type { ConversationId, ConversationSummary, TextView } from "../../preload/contract/model.ts";
import type { Failure } from "../../preload/contract/result.ts";
import { type Cell, createCell } from "./cell.ts";
import { createFollower } from "./follow.ts";
import { onEvent } from "./on-event.ts";

const PAGE = 50;
/** So many of the newest texts are read again when something changed: statuses of older ones no longer move. */
const FRESH = 100;

export type ThreadState = {
  /** Null until the first page is here. */
  readonly conversation: ConversationSummary | null;
  /** Oldest first. */
  readonly texts: readonly TextView[];
  readonly hasOlder: boolean;
  readonly isLoadingOlder: boolean;
  readonly failure: Failure | null;
};

export type Thread = {
  readonly thread: Cell<ThreadState>;
  /** Reads the newest page and follows changes until the returned function is called. */
  readonly start: () => () => void;
  readonly loadOlder: () => void;
  readonly reload: () => void;
};

/**
 * The freshly read newest texts behind those held that are older than all of them. A gap drops what is before it. A text
 * that is as before stays the same object, so that it is not drawn again.
 */
const joinTexts = (held: readonly TextView[], fresh: readonly TextView[]): readonly TextView[] => {
  const [first] = fresh;
  if (first === undefined) return [];
  const known = new Map(held.slice(-2 * FRESH).map((text) => [text.id, text]));
  const same = fresh.map((text) => {
    const before = known.get(text.id);
    return before !== undefined && JSON.stringify(before) === JSON.stringify(text) ? before : text;
  });
  const place = held.findIndex(({ id }) => id === first.id);
  return place <= 0 ? same : [...held.slice(0, place), ...same];
};

export const createThread = (api: TernApi, conversationId: ConversationId): Thread => {
  const thread = createCell<ThreadState>({
    conversation: null,
    texts: [],
    hasOlder: false,
    isLoadingOlder: false,
    failure: null,
  });
  let isStarted = false;

  const reload = createFollower(async () => {
    const isFirst = thread.get().conversation === null;
    const result = await api.request("thread/read", { conversationId, before: null, limit: isFirst ? PAGE : FRESH });
    if (!isStarted) return;
    const held = thread.get();
    if (!result.ok) {
      thread.set({ ...held, failure: result.failure });
      return;
    }
    const { conversation, texts: fresh, hasOlder } = result.value;
    const texts = joinTexts(held.texts, fresh);
    thread.set({
      conversation,
      texts,
      hasOlder: texts.length > fresh.length ? held.hasOlder : hasOlder,
      isLoadingOlder: held.isLoadingOlder,
      failure: null,
    });
  });

  const readOlder = async (): Promise<void> => {
    const oldest = thread.get().texts[0];
    if (oldest === undefined || !thread.get().hasOlder || thread.get().isLoadingOlder) return;
    thread.set({ ...thread.get(), isLoadingOlder: true });
    const result = await api.request("thread/read", { conversationId, before: oldest.id, limit: PAGE });
    const held = { ...thread.get(), isLoadingOlder: false };
    if (!isStarted || !result.ok || held.texts[0]?.id !== oldest.id) {
      thread.set(result.ok ? held : { ...held, failure: result.failure });
      return;
    }
    thread.set({ ...held, texts: [...result.value.texts, ...held.texts], hasOlder: result.value.hasOlder });
  };

  return {
    thread,
    reload,
    start: () => {
      isStarted = true;
      const stop = onEvent(api, "conversation/changed", (changed) => {
        if (changed.conversationId === conversationId) reload();
      });
      reload();
      return () => {
        stop();
        isStarted = false;
      };
    },
    loadOlder: () => void readOlder(),
  };
};
