const LOOK_EVERY_MS = 10;
/** Timers are late by less than this on any computer. */
const WORTH_TELLING_MS = 3;

/**
 * Tells each time this process got round to its work later than it should, and since when it was late, by this clock that
 * runs `speed` times as fast as the wall's: it was busy or stopped, or others were busy. Answers what ends it.
 */
export const watchForStalls = (
  { now, speed }: { readonly now: () => number; readonly speed: number },
  onStall: (since: number) => void,
): (() => void) => {
  let last = { wall: performance.now(), at: now() };
  const timer = setInterval(() => {
    const before = last;
    last = { wall: performance.now(), at: now() };
    if (last.wall - before.wall - LOOK_EVERY_MS > WORTH_TELLING_MS) onStall(before.at + LOOK_EVERY_MS * speed);
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
};
