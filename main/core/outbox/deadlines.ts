import type { EpochMs, TextId } from "../../../preload/contract/model.ts";
import type { Clock } from "../ports/system.ts";

/** A text that could not be sent for so long after it was written is not sent by surprise. */
const SEND_WITHIN_MS = 24 * 60 * 60_000;

/**
 * When waiting texts are too late. How old a text is, is asked of the computer's clock once, when this run first sees it; from
 * then on time is counted steadily, so that setting the clock makes no text late, and none young again.
 */
export type Deadlines = {
  /** From when on, by `clock.steady`. `at`: when it was written or last asked for; `now`: what time it is. */
  readonly of: (id: TextId, at: EpochMs, now: EpochMs) => number;
  readonly forget: (id: TextId) => void;
};

export const createDeadlines = ({ clock }: { readonly clock: Pick<Clock, "steady"> }): Deadlines => {
  const seen = new Map<TextId, { readonly at: EpochMs; readonly until: number }>();
  return {
    of: (id, at, now) => {
      const known = seen.get(id);
      if (known?.at === at) return known.until;
      // Written in the future: by a clock that was set back since. It gets a whole day.
      const age = Math.max(0, now - at);
      const until = clock.steady() + SEND_WITHIN_MS - age;
      seen.set(id, { at, until });
      return until;
    },
    forget: (id) => void seen.delete(id),
  };
};
