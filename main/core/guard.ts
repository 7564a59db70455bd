import { isAppError } from "./ports/app-error.ts";
import type { Clock, Log } from "./ports/system.ts";

/**
 * Runs work that nobody waits for the answer of: an event, a timer, a click. An expected failure (the disk is full) is
 * logged under `what`; anything else is a bug and goes on to crash visibly.
 */
export type Guard = (what: string, work: () => void) => void;

export const createGuard =
  (log: Log): Guard =>
  (what, work) => {
    try {
      work();
    } catch (error) {
      if (!isAppError(error)) throw error;
      log.error("failed", { what, code: error.code, about: error.about }, error);
    }
  };

/** The same clock, with guarded callbacks. */
export const guardedClock = (clock: Clock, guard: Guard): Clock => ({
  ...clock,
  after: (ms, callback) => clock.after(ms, () => guard("timer", callback)),
});
