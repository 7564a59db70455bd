import type { EpochMs } from "../../../preload/contract/model.ts";
import type { AnswerTime } from "../ports/gateway.ts";
import type { Clock } from "../ports/system.ts";

/** What time it is at the provider. The computer's own clock may be hours off, and set while Tern runs. */
export type ProviderTime = {
  readonly heard: (time: AnswerTime) => void;
  /** Null as long as no answer said it. */
  readonly now: () => EpochMs | null;
};

/**
 * An answer was made at any moment between asking and hearing it: of one that took longer, since the computer slept say,
 * nobody knows how old it is.
 */
const BELIEVED_WITHIN_MS = 60_000;

export const createProviderTime = ({
  clock,
  onKnown,
}: {
  readonly clock: Clock;
  /** It is known now, for the first time. */
  readonly onKnown: () => void;
}): ProviderTime => {
  let last: { readonly at: EpochMs; readonly steady: number } | null = null;
  return {
    heard: ({ at, asked, heard }) => {
      if (heard - asked > BELIEVED_WITHIN_MS) return;
      const isFirst = last === null;
      if (at !== null) last = { at, steady: heard };
      // From one that never says it nothing better can be had than this computer's clock: nothing waits for ever.
      else last ??= { at: clock.now(), steady: clock.steady() };
      if (isFirst) onKnown();
    },
    // Clock.steady has fractions, and the store takes whole milliseconds only.
    now: () => (last === null ? null : Math.round(last.at + (clock.steady() - last.steady))),
  };
};
