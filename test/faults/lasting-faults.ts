import type { Act } from "./act.ts";
import type { Ledger } from "./ledger.ts";

/** Knobs that stay turned and keep texts from coming in time, as they are when nothing is wrong. */
const CALM: Readonly<Record<string, unknown>> = {
  unreachable: false,
  blackhole: false,
  latencyMs: 0,
  silentSocket: false,
  silentHeartbeats: false,
  absoluteTimeoutS: 86_400,
  tokenLifetimeS: 3_600,
  rateLimits: {},
};

/** The knobs that an act turns, or turns back. */
const turnedBy = (act: Act): Readonly<Record<string, unknown>> => {
  if (act.kind === "fault") return act.change;
  if (act.kind === "network-off") return { [act.how]: true };
  return act.kind === "network-on" ? { unreachable: false, blackhole: false } : {};
};

/** Whether a knob that stays turned is turned at this moment, of those that keep texts from coming in time. */
export const isFaultLasting = ({ done, calmFrom }: Ledger, moment: number): boolean => {
  if (calmFrom !== null && calmFrom <= moment) return false;
  const turned: Record<string, unknown> = {};
  for (const { at, act } of done) if (at <= moment) Object.assign(turned, turnedBy(act));
  return Object.entries(CALM).some(
    ([name, calm]) => name in turned && JSON.stringify(turned[name]) !== JSON.stringify(calm),
  );
};
