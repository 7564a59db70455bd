import type {
  ConversationId,
  DeliveryFailure,
  DeliveryStatus,
  EpochMs,
  TextId,
} from "../../../preload/contract/model.ts";
import type { Gateway } from "../ports/gateway.ts";
import type { MessageStore, QueuedText } from "../ports/message-store.ts";
import type { StoredText } from "../ports/stored.ts";
import type { Clock, Log, Randomness } from "../ports/system.ts";
import { codeAndAbout, failureFrom, isAppError } from "../ports/app-error.ts";
import type { InBackground } from "../in-background.ts";
import { waitBeforeRetry } from "../wait-before-retry.ts";
import { afterFailure } from "./after-failure.ts";
import { createDeadlines } from "./deadlines.ts";
import { holdsUpLater, nextStep } from "./next-step.ts";
import { type ChangeReadings, createSettling } from "./settling.ts";

/** Takes queued texts to the gateway, one at a time in each conversation. */
export type Dispatcher = {
  /** There may be something to do: also once at the start, for what an earlier run left behind. */
  readonly pump: () => void;
  /** The person wants it sent, though it may have been: it is looked up first. */
  readonly askedAgain: (id: TextId) => void;
  /**
   * There is nothing more to do for this text, whatever becomes of its answer: the provider holds it, or it was taken out.
   * What comes after it need not wait.
   */
  readonly letGo: (id: TextId) => void;
  /** Until when it may have been on its way in this run, by the provider's clock; null: it was not. */
  readonly underWayUntil: (id: TextId) => EpochMs | null;
  /** A reading of changes may have gone through. */
  readonly changesRead: () => void;
  /** While nothing can be reached texts wait: one handed over to a network that is gone may end in doubt. */
  readonly offline: (isOffline: boolean) => void;
  /** The network may be back: does not wait any longer, except where the provider asked for it. */
  readonly wake: () => void;
  /** Hands nothing more over; resolves when what is under way has its answer. */
  readonly stop: () => Promise<void>;
};

/** How many requests may be under way at once: the provider counts them by the minute. */
const AT_ONCE = 3;

/** First wait after a failure that may pass; see waitBeforeRetry. */
const FIRST_WAIT_MS = 2_000;

/** A text that leaves so much later than it was handed over is noted as handed over anew. */
const LEFT_LATE_MS = 60_000;

/** The wait after the store itself failed. */
const STORE_PAUSE_MS = 30_000;

