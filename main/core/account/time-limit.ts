import type { Clock } from "../ports/system.ts";

/** How long several pieces of work may take together. */
export type TimeLimit = {
  /** True when the work is done, false if the time is up before that; the work goes on then. Rejects as the work does. */
  readonly within: (work: Promise<unknown>) => Promise<boolean>;
  /** Nobody waits any more. */
  readonly end: () => void;
};

/** A limit of `ms` milliseconds that begins now. */
export const createTimeLimit = (clock: Clock, ms: number): TimeLimit => {
  const { promise: up, resolve } = Promise.withResolvers<void>();
  const end = clock.after(ms, resolve);
  return {
    within: (work) => Promise.race([work.then(() => true), up.then(() => false)]),
    end,
  };
};
