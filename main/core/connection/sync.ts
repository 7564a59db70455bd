import type { EpochMs } from "../../../preload/contract/model.ts";
import type { Gateway, SyncCursor } from "../ports/gateway.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { Clock, Log } from "../ports/system.ts";
import { failureFrom } from "../ports/app-error.ts";
import type { Inbox } from "../inbox/inbox.ts";

/** Reads changes from the provider: one run at a time; who asks during a run gets another one after it. */
export type Sync = {
  /** Resolves when a run that began after this call is through; false if it failed (and will be tried again). */
  readonly run: () => Promise<boolean>;
  readonly stop: () => void;
};

/** How far back the first sync reads. */
const HISTORY_MS = 30 * 24 * 60 * 60_000;

/** First wait after a failed run; it doubles up to the longest. The provider's own wish comes first. */
const RETRY_FIRST_MS = 5_000;
const RETRY_LONGEST_MS = 5 * 60_000;

export const createSync = ({
  gateway,
  store,
  inbox,
  clock,
  log,
}: {
  readonly gateway: Pick<Gateway, "changesSince">;
  readonly store: MessageStore;
  readonly inbox: Pick<Inbox, "merge">;
  readonly clock: Clock;
  readonly log: Log;
}): Sync => {
  let current: Promise<boolean> | null = null;
  let next: Promise<boolean> | null = null;
  let failures = 0;
  let isStopped = false;
  let cancelRetry = (): void => {};

  const cursor = (): SyncCursor | null => {
    const kept = store.fact("sync-cursor");
    return typeof kept === "string" ? kept : null;
  };

  const readOnce = async (): Promise<boolean> => {
    const from = cursor();
    const since: EpochMs = clock.now() - HISTORY_MS;
    try {
      const changes = await gateway.changesSince(from, since);
      if (isStopped) return false;
      await inbox.merge(changes, from === null ? "history" : "news");
      if (isStopped) return false;
      // Only after everything is stored: a crash in between reads it again, which changes nothing.
      store.keepFact("sync-cursor", changes.cursor);
      failures = 0;
      log.info("synced", { texts: changes.texts.length, removed: changes.removed.length, full: changes.isFull });
      return true;
    } catch (error) {
      if (isStopped) return false;
      const { code, retryAfterMs } = failureFrom(error);
      log.warn("sync failed", { code }, code === "internal" ? error : undefined);
      const wait = retryAfterMs ?? Math.min(RETRY_LONGEST_MS, RETRY_FIRST_MS * 2 ** failures);
      failures += 1;
      cancelRetry();
      if (code !== "signed-out") cancelRetry = clock.after(wait, () => void run());
      return false;
    }
  };

  const start = (): Promise<boolean> => {
    cancelRetry();
    current = readOnce().finally(() => {
      current = null;
    });
    return current;
  };

  const run = (): Promise<boolean> => {
    if (isStopped) return Promise.resolve(false);
    if (current === null) return start();
    next ??= current.then(() => {
      next = null;
      return isStopped ? false : start();
    });
    return next;
  };

  return {
    run,
    stop: () => {
      isStopped = true;
      cancelRetry();
    },
  };
};
