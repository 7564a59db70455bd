import type { Violation } from "../../ringcentral/violations.ts";
import type { Evidence, Invariant } from "../evidence.ts";

const MINUTE_MS = 60_000;

/**
 * What Tern had yet to hear or write down of an answer when it ended; on the server's clock. Quitting, it takes leave of its
 * subscription and waits for no answer to that.
 */
const KEPT_WITHIN_MS = 2_000;

/** How long Tern got round to nothing, between two moments: what it asked before may have left after. */
const stalledMs = ({ stalls }: Evidence, from: number, to: number): number =>
  stalls.reduce((sum, stall) => sum + Math.max(0, Math.min(to, stall.to) - Math.max(from, stall.from)), 0);

/**
 * A refusal that Tern ended before it could keep is not known to the next run. Nor is one to a run that had asked
 * before it got round to the refusal, on a computer that was too busy. And whoever sets the clock between two runs makes
 * the second one take what the first has kept for over.
 */
const isExcused = (evidence: Evidence, violation: Violation): boolean => {
  const { past, ledger, lagMs } = evidence;
  const at = Date.parse(violation.at);
  const isBetween = (from: number, to: number) => (moment: number) => moment >= from && moment <= to;
  const hasForgotten = (from: number): boolean =>
    past.some(({ endedAt }) => isBetween(from, at)(endedAt)) && ledger.clockSets.some(isBetween(from, at));
  if (violation.kind === "too-many-sign-ins") return hasForgotten(at - MINUTE_MS);
  if (violation.kind !== "request-in-penalty") return false;
  const { sinceRefusalMs } = violation;
  const refusedAt = at - sinceRefusalMs;
  const beforeKept = isBetween(refusedAt, refusedAt + KEPT_WITHIN_MS + lagMs);
  return (
    sinceRefusalMs - stalledMs(evidence, refusedAt, at) <= Math.max(lagMs, KEPT_WITHIN_MS) ||
    past.some(({ endedAt }) => endedAt <= at && beforeKept(endedAt)) ||
    hasForgotten(refusedAt)
  );
};

/** Nobody has signed in yet, or RingCentral would have nothing of the person any more. */
const isAllowed = ({ ledger }: Evidence, because: string | null): boolean =>
  because === "nobody" || (because === "ended" && ledger.hasEnded);

/** RingCentral's rules are kept, and nobody is signed out: the JWT that the keychain holds signs in again. */
export const goodManners: Invariant = (evidence) => [
  ...evidence.violations
    .filter((violation) => !isExcused(evidence, violation))
    .map((violation) => JSON.stringify(violation)),
  ...evidence.observed.flatMap((sight) =>
    sight.kind === "session" && sight.state === "signed-out" && !isAllowed(evidence, sight.because)
      ? [`run ${sight.run} signed the person out: ${sight.because}`]
      : [],
  ),
];
