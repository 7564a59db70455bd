import type { ChangeReadings } from "../outbox/settling.ts";
import type { Clock } from "../ports/system.ts";
import type { Turns } from "./turns.ts";

/** Has the words of an answer at a moment at which it may be given. */
export type InTurn = {
  /**
   * To be called when changes were read just now, in our turn. Resolves at such a moment again, with what `compose` found:
   * a model takes its time. Resolves too when the words are not wanted any more: ask again. Rejects with what `compose` and
   * `isWanted` reject with or throw.
   */
  readonly find: <Words>(compose: () => Promise<Words>, isWanted: () => boolean) => Promise<Words>;
  /** A reading of changes may have gone through. */
  readonly changesRead: () => void;
  /** Everything that waits resolves. */
  readonly stop: () => void;
};

/** What was read longer ago than this says nothing of who has answered meanwhile. */
const FRESH_MS = 1_000;

/** Words say how late they are and when the person is back: they are found anew after so long. */
const WORDS_KEPT_MS = 5 * 60_000;

export const createInTurn = ({
  turns,
  readings,
  clock,
}: {
  readonly turns: Pick<Turns, "wait" | "isOurs">;
  readonly readings: ChangeReadings;
  readonly clock: Clock;
}): InTurn => {
  /** Told when a reading of this number has gone through; null: it is too early to ask for one. */
  const waiting = new Set<{ reading: number | null; readonly tell: () => void }>();
  let isOver = false;
  const isStopped = (): boolean => isOver;

  /** Until it is our turn and changes were read in it. Answers when they were asked for, by Clock.steady. */
  const nextTurn = async (): Promise<number> => {
    const ms = await turns.wait();
    let askedAt = clock.steady();
    if (isStopped()) return askedAt;
    await new Promise<void>((resolve) => {
      const cancel = clock.after(ms, () => {
        askedAt = clock.steady();
        one.reading = readings.ask();
      });
      const one: { reading: number | null; readonly tell: () => void } = {
        reading: null,
        tell: () => {
          cancel();
          waiting.delete(one);
          resolve();
        },
      };
      waiting.add(one);
    });
    return askedAt;
  };

  return {
    find: async (compose, isWanted) => {
      const find = async () => ({ words: await compose(), at: clock.steady() });
      let askedAt = clock.steady();
      let readAt = askedAt;
      let found = await find();
      const isTime = (): boolean => clock.steady() - readAt <= FRESH_MS && turns.isOurs(clock.steady() - askedAt);
      // One that nobody wants any more would wait for a turn for ever where each reading takes too long.
      while (!isStopped() && !isTime() && isWanted()) {
        askedAt = await nextTurn();
        readAt = clock.steady();
        if (!isStopped() && readAt - found.at > WORDS_KEPT_MS) found = await find();
      }
      return found.words;
    },
    changesRead: () => {
      const through = readings.through();
      for (const { reading, tell } of waiting) if (reading !== null && reading <= through) tell();
    },
    stop: () => {
      isOver = true;
      for (const { tell } of waiting) tell();
    },
  };
};
