/** The middle and the slow end of some measured times, in the unit they came in. */
export type Spread = { readonly p50: number; readonly p95: number; readonly count: number };

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

export const spreadOf = (values: readonly number[]): Spread => {
  const sorted = values.toSorted((one, other) => one - other);
  return { p50: at(sorted, 0.5), p95: at(sorted, 0.95), count: sorted.length };
};

/** How long `work` takes, in milliseconds, `count` times in a row. */
export const timed = (count: number, work: (round: number) => void): readonly number[] =>
  Array.from({ length: count }, (_, round) => {
    const start = performance.now();
    work(round);
    return performance.now() - start;
  });
