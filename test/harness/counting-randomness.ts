import type { Randomness } from "../../main/core/ports/system.ts";

/** Unique and the same in every run. The spread of waits is at its middle. */
export const createCountingRandomness = (): Randomness => {
  let count = 0;
  const next = (digits: number): string => {
    count += 1;
    return count.toString(16).padStart(digits, "0");
  };
  return {
    uuid: () => `00000000-0000-4000-8000-${next(12)}`,
    hex: (bytes) => next(bytes * 2),
    fraction: () => 0.5,
  };
};
