import { expect, it } from "vitest";
import { createInTurn } from "../../../main/core/away/in-turn.ts";
import { createHandClock } from "../../harness/hand-clock.ts";

/** Words that take so long to find; each reading takes a tenth of a second, and the turn is ours every ten seconds. */
const find = async (composeMs: number) => {
  const clock = createHandClock();
  const log: string[] = [];
  let [asked, through, composed] = [0, 0, 0];
  const note = (what: string): void => void log.push(`${what} at ${clock.steady()}`);
  const inTurn = createInTurn({
    turns: {
      wait: async () => (10_000 - (clock.steady() % 10_000)) % 10_000,
      isOurs: () => clock.steady() % 10_000 < 4_000,
    },
    readings: {
      ask: () => {
        asked += 1;
        const reading = asked;
        note("read");
        clock.after(100, () => {
          through = reading;
          inTurn.changesRead();
        });
        return reading;
      },
      through: () => through,
    },
    clock,
  });
  const work = inTurn.find(
    async () => {
      composed += 1;
      note("compose");
      if (composed === 1) await new Promise<void>((resolve) => void clock.after(composeMs, resolve));
      return composed;
    },
    () => true,
  );
  const done = work.then((words) => note(`words ${words}`));
  await clock.turn(10 * 60_000);
  await done;
  return log;
};

it("words that are found at once are good at once", async () => {
  expect(await find(0)).toEqual(["compose at 0", "words 1 at 0"]);
});

it("words that took over a second go out only in the next turn, after another reading", async () => {
  expect(await find(2_000)).toEqual(["compose at 0", "read at 10000", "words 1 at 10100"]);
});

it("words that grew old while nobody could be answered are found anew", async () => {
  const clock = createHandClock();
  let [composed, isDown] = [0, true];
  const inTurn = createInTurn({
    turns: { wait: async () => 0, isOurs: () => !isDown },
    readings: { ask: () => 1, through: () => (isDown ? 0 : 1) },
    clock,
  });
  const work = inTurn.find(
    async () => {
      composed += 1;
      return `words ${composed}`;
    },
    () => true,
  );
  await clock.turn(6 * 60_000);
  isDown = false;
  inTurn.changesRead();
  expect(await work).toBe("words 2");
});
