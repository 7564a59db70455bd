import type { Clock } from "../core/ports/system.ts";
import { pause, WokenError } from "./deadline.ts";

/** That the computer woke up or the network changed, for whoever waits for an answer or for time to pass. */
export type Wakes = {
  readonly wake: () => void;
  /**
   * Runs `work` with a signal that aborts at a wake: an answer from before it will not come. What is younger than
   * `graceMs` is left so long to answer, because waking may be told several times in a row. Rejects with WokenError then.
   */
  readonly guard: <T>(graceMs: number, work: (signal: AbortSignal) => Promise<T>) => Promise<T>;
  /** Resolves after `ms`, sleep included: timers stand still in a sleep, so what is left is looked at after each wake. */
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Resolves after `ms` or at a wake: for a wait that was only a guess at when things would be better. */
  readonly pauseUntilWake: (ms: number) => Promise<void>;
};

export const createWakes = ({ clock }: { readonly clock: Clock }): Wakes => {
  let next = new AbortController();

  return {
    wake: () => {
      const now = next;
      next = new AbortController();
      now.abort();
    },
    guard: async (graceMs, work) => {
      const tooOld = new AbortController();
      const { signal } = next;
      const since = clock.steady();
      let cancel = (): void => {};
      const onWake = (): void => {
        const left = since + graceMs - clock.steady();
        const abort = (): void => tooOld.abort(new WokenError());
        if (left <= 0) abort();
        else cancel = clock.after(left, abort);
      };
      signal.addEventListener("abort", onWake, { once: true });
      try {
        return await work(tooOld.signal);
      } catch (error) {
        throw tooOld.signal.aborted ? new WokenError() : error;
      } finally {
        cancel();
        signal.removeEventListener("abort", onWake);
      }
    },
    pauseUntilWake: (ms) => pause(clock, ms, next.signal),
    pause: async (ms, signal) => {
      const until = clock.steady() + ms;
      for (let left = ms; left > 0; left = until - clock.steady()) {
        if (signal?.aborted) return;
        await pause(clock, left, signal === undefined ? next.signal : AbortSignal.any([signal, next.signal]));
      }
    },
  };
};
