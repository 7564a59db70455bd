/** Takes a timer away; does nothing once it has run. */
export type Cancel = () => void;

/**
 * The server's idea of now, and all its timers: every delay of the server is in this clock's time. `advance` (a fault
 * knob) moves it, so that nobody has to wait for a token to age.
 */
export type ServerClock = {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How many times as fast as the wall clock it runs. */
  readonly speed: number;
  /**
   * Timers that fall due by it run at once, in order; what runs again and again has run when this returns. A jump back
   * leaves them as they were.
   */
  readonly advance: (ms: number) => void;
  /** Runs something once, `ms` of this clock's time from now. */
  readonly after: (ms: number, run: () => void) => Cancel;
  /** Runs something again and again; not more often than every few ms of the wall clock. */
  readonly every: (ms: number, run: () => void) => Cancel;
  readonly pause: (ms: number) => Promise<void>;
  /** No timer runs any more, and none is taken on. */
  readonly stop: () => void;
};

type Timer = { readonly dueAt: number; readonly run: () => void };

/** In ms of the wall clock; a shorter one would keep a core busy with looking. */
const shortestIntervalMs = 5;
/** What setTimeout can hold. */
const longestTimeoutMs = 2 ** 31 - 1;

/** `speed` 1 is the wall clock. */
export const createServerClock = (speed = 1): ServerClock => {
  // Date.now() has whole milliseconds only: too coarse to be multiplied.
  const preciseNow = (): number => performance.timeOrigin + performance.now();
  const origin = preciseNow();
  let jumped = 0;
  let skipped = 0;
  /** Soonest first; of those due together, the older first. */
  let timers: Timer[] = [];
  let wake: NodeJS.Timeout | null = null;
  const intervals = new Map<NodeJS.Timeout, () => void>();
  let isStopped = false;

  /** Does not go back, as timers must not. */
  const elapsed = (): number => performance.now() * speed + skipped;

  const arm = (): void => {
    if (wake !== null) clearTimeout(wake);
    const [next] = timers;
    if (next === undefined) return;
    const wait = Math.ceil((next.dueAt - elapsed()) / speed);
    wake = setTimeout(runDue, Math.min(longestTimeoutMs, Math.max(0, wait)));
  };

  const runDue = (): void => {
    const until = elapsed();
    try {
      for (;;) {
        const [next] = timers;
        if (next === undefined || next.dueAt > until) break;
        timers.shift();
        next.run();
      }
    } finally {
      arm();
    }
  };

  const after = (ms: number, run: () => void): Cancel => {
    if (isStopped) return () => undefined;
    const timer: Timer = { dueAt: elapsed() + ms, run };
    const place = timers.findLastIndex((entry) => entry.dueAt <= timer.dueAt) + 1;
    timers.splice(place, 0, timer);
    if (place === 0) arm();
    return () => {
      timers = timers.filter((entry) => entry !== timer);
      arm();
    };
  };

  return {
    now: () => (speed === 1 ? Date.now() : Math.floor(origin + (preciseNow() - origin) * speed)) + jumped,
    speed,
    advance: (ms) => {
      jumped += ms;
      skipped += Math.max(0, ms);
      arm();
      // Else what the jump is about would come a moment later, in the middle of what a test does next.
      if (ms > 0) for (const run of intervals.values()) run();
    },
    after,
    every: (ms, run) => {
      const interval = setInterval(run, Math.max(shortestIntervalMs, ms / speed));
      intervals.set(interval, run);
      return () => {
        clearInterval(interval);
        intervals.delete(interval);
      };
    },
    pause: (ms) => new Promise((resolve) => void after(ms, resolve)),
    stop: () => {
      isStopped = true;
      timers = [];
      arm();
      for (const interval of intervals.keys()) clearInterval(interval);
      intervals.clear();
    },
  };
};

/** "2025-07-30T18:12:45.028Z", as REST and current events write time. */
export const isoTime = (ms: number): string => new Date(ms).toISOString();

/** "2020-09-07T21:50:02.737+0000", as the gateway and older events write time. */
export const oldTime = (ms: number): string => isoTime(ms).replace("Z", "+0000");
