import type { LiveEvents } from "../core/ports/gateway.ts";
import type { Clock, Log } from "../core/ports/system.ts";
import type { Identity } from "./identity.ts";
import { createRecentIds } from "./recent-ids.ts";
import { envelope, messageRecord, parsedOrNull } from "./schemas.ts";
import { textFromRecord } from "./text-from-record.ts";

/** Changes come in bursts (a send alone makes three); they are told once, and at most once in this time. */
const GATHER_MS = 1_000;
const REMEMBERED = 500;

/** Reads what the live link hears, until it is stopped. */
export type EventReader = {
  readonly read: (body: unknown) => void;
  /** An event was lost on the way. What it said is not known: that something changed is told at once. */
  readonly missed: () => void;
  readonly stop: () => void;
};

/** From a notification's body to Tern's two events. Never throws: what is malformed is logged by shape and skipped. */
export const createEventReader = (
  { identity, clock, log }: { readonly identity: Pick<Identity, "own">; readonly clock: Clock; readonly log: Log },
  { onText, onChanged }: Pick<LiveEvents, "onText" | "onChanged">,
): EventReader => {
  const events = createRecentIds(REMEMBERED);
  let isStopped = false;
  let cancelGathering: (() => void) | null = null;
  let isUntold = false;
  /** Events keep their order though own addresses may have to be asked for first. */
  let queue: Promise<void> = Promise.resolve();

  const tellNow = (): void => {
    if (isStopped) return;
    isUntold = false;
    cancelGathering = clock.after(GATHER_MS, () => {
      cancelGathering = null;
      if (isUntold) tellNow();
    });
    onChanged();
  };

  const tellChanged = (): void => {
    if (isStopped) return;
    isUntold = true;
    cancelGathering ??= clock.after(GATHER_MS, tellNow);
  };

  const tellText = async (body: unknown): Promise<void> => {
    try {
      const record = parsedOrNull(messageRecord, body, "event", log);
      const text = record && textFromRecord(record, await identity.own());
      if (text && !isStopped) onText(text);
      // Skipped here, it may be readable in the message store.
      if (!text) tellChanged();
    } catch (error) {
      log.error("event not handled", {}, error);
      tellChanged();
    }
  };

  return {
    read: (body) => {
      if (isStopped) return;
      const event = parsedOrNull(envelope, body, "notification", log);
      if (event === null) return tellChanged();
      if (!events.isNew(event.uuid)) return;
      if (event.event.includes("/message-store/instant")) queue = queue.then(() => tellText(event.body));
      else if (event.event.includes("/message-store")) tellChanged();
      else log.info("unknown event skipped", {});
    },
    missed: () => {
      if (isStopped) return;
      if (cancelGathering === null) tellNow();
      else tellChanged();
    },
    stop: () => {
      isStopped = true;
      cancelGathering?.();
    },
  };
};
