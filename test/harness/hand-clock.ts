import type { Clock } from "../../main/core/ports/system.ts";

/** A clock that a test turns by hand. Its days are UTC's. */
export type HandClock = Clock & {
  /** Moves on by `ms`, calling what falls due in between in order and letting each finish what it can. */
  readonly turn: (ms: number) => Promise<void>;
  /** Somebody sets the computer's clock ahead, or back: no time passes. */
  readonly jump: (ms: number) => void;
  /** The computer sleeps: time passes, and timers stand still as they do on Linux. */
  readonly sleep: (ms: number) => void;
  /**
   * From now on the clock waits for this after each timer too. A network needs real time, and more of it on a busy
   * computer: without, deadlines would pass while answers are on their way.
   */
  readonly keepUpWith: (network: RoundTrip) => void;
};

/** Goes to the other side and back, behind everything that was sent before. */
export type RoundTrip = () => Promise<unknown>;

/** What one timer sets off may need as many: a ticket, a connection, its upgrade, its greeting, a subscription. */
const ROUND_TRIPS = 4;

/** Monday, 2026-03-02, 09:00 UTC. */
export const MONDAY_MORNING = Date.UTC(2026, 2, 2, 9);

/** Lets everything that waits for nothing but its turn run to its end. */
export const settled = async (): Promise<void> => {
  for (let round = 0; round < 20; round += 1) await new Promise((resolve) => setImmediate(resolve));
};

export const createHandClock = (start: number = MONDAY_MORNING): HandClock => {
  let awake = 0;
  let asleep = 0;
  let jumped = 0;
  let network: RoundTrip | null = null;
  let timers: readonly { readonly at: number; readonly callback: () => void }[] = [];
  const breathe = async (): Promise<void> => {
    await settled();
    if (network === null) return;
    for (let trip = 0; trip < ROUND_TRIPS; trip += 1) {
      await network();
      await settled();
    }
  };
  return {
    now: () => start + awake + asleep + jumped,
    steady: () => awake + asleep,
    after: (ms, callback) => {
      const timer = { at: awake + Math.max(0, ms), callback };
      timers = [...timers, timer];
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    localDate: (at) => new Date(at).toISOString().slice(0, 10),
    startOf: (date) => Date.parse(`${date}T00:00:00Z`),
    timeOfDay: (at) => new Date(at).toISOString().slice(11, 16),
    turn: async (ms) => {
      const end = awake + ms;
      await settled();
      for (;;) {
        const [next] = timers.filter((timer) => timer.at <= end).toSorted((left, right) => left.at - right.at);
        if (next === undefined) break;
        timers = timers.filter((timer) => timer !== next);
        awake = Math.max(awake, next.at);
        next.callback();
        await breathe();
      }
      awake = end;
      await settled();
    },
    jump: (ms) => {
      jumped += ms;
    },
    sleep: (ms) => {
      asleep += ms;
    },
    keepUpWith: (roundTrip) => {
      network = roundTrip;
    },
  };
};
