import type { EpochMs } from "../../../preload/contract/model.ts";
import type { Clock } from "../ports/system.ts";

/**
 * What time it is as far as anybody knows before the provider says it: by this computer's clock as it was when this was
 * made, and the time that has passed since. So one difference from the provider's corrects all that went by it, whoever
 * sets the clock meanwhile.
 */
export const createThoughtTime = (clock: Pick<Clock, "now" | "steady">): (() => EpochMs) => {
  const begun = { at: clock.now(), steady: clock.steady() };
  // Clock.steady has fractions, and the store takes whole milliseconds only.
  return () => Math.round(begun.at + (clock.steady() - begun.steady));
};
