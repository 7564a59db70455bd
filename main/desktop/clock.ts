import type { Clock } from "../core/ports/system.ts";

/** Longest delay a Node timer keeps; a longer one would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

const twoDigits = (value: number): string => String(value).padStart(2, "0");

/** The computer's clock and time zone. */
export const createClock = (): Clock => ({
  now: () => Date.now(),
  after: (ms, callback) => {
    const due = Date.now() + ms;
    let timer: NodeJS.Timeout | undefined;
    const arm = (): void => {
      const left = due - Date.now();
      timer = left > MAX_TIMER_MS ? setTimeout(arm, MAX_TIMER_MS) : setTimeout(callback, Math.max(0, left));
    };
    arm();
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
});
