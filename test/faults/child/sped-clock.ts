import { closeSync, openSync, readSync, writeFileSync } from "node:fs";
import type { Clock } from "../../../main/core/ports/system.ts";
import type { TimeBase } from "../protocol.ts";

/**
 * How far the computer's time differs from what has passed on the wall, in milliseconds of the fast clock. `set`: somebody
 * set the clock. `slept`: the computer slept, so timers stood still. `leapt`: time went on, only faster.
 */
export type Jumps = { readonly set: number; readonly slept: number; readonly leapt: number };

export const NO_JUMPS: Jumps = { set: 0, slept: 0, leapt: 0 };

const BYTES = 24;
/** What setTimeout can hold. */
const LONGEST_MS = 2 ** 31 - 1;

/** The harness writes while Tern is stopped, say: whatever Tern does next, it already sees the new time. */
export const writeJumps = (file: string, { set, slept, leapt }: Jumps): void =>
  writeFileSync(file, Buffer.from(new Float64Array([set, slept, leapt]).buffer));

/** Has fractions: whole milliseconds are too coarse to be multiplied. The same in every process of this computer. */
export const wallNow = (): number => performance.timeOrigin + performance.now();

type Timer = { readonly dueAt: number; readonly callback: () => void; handle: NodeJS.Timeout };

/** The computer's clock, running as fast as the local RingCentral's. Its days are UTC's. */
export const createSpedClock = (
  file: string,
  { wall, server, speed }: TimeBase,
): Clock & {
  /** What the time really is, by the server's clock, whoever set this one. Milliseconds since 1970. */
  readonly truth: () => number;
  /** Time has leapt: timers look again how long they have to wait. */
  readonly rearm: () => void;
  readonly close: () => void;
} => {
  const descriptor = openSync(file, "r");
  const numbers = new Float64Array(BYTES / 8);
  const bytes = Buffer.from(numbers.buffer);
  const jumps = (): Jumps => {
    readSync(descriptor, bytes, 0, BYTES, 0);
    const [set = 0, slept = 0, leapt = 0] = numbers;
    return { set, slept, leapt };
  };
  const passed = (): number => (wallNow() - wall) * speed;
  /** What timers are measured by. */
  const ticked = (): number => passed() + jumps().leapt;
  const steady = (): number => ticked() + jumps().slept;

  const timers = new Set<Timer>();
  const waitFor = (dueAt: number, run: () => void): NodeJS.Timeout =>
    setTimeout(run, Math.min(LONGEST_MS, Math.max(0, Math.ceil((dueAt - ticked()) / speed))));
  const arm = (timer: Timer): void => {
    clearTimeout(timer.handle);
    timer.handle = waitFor(timer.dueAt, () => {
      if (ticked() < timer.dueAt) return arm(timer);
      timers.delete(timer);
      timer.callback();
    });
  };

  return {
    now: () => Math.floor(server + steady() + jumps().set),
    truth: () => Math.floor(server + steady()),
    steady,
    after: (ms, callback) => {
      const dueAt = ticked() + ms;
      const timer: Timer = { dueAt, callback, handle: waitFor(dueAt, () => undefined) };
      timers.add(timer);
      arm(timer);
      return () => {
        clearTimeout(timer.handle);
        timers.delete(timer);
      };
    },
    localDate: (at) => new Date(at).toISOString().slice(0, 10),
    timeOfDay: (at) => new Date(at).toISOString().slice(11, 16),
    startOf: (date) => Date.parse(`${date}T00:00:00Z`),
    rearm: () => {
      for (const timer of timers) arm(timer);
    },
    close: () => closeSync(descriptor),
  };
};
