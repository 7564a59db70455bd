import { describe, expect, it } from "vitest";
import { createGapWatch } from "../../../main/core/away/gaps.ts";
import { createGuard } from "../../../main/core/guard.ts";
import { AppError } from "../../../main/core/ports/app-error.ts";
import type { AwayGap } from "../../../preload/contract/away.ts";
import { createHandClock, MONDAY_MORNING } from "../../harness/hand-clock.ts";
import { createKeepingLog } from "../../harness/keeping-log.ts";

const MINUTE = 60_000;

/** A computer on which runs of Tern follow each other; away from the start on. */
const createWorld = () => {
  const clock = createHandClock();
  const gaps: AwayGap[] = [];
  const world = { isAway: true, hasHours: false, isTimeKnown: true, isFull: false };
  let seen: unknown = null;
  let writes = 0;
  const write = (): void => {
    if (world.isFull) throw new AppError("storage", "full");
  };
  const run = () =>
    createGapWatch({
      store: {
        fact: () => seen,
        keepFact: (_name, value) => {
          write();
          writes += 1;
          seen = value;
        },
        keepAwayGap: (gap) => {
          write();
          const known = gaps.findIndex(({ kind, from }) => kind === gap.kind && from === gap.from);
          if (known === -1) gaps.push(gap);
          else gaps[known] = gap;
        },
        awayGaps: () => gaps,
      },
      isAway: () => world.isAway,
      mayBeAway: () => world.isAway || world.hasHours,
      isTimeKnown: () => world.isTimeKnown,
      clock,
      guard: createGuard(createKeepingLog()),
    });
  /** In minutes since the start. */
  const noted = () =>
    gaps.map(({ kind, from, to }) => [
      kind,
      (from - MONDAY_MORNING) / MINUTE,
      to === null ? null : (to - MONDAY_MORNING) / MINUTE,
    ]);
  return { clock, world, run, noted, writes: () => writes };
};

describe("a time in which Away could not answer", () => {
  it("is a sleep, from the last beat before it", async () => {
    const { clock, run, noted } = createWorld();
    const watch = run();
    watch.check();
    await clock.turn(10 * MINUTE);
    clock.sleep(60 * MINUTE);
    watch.wake();
    await clock.turn(10 * MINUTE);
    clock.sleep(2 * MINUTE);
    watch.wake();
    expect(noted()).toEqual([["asleep", 10, 70]]);
  });

  it("is no sleep because somebody set the clock", async () => {
    const { clock, run, noted } = createWorld();
    run().check();
    await clock.turn(10 * MINUTE);
    clock.jump(60 * MINUTE);
    await clock.turn(10 * MINUTE);
    clock.jump(-600 * MINUTE);
    await clock.turn(10 * MINUTE);
    expect(noted()).toEqual([]);
  });

  it("is being offline, while it lasts and once it has ended", async () => {
    const { clock, run, noted } = createWorld();
    const watch = run();
    watch.check();
    watch.offline(false);
    await clock.turn(5 * MINUTE);
    watch.offline(true);
    await clock.turn(5 * MINUTE);
    watch.offline(true);
    const during = noted();
    await clock.turn(5 * MINUTE);
    watch.offline(false);
    watch.offline(false);
    expect([during, noted()]).toEqual([[["offline", 5, null]], [["offline", 5, 15]]]);
  });

  it("begins with the absence where Tern was offline before, and ends with it", async () => {
    const { clock, world, run, noted } = createWorld();
    world.isAway = false;
    const watch = run();
    watch.check();
    watch.offline(true);
    await clock.turn(10 * MINUTE);
    world.isAway = true;
    watch.check();
    await clock.turn(20 * MINUTE);
    world.isAway = false;
    watch.check();
    await clock.turn(20 * MINUTE);
    watch.offline(false);
    expect(noted()).toEqual([["offline", 10, 30]]);
  });

  it("is from when Tern quit, or was seen last before it was killed, until it runs again", async () => {
    const { clock, run, noted } = createWorld();
    const first = run();
    first.check();
    await clock.turn(11 * MINUTE);
    first.stop();
    await clock.turn(60 * MINUTE);
    run().check();
    await clock.turn(3 * MINUTE);
    // Killed: its timers are gone with it.
    clock.sleep(60 * MINUTE);
    run().check();
    expect(noted()).toEqual([
      ["closed", 11, 71],
      ["closed", 73, 134],
    ]);
  });

  it("is no quick restart", async () => {
    const { clock, run, noted } = createWorld();
    const first = run();
    first.check();
    first.stop();
    await clock.turn(4 * MINUTE);
    run().check();
    expect(noted()).toEqual([]);
  });

  it("is over where Tern was killed while offline: it is not offline for ever", async () => {
    const { clock, run, noted } = createWorld();
    const first = run();
    first.check();
    await clock.turn(MINUTE);
    first.offline(true);
    await clock.turn(4 * MINUTE);
    clock.sleep(60 * MINUTE);
    const second = run();
    second.check();
    second.offline(false);
    expect(noted()).toEqual([
      ["offline", 1, 4],
      ["closed", 4, 65],
    ]);
  });

  it("belongs to the absence that ended while Tern was closed, and not to the next one", async () => {
    const { clock, world, run, noted } = createWorld();
    const first = run();
    first.check();
    first.stop();
    await clock.turn(60 * MINUTE);
    world.isAway = false;
    run().check();
    await clock.turn(500 * MINUTE);
    const second = run();
    second.check();
    await clock.turn(500 * MINUTE);
    world.isAway = true;
    second.check();
    second.stop();
    await clock.turn(10 * MINUTE);
    world.isAway = false;
    run().check();
    expect(noted()).toEqual([
      ["closed", 0, 60],
      ["closed", 1_060, 1_070],
    ]);
  });

  it("is not noted while nobody is away", async () => {
    const { clock, world, run, noted } = createWorld();
    world.isAway = false;
    const watch = run();
    watch.check();
    watch.offline(true);
    clock.sleep(60 * MINUTE);
    watch.wake();
    watch.offline(false);
    watch.stop();
    await clock.turn(60 * MINUTE);
    run().check();
    expect(noted()).toEqual([]);
  });

  it("goes unnoted where the disk is full, and nothing else comes of that", async () => {
    const { clock, world, run, noted } = createWorld();
    const watch = run();
    watch.check();
    world.isFull = true;
    await clock.turn(10 * MINUTE);
    watch.offline(true);
    watch.offline(false);
    world.isFull = false;
    await clock.turn(10 * MINUTE);
    clock.sleep(60 * MINUTE);
    watch.wake();
    expect(noted()).toEqual([["asleep", 20, 80]]);
  });

  it("is known to some minutes while the person works, and the disk is left alone meanwhile", async () => {
    const { clock, world, run, noted, writes } = createWorld();
    Object.assign(world, { isAway: false, hasHours: true });
    const watch = run();
    watch.check();
    await clock.turn(59 * MINUTE);
    const atWork = writes();
    world.isAway = true;
    watch.check();
    await clock.turn(5 * MINUTE);
    const away = writes() - atWork;
    // Killed.
    clock.sleep(60 * MINUTE);
    run().check();
    expect([atWork, away, noted()]).toEqual([6, 3, [["closed", 63, 124]]]);
  });
});
