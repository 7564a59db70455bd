/** Longest wait that doubling comes to. Milliseconds. */
const LONGEST_MS = 5 * 60_000;

/**
 * How long to wait before the next try, in milliseconds: doubling from `firstMs` up to five minutes, spread by a quarter
 * each way so that many Terns do not come back at once. What the provider asked for is the least.
 * `failures` counts those in a row, this one included; `fraction` is random, 0 ≤ x < 1.
 */
export const waitBeforeRetry = (
  firstMs: number,
  failures: number,
  retryAfterMs: number | undefined,
  fraction: number,
): number => {
  const doubled = Math.min(LONGEST_MS, firstMs * 2 ** Math.max(0, failures - 1));
  const spread = doubled * (0.75 + fraction / 2);
  return Math.round(Math.max(spread, retryAfterMs ?? 0));
};
