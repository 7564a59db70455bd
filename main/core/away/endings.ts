import type { Absence, AwayReport } from "../../../preload/contract/away.ts";
import type { EpochMs } from "../../../preload/contract/model.ts";
import type { ChangeReadings } from "../outbox/settling.ts";
import type { Clock } from "../ports/system.ts";

/** Tells of an absence that ended by itself, as soon as all is known that came in it. */
export type Endings = {
  readonly ended: (absence: Absence, byItself: boolean) => void;
  /** A reading of changes may have gone through. */
  readonly changesRead: () => void;
  readonly stop: () => void;
};

/** What a reading found is told of and considered a moment later. */
const CONSIDERED_MS = 3_000;

export const createEndings = ({
  isAway,
  report,
  readings,
  clock,
  onEnded,
}: {
  readonly isAway: () => boolean;
  readonly report: (since: EpochMs) => AwayReport | null;
  readonly readings: ChangeReadings;
  readonly clock: Pick<Clock, "after">;
  /** Not told where another absence has begun: nobody is back then. */
  readonly onEnded: (report: AwayReport) => void;
}): Endings => {
  /** `reading`: the one that finds what came last; a computer that slept has heard nothing. */
  let due: { readonly since: EpochMs; readonly reading: number } | null = null;
  let cancelTimer = (): void => {};

  const tell = (since: EpochMs): void => {
    const ended = isAway() ? null : report(since);
    if (ended !== null) onEnded(ended);
  };

  return {
    ended: ({ since }, byItself) => {
      cancelTimer();
      due = byItself ? { since, reading: readings.ask() } : null;
    },
    changesRead: () => {
      if (due === null || due.reading > readings.through()) return;
      const { since } = due;
      due = null;
      cancelTimer = clock.after(CONSIDERED_MS, () => tell(since));
    },
    stop: () => {
      due = null;
      cancelTimer();
    },
  };
};