export const createDispatcher = ({
  store,
  gateway,
  clock,
  randomness,
  log,
  inBackground,
  readings,
  providerNow,
  awayReplyLeaves,
  onChanged,
  onProgressed,
}: {
  readonly store: MessageStore;
  readonly gateway: Pick<Gateway, "send">;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly log: Log;
  readonly inBackground: InBackground;
  readonly readings: ChangeReadings;
  /** What time it is by the provider's clock, which dates its records; null: not known yet, and texts wait for it. */
  readonly providerNow: () => EpochMs | null;
  /** An away reply is about to leave: `gone`: it is not in the store any more; `wait`: not before another pump. */
  readonly awayReplyLeaves: (row: QueuedText) => "go" | "wait" | "gone";
  readonly onChanged: (id: ConversationId) => void;
  readonly onProgressed: (id: TextId, sent: number, total: number) => void;
}): Dispatcher => {
  const underWay = new Map<TextId, Promise<void>>();
  /** When a request ended that left a text in doubt. */
  const endedAt = new Map<TextId, EpochMs>();
  const deadlines = createDeadlines({ clock });
  let isStopped = false;
  let isPumping = false;
  /** A pump was asked for that has not begun. */
  let isDue = false;
  let isOffline = false;
  let cancelTimer = (): void => {};
  // All waits are steady time. No network and rate limits hold for the whole account; a fault of the server may lie in one
  // text.
  let failures = 0;
  let heldUntil = 0;
  /** By the provider, or until the store may work again: nothing that happens meanwhile cuts it short. */
  let barredUntil = 0;
  const waits = new Map<TextId, { readonly failures: number; readonly until: number }>();

  const become = (text: StoredText, status: DeliveryStatus, failure: DeliveryFailure | null): void => {
    store.setStatus(text.id, status, failure);
    onChanged(text.conversationId);
  };

  const bar = (ms: number): void => {
    barredUntil = Math.max(barredUntil, clock.steady() + ms);
  };

  const fail = ({ text, handedOverAt: before }: QueuedText, error: unknown): void => {
    const { id, conversationId } = text;
    const { code, retryAfterMs, about } = failureFrom(error);
    if (store.text(id)?.providerId !== null) {
      log.info("answer to a text not needed", { code });
      return;
    }
    log.warn("text not accepted", { code }, code === "internal" ? error : undefined);
    const takeBack = (failure: DeliveryFailure | null): void => {
      store.takeBack(id, before, failure);
      onChanged(conversationId);
    };
    switch (afterFailure(code)) {
      case "held-up":
        failures += 1;
        heldUntil = clock.steady() + waitBeforeRetry(FIRST_WAIT_MS, failures, retryAfterMs, randomness.fraction());
        bar(retryAfterMs ?? 0);
        takeBack(null);
        break;
      case "signed-out":
        // It goes out when the person signs in again.
        halt();
        takeBack(null);
        break;
      case "refused":
        takeBack(codeAndAbout({ code, about }));
        break;
      case "troubled": {
        const count = (waits.get(id)?.failures ?? 0) + 1;
        const wait = waitBeforeRetry(FIRST_WAIT_MS, count, retryAfterMs, randomness.fraction());
        waits.set(id, { failures: count, until: clock.steady() + wait });
        become(text, "queued", null);
        readings.ask();
        break;
      }
      case "lost":
        // Most are found at once, and nobody has to hear of it.
        readings.ask();
        break;
    }
  };

  /**
   * Some of it leaves now. It may have waited for a token, and the computer slept meanwhile: a run that comes after this one
   * has to know. Answers what is noted then.
   */
  const noteLeaving = (id: TextId, notedAt: EpochMs): EpochMs => {
    const now = providerNow() ?? notedAt;
    if (isStopped || now - notedAt < LEFT_LATE_MS) return notedAt;
    try {
      store.handOver(id, now);
    } catch (error) {
      if (!isAppError(error)) throw error;
      log.error("leaving not noted", { code: error.code }, error);
    }
    return now;
  };

  const dispatch = async (row: QueuedText, handedOverAt: EpochMs): Promise<void> => {
    const { id, conversationId } = row.text;
    const outgoing = store.outgoing(id);
    store.handOver(id, handedOverAt);
    endedAt.delete(id);
    settling.forget(id);
    onChanged(conversationId);
    let notedAt = handedOverAt;
    const progress = (sent: number, total: number): void => {
      notedAt = noteLeaving(id, notedAt);
      if (outgoing.attachments.length > 0) onProgressed(id, sent, total);
    };
    let record;
    try {
      record = await gateway.send(outgoing, progress);
    } catch (error) {
      endedAt.set(id, providerNow() ?? handedOverAt);
      fail(row, error);
      return;
    }
    failures = 0;
    heldUntil = 0;
    store.accepted(id, record);
    forget(id);
    onChanged(conversationId);
  };

  const send = (row: QueuedText, at: EpochMs): void => {
    const { id } = row.text;
    const work = dispatch(row, at)
      .catch((error: unknown) => {
        // Nobody could wait for it any longer, and the database is closed: the next run looks the text up.
        if (isStopped && isAppError(error) && error.code === "storage") {
          log.info("answer to a text not kept", {});
          return;
        }
        // The store failed: trying again at once would spin.
        bar(STORE_PAUSE_MS);
        throw error;
      })
      .finally(() => {
        if (underWay.get(id) === work) underWay.delete(id);
        pump();
      });
    underWay.set(id, work);
    inBackground("send a text", work);
  };

  const forget = (id: TextId): void => {
    underWay.delete(id);
    endedAt.delete(id);
    waits.delete(id);
    deadlines.forget(id);
    settling.forget(id);
  };

  const isAskedAnew = (): boolean => isDue && !isStopped;

  const pump = (): void => {
    // What is asked on the way may take texts out of the outbox: the rows in hand are old then.
    isDue = true;
    if (isStopped || isPumping) return;
    isPumping = true;
    try {
      do pumpNow();
      while (isAskedAnew());
    } catch (error) {
      if (!isAppError(error)) throw error;
      // Whoever stored a text must not hear that it was not: it is only not looked at yet.
      log.error("outbox not read", { code: error.code }, error);
      pumpAt(clock.steady() + STORE_PAUSE_MS);
    } finally {
      isPumping = false;
    }
  };

  const pumpAt = (steady: number): void => {
    cancelTimer();
    cancelTimer = clock.after(Math.max(0, steady - clock.steady()), pump);
  };

  const pumpNow = (): void => {
    isDue = false;
    cancelTimer();
    const now = clock.steady();
    const time = providerNow();
    const heldUp = new Set<ConversationId>();
    let next = Number.POSITIVE_INFINITY;
    for (const row of store.outbox()) {
      const { text } = row;
      const { id, conversationId } = text;
      const deadline = deadlines.of(id, text.at, clock.now());
      const facts = { isUnderWay: underWay.has(id), verdict: settling.verdict(id), isLate: deadline <= now };
      const step = nextStep(row, facts);
      const isHeldUp = heldUp.has(conversationId);
      if (holdsUpLater(row, step)) heldUp.add(conversationId);
      if (step === "look-up") {
        if (text.status === "sending" && text.failure === null) become(text, "sending", { code: "answer-lost" });
        settling.lookUp(id);
      }
      if (step === "ask") become(text, "unknown", { code: "answer-lost" });
      if (step === "expire") become(text, "failed", { code: "expired" });
      if (step !== "send") continue;
      const until = Math.max(heldUntil, barredUntil, waits.get(id)?.until ?? 0);
      // By a clock that somebody has set its record would not be known again, and stand beside it.
      const mayLeave = time !== null && !isHeldUp && !isOffline && until <= now && underWay.size < AT_ONCE;
      const leaves = !mayLeave ? "wait" : text.isAwayReply ? awayReplyLeaves(row) : "go";
      if (leaves === "gone") {
        forget(id);
        onChanged(conversationId);
        // What waited behind it has its turn.
        next = now;
      }
      // Another row may have gone as well.
      if (isDue) return;
      if (leaves === "go" && time !== null) send(row, time);
      else if (leaves !== "gone") next = Math.min(next, deadline, until > now ? until : next);
    }
    if (next < Number.POSITIVE_INFINITY) pumpAt(next);
  };

  const halt = (): void => {
    isStopped = true;
    cancelTimer();
    settling.stop();
  };

  const settling = createSettling({ clock, readings, onVerdict: pump });

  return {
    pump,
    askedAgain: (id) => {
      waits.delete(id);
      settling.lookUpAgain(id);
      pump();
    },
    letGo: (id) => {
      forget(id);
      pump();
    },
    underWayUntil: (id) => (underWay.has(id) ? providerNow() : (endedAt.get(id) ?? null)),
    changesRead: settling.changesRead,
    offline: (is) => {
      const isBack = isOffline && !is;
      isOffline = is;
      if (isBack) pump();
    },
    wake: () => {
      heldUntil = 0;
      failures = 0;
      pump();
    },
    stop: async () => {
      halt();
      await Promise.allSettled(underWay.values());
    },
  };
};
