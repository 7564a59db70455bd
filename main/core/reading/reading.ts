import type { ConversationId } from "../../../preload/contract/model.ts";
import type { FailureCode } from "../../../preload/contract/result.ts";
import type { Gateway, ProviderId } from "../ports/gateway.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { Clock, Log } from "../ports/system.ts";
import { failureFrom } from "../ports/app-error.ts";
import type { InBackground } from "../in-background.ts";

/** Marks conversations read: here at once, at the provider as soon as it can be reached, also by a later run. */
export type Reading = {
  /** The same for every way of reading: a window, a notice, a reply. */
  readonly markRead: (id: ConversationId) => void;
  /** The provider may be reachable again: tell it what it has not heard yet. */
  readonly retry: () => void;
  readonly stop: () => void;
};

/** So many are told at once: what RingCentral takes in one request. What is told is noted after each. */
const AT_ONCE = 50;

/** The least wait before the provider is told again after it could not be. */
const RETRY_MS = 60_000;

export const createReading = ({
  store,
  gateway,
  clock,
  log,
  inBackground,
  onRead,
}: {
  readonly store: MessageStore;
  readonly gateway: Pick<Gateway, "markRead">;
  readonly clock: Clock;
  readonly log: Log;
  readonly inBackground: InBackground;
  /** Told for every reading; `hadUnread`: something was unread until now. */
  readonly onRead: (id: ConversationId, hadUnread: boolean) => void;
}): Reading => {
  let isTelling = false;
  let isStopped = false;
  let cancelRetry = (): void => {};

  /** Null if the provider took it. */
  const refusalOf = async (ids: readonly ProviderId[]): Promise<ReturnType<typeof failureFrom> | null> => {
    try {
      await gateway.markRead(ids);
      return null;
    } catch (error) {
      return failureFrom(error);
    }
  };

  /** False if it is of no use to go on now. */
  const tellSome = async (ids: readonly ProviderId[]): Promise<boolean> => {
    const refusal = await refusalOf(ids);
    if (isStopped) return false;
    if (refusal === null) {
      store.readsTold(ids);
      return true;
    }
    const { code, retryAfterMs } = refusal;
    log.warn("read marks not told", { code, count: ids.length });
    if (MAY_WORK_LATER.has(code)) {
      cancelRetry();
      // The end of the session is another's business.
      if (code !== "signed-out") cancelRetry = clock.after(Math.max(retryAfterMs ?? 0, RETRY_MS), retry);
      return false;
    }
    if (ids.length > 1 && !ABOUT_ALL.has(code)) {
      // It may be about one of them, which must not keep the others from being told.
      const half = Math.ceil(ids.length / 2);
      return (await tellSome(ids.slice(0, half))) && tellSome(ids.slice(half));
    }
    // What it will never accept is dropped: asking again would only repeat the refusal.
    store.readsTold(ids);
    return true;
  };

  const tell = async (): Promise<void> => {
    if (isTelling) return;
    isTelling = true;
    try {
      for (;;) {
        const ids = store.untoldReads().slice(0, AT_ONCE);
        if (ids.length === 0 || !(await tellSome(ids))) return;
      }
    } finally {
      isTelling = false;
    }
  };

  const retry = (): void => inBackground("mark read", tell());

  return {
    markRead: (id) => {
      onRead(id, store.markRead(id));
      retry();
    },
    retry,
    stop: () => {
      isStopped = true;
      cancelRetry();
    },
  };
};

const MAY_WORK_LATER: ReadonlySet<FailureCode> = new Set([
  "no-network",
  "server-error",
  "rate-limited",
  "signed-out",
  "answer-lost",
]);

/** Refusals that do not depend on which texts they are. */
const ABOUT_ALL: ReadonlySet<FailureCode> = new Set(["missing-permission"]);
