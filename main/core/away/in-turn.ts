import type { ChangeReadings } from "../outbox/settling.ts";
import type { Clock } from "../ports/system.ts";
import type { Turns } from "./turns.ts";

/** Has the words of an answer at a moment at which it may be given. */
export type InTurn = {
  /**
   * To be called when changes were read just now, in our turn. Resolves at such a moment again, with what `compose` found:
   * a model takes its time. Rejects with what that rejects with.
   */
  readonly find: <Words>(compose: () => Promise<Words>) => Promise<Words>;
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

  /** Until it is our turn and changes were read in it. */
  const nextTurn = async (): Promise<void> => {
    const ms = await turns.wait();
    if (isStopped()) return;
    await new Promise<void>((resolve) => {
      const cancel = clock.after(ms, () => {
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
  };

  return {
    find: async (compose) => {
      const find = async () => ({ words: await compose(), at: clock.steady() });
      let readAt = clock.steady();
      let found = await find();
      while (!isStopped() && (clock.steady() - readAt > FRESH_MS || !turns.isOurs())) {
        await nextTurn();
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
