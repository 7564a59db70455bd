import { uptime } from "node:os";
import type { Clock } from "../core/ports/system.ts";

/** Longest delay a Node timer keeps; a longer one would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

const twoDigits = (value: number): string => String(value).padStart(2, "0");

/** What the system counts itself may be whole seconds only (macOS). */
const UPTIME_STEP_MS = 1_000;

/**
 * Neither of the two is moved when the computer's clock is set. Node's own stands still in a sleep on Linux; the system's
 * time since its start (CLOCK_BOOTTIME there) goes on, but is coarse: so the greater of both.
 */
const createSteady = (): (() => number) => {
  const [node, system] = [performance.now(), uptime() * 1_000];
  return () => Math.max(performance.now() - node, uptime() * 1_000 - system - UPTIME_STEP_MS);
};

/** Its zone is the computer's, also if the person travels while Tern runs. */
const timeOfDay = (at: number): string =>
  new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit", numberingSystem: "latn" }).format(at);

/** The computer's clock and time zone. */
export const createClock = (): Clock => ({
  now: () => Date.now(),
  steady: createSteady(),
  after: (ms, callback) => {
    let timer: NodeJS.Timeout | undefined;
    // Counted in parts, not up to a time of day: that may be set while it waits.
    const arm = (left: number): void => {
      timer =
        left > MAX_TIMER_MS
          ? setTimeout(() => arm(left - MAX_TIMER_MS), MAX_TIMER_MS)
          : setTimeout(callback, Math.max(0, left));
    };
    arm(ms);
    return () => clearTimeout(timer);
  },
  localDate: (at) => {
    const date = new Date(at);
    return `${String(date.getFullYear()).padStart(4, "0")}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
  },
  startOf: (date) => {
    const [year = Number.NaN, month = Number.NaN, day = Number.NaN] = date.split("-").map(Number);
    return new Date(year, month - 1, day).getTime();
  },
  timeOfDay,
});
