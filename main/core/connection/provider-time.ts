import type { EpochMs } from "../../../preload/contract/model.ts";
import type { Clock } from "../ports/system.ts";

/** What time it is at the provider. The computer's own clock may be hours off, and set while Tern runs. */
export type ProviderTime = {
  /** When the provider made an answer by its clock, and when that was by Clock.steady. */
  readonly heard: (at: EpochMs, steady: number) => void;
  /** By this computer's clock as long as nothing was heard. */
  readonly now: () => EpochMs;
};

export const createProviderTime = ({ clock }: { readonly clock: Clock }): ProviderTime => {
  let last: { readonly at: EpochMs; readonly steady: number } | null = null;
  return {
    heard: (at, steady) => {
      last = { at, steady };
    },
    // Clock.steady has fractions, and the store takes whole milliseconds only.
    now: () => (last === null ? clock.now() : Math.round(last.at + (clock.steady() - last.steady))),
  };
};
