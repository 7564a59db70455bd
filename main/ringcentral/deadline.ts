import type { Clock } from "../core/ports/system.ts";

/** What was asked before the computer woke up will not be answered. A plain Error, as DeadlineError is. */
export class WokenError extends Error {
  constructor() {
    super("asked before the computer woke up");
    this.name = "WokenError";
  }
}

/** No answer in time. A plain Error on purpose: the SDK writes to `message`, which a DOMException does not allow. */
class DeadlineError extends Error {
  constructor(ms: number) {
    super(`no answer within ${ms} ms`);
    this.name = "DeadlineError";
  }
}

/**
 * Runs `work` with a signal that aborts after `ms` on the given clock. The SDK has no timeout of its own, and native
 * fetch waits for ever on a silent server. Reading the body belongs inside `work`: the signal covers it too.
 */
export const withDeadline = async <T>(
  clock: Clock,
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const controller = new AbortController();
  const cancel = clock.after(ms, () => controller.abort(new DeadlineError(ms)));
  try {
    return await work(controller.signal);
  } finally {
    cancel();
  }
};

/** Resolves after `ms` on the given clock, or at once when the signal aborts. Never rejects. */
export const pause = (clock: Clock, ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = (): void => {
      cancel();
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const cancel = clock.after(ms, done);
    signal?.addEventListener("abort", done, { once: true });
  });

/** Resolves when `work` has settled, however, or after `ms`. Never rejects. */
export const atMost = async (clock: Clock, ms: number, work: Promise<unknown>): Promise<void> => {
  const settled = new AbortController();
  void Promise.allSettled([work]).then(() => settled.abort());
  await pause(clock, ms, settled.signal);
};

/** What `work` gives, or a rejection at once when the signal aborts; `work` then goes on unheard. */
export const unlessAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = (): void => reject(new Error("aborted"));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });

/** Waits 2 s, 4 s, 8 s … up to 60 s, each between half and all of it, so that many clients do not come back as one. */
export const backOffMs = (failures: number, fraction: number): number =>
  Math.min(60_000, 1_000 * 2 ** Math.min(failures, 10)) * (0.5 + fraction / 2);
