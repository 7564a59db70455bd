import type { LimitsStore } from "../../main/core/ports/gateway.ts";
import type { KeptLimits } from "../../main/ringcentral/kept-limits.ts";

/** Outlives a run of Tern, not the test. A JSON value, as a file would hold it. */
export const createLimitsInMemory = (): LimitsStore => {
  let kept = "null";
  return {
    read: (): unknown => JSON.parse(kept),
    keep: (limits) => {
      kept = JSON.stringify(limits);
    },
  };
};

/** Rate limits of one run, with none before it. */
export const keepingNothing: KeptLimits = { read: () => ({ sent: [], shutUntil: {} }), keep: () => undefined };
