import type { Clock } from "../ports/system.ts";

/** A system that takes a notice takes it within milliseconds; nothing waits longer for one that hangs. */
const SHOWN_WITHIN_MS = 2_000;

/** Resolves with the work of showing, or without it when that takes too long. */
export const briefly = (work: Promise<void>, clock: Pick<Clock, "after">): Promise<void> =>
  new Promise((resolve) => {
    const cancel = clock.after(SHOWN_WITHIN_MS, resolve);
    const end = (): void => {
      cancel();
      resolve();
    };
    work.then(end, end);
  });
