import type { ConversationId, DeliveryFailure, TextId } from "../../../preload/contract/model.ts";
import type { Gateway } from "../ports/gateway.ts";
import type { MessageStore, QueuedText } from "../ports/message-store.ts";
import type { Clock, Log, Randomness } from "../ports/system.ts";
import { failureFrom, isAppError } from "../ports/app-error.ts";
import type { InBackground } from "../in-background.ts";
import { waitBeforeRetry } from "./back-off.ts";

/** Takes queued texts to the gateway, one at a time in each conversation. */
export type Dispatcher = {
  /** Picks up what an earlier run left behind, then what comes. */
  readonly start: () => void;
  /** There may be something to send. */
  readonly pump: () => void;
  /** The provider holds this text, whatever becomes of the answer: what comes after it need not wait. */
  readonly known: (id: TextId) => void;
  /** The network may be back: does not wait any longer, except where the provider asked for it. */
  readonly wake: () => void;
  /** Hands nothing more over; resolves when what is under way has its answer. */
  readonly stop: () => Promise<void>;
};

/** How many requests may be under way at once: the provider counts them by the minute. */
const AT_ONCE = 3;

/** The wait after the store itself failed. */
const STORE_PAUSE_MS = 30_000;

export const createDispatcher = ({
  store,
  gateway,
  clock,
  randomness,
  log,
  inBackground,
  onChanged,
  onProgressed,
  onUnknown,
}: {
  readonly store: MessageStore;
  readonly gateway: Pick<Gateway, "send">;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly log: Log;
  readonly inBackground: InBackground;
  readonly onChanged: (id: ConversationId) => void;
  readonly onProgressed: (id: TextId, sent: number, total: number) => void;
  /** A text may or may not have been sent: reading changes may settle it. */
  readonly onUnknown: () => void;
}): Dispatcher => {
  const underWay = new Map<ConversationId, { readonly id: TextId; readonly work: Promise<void> }>();
  let isStopped = false;
  // No network and rate limits hold for the whole account; a fault of the server may lie in one text.
  let failures = 0;
  let pause: { readonly until: number; readonly isAsked: boolean } | null = null;
  const troubled = new Map<ConversationId, { readonly failures: number; readonly until: number }>();
  let cancelTimer = (): void => {};

  const fail = ({ text }: QueuedText, error: unknown): void => {
    const { code, retryAfterMs, about } = failureFrom(error);
    if (store.text(text.id)?.providerId !== null) {
      log.info("answer to a text not needed", { code });
      return;
    }
    log.warn("text not accepted", { code }, code === "internal" ? error : undefined);
    const become = (status: "queued" | "failed" | "unknown", failure: DeliveryFailure | null): void => {
      store.setStatus(text.id, status, failure);
      onChanged(text.conversationId);
    };
    if (code === "no-network" || code === "rate-limited") {
      failures += 1;
      const wait = waitBeforeRetry(failures, retryAfterMs, randomness.fraction());
      pause = { until: clock.now() + wait, isAsked: retryAfterMs !== undefined };
      store.takeBack(text.id);
      onChanged(text.conversationId);
    } else if (code === "server-error") {
      const count = (troubled.get(text.conversationId)?.failures ?? 0) + 1;
      const wait = waitBeforeRetry(count, retryAfterMs, randomness.fraction());
      troubled.set(text.conversationId, { failures: count, until: clock.now() + wait });
      become("queued", null);
    } else if (code === "signed-out") {
      // The session has ended: the text goes out when the person signs in again.
      isStopped = true;
      store.takeBack(text.id);
      onChanged(text.conversationId);
    } else if (code === "answer-lost" || code === "internal") {
      become("unknown", { code: "answer-lost" });
      onUnknown();
    } else {
      become("failed", { code, ...(about === undefined ? {} : { about }) });
    }
  };

  const dispatch = async (queued: QueuedText): Promise<void> => {
    const { id, conversationId } = queued.text;
    store.handOver(id, clock.now());
    onChanged(conversationId);
    const progress = (sent: number, total: number): void => onProgressed(id, sent, total);
    let record;
    try {
      record = await gateway.send(queued.outgoing, queued.outgoing.attachments.length > 0 ? progress : undefined);
    } catch (error) {
      fail(queued, error);
      return;
    }
    failures = 0;
    if (pause?.isAsked !== true) pause = null;
    troubled.delete(conversationId);
    store.accepted(id, record);
    onChanged(conversationId);
  };

  const release = (conversationId: ConversationId, id: TextId): void => {
    if (underWay.get(conversationId)?.id === id) underWay.delete(conversationId);
  };

  const waitFor = (until: number): void => {
    cancelTimer();
    cancelTimer = clock.after(Math.max(0, until - clock.now()), pump);
  };

  const pump = (): void => {
    if (isStopped) return;
    try {
      pumpNow();
    } catch (error) {
      if (!isAppError(error)) throw error;
      // Whoever stored a text must not hear that it was not: it is only not looked at yet.
      log.error("outbox not read", { code: error.code }, error);
      waitFor(clock.now() + STORE_PAUSE_MS);
    }
  };

  const pumpNow = (): void => {
    const now = clock.now();
    const queued = store.outbox().filter(({ text }) => text.status === "queued");
    if (queued.length === 0) return;
    if (pause !== null && pause.until > now) {
      waitFor(pause.until);
      return;
    }
    let soonest: number | null = null;
    for (const item of queued) {
      const { conversationId } = item.text;
      // Whatever comes later in a conversation waits for what came before it.
      if (underWay.has(conversationId) || underWay.size >= AT_ONCE) continue;
      const until = troubled.get(conversationId)?.until ?? 0;
      if (until > now) {
        soonest = Math.min(soonest ?? until, until);
        continue;
      }
      const work = dispatch(item)
        .catch((error: unknown) => {
          // The store failed: trying again at once would spin.
          pause = { until: clock.now() + STORE_PAUSE_MS, isAsked: true };
          throw error;
        })
        .finally(() => {
          release(conversationId, item.text.id);
          pump();
        });
      underWay.set(conversationId, { id: item.text.id, work });
      inBackground("send a text", work);
    }
    if (soonest !== null) waitFor(soonest);
  };

  return {
    start: () => {
      for (const { text } of store.outbox()) {
        // The answer to these came to a run of Tern that is no more.
        if (text.status !== "sending") continue;
        store.setStatus(text.id, "unknown", { code: "answer-lost" });
        onChanged(text.conversationId);
      }
      pump();
    },
    pump,
    known: (id) => {
      const text = store.text(id);
      if (text !== null) release(text.conversationId, id);
      pump();
    },
    wake: () => {
      if (pause?.isAsked !== true) {
        pause = null;
        failures = 0;
      }
      pump();
    },
    stop: async () => {
      isStopped = true;
      cancelTimer();
      await Promise.allSettled([...underWay.values()].map(({ work }) => work));
    },
  };
};
