import type { Absence, AwayReport } from "../../../preload/contract/away.ts";
import type { EpochMs } from "../../../preload/contract/model.ts";
import type { Guard } from "../guard.ts";
import { momentFromFact } from "../moment-from-fact.ts";
import type { ChangeReadings } from "../outbox/settling.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { Clock } from "../ports/system.ts";

/**
 * Tells of an absence that ended by itself, as soon as all is known that came in it and the person is back: where another
 * absence has begun, or Tern was closed, that is later.
 */
export type Endings = {
  /** What an earlier run has not told yet is told. */
  readonly start: () => void;
  readonly ended: (absence: Absence, byItself: boolean) => void;
  /** A reading of changes may have gone through. */
  readonly changesRead: () => void;
  readonly stop: () => void;
};

/** What a reading found is told of and considered a moment later. */
const CONSIDERED_MS = 3_000;

const momentsFrom = (fact: unknown): readonly EpochMs[] =>
  Array.isArray(fact) ? fact.flatMap((each: unknown) => momentFromFact(each) ?? []) : [];

export const createEndings = ({
  store,
  isAway,
  report,
  readings,
  clock,
  guard,
  onEnded,
}: {
  readonly store: Pick<MessageStore, "fact" | "keepFact">;
  readonly isAway: () => boolean;
  readonly report: (since: EpochMs) => AwayReport | null;
  readonly readings: ChangeReadings;
  readonly clock: Pick<Clock, "after">;
  readonly guard: Guard;
  /** Several that followed each other are told as the last one, with the entries of all. */
  readonly onEnded: (report: AwayReport) => void;
}): Endings => {
  /** When those began that are not told yet. */
  let untold = momentsFrom(store.fact("away-untold"));
  /** The reading that finds what came last: a computer that slept has heard nothing. */
  let due: number | null = null;
  let cancelTimer = (): void => {};

  const keep = (next: readonly EpochMs[]): void => {
    untold = next;
    guard("note what to tell of Away", () => store.keepFact("away-untold", next));
  };

  const tell = (): void => {
    if (isAway()) return;
    const reports = untold.flatMap((since) => report(since) ?? []);
    const last = reports.at(-1);
    if (last !== undefined) onEnded({ ...last, entries: reports.flatMap(({ entries }) => entries) });
    keep([]);
  };

  const look = (): void => {
    cancelTimer();
    due = untold.length === 0 ? null : readings.ask();
  };

  return {
    start: look,
    ended: ({ since }, byItself) => {
      if (byItself) keep([...untold, since]);
      look();
    },
    changesRead: () => {
      if (due === null || due > readings.through()) return;
      due = null;
      cancelTimer = clock.after(CONSIDERED_MS, tell);
    },
    stop: () => {
      due = null;
      cancelTimer();
    },
  };
};
