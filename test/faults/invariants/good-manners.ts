import type { Violation } from "../../ringcentral/violations.ts";
import type { Evidence, Invariant } from "../evidence.ts";

const MINUTE_MS = 60_000;

/** A refusal that was on its way when Tern let go of all its requests, because the computer woke up, is not heard. */
const LET_GO_WITHIN_MS = 2_000;

const wasLetGo = ({ ledger }: Evidence, refusedAt: number): boolean =>
  ledger.wakes.some((wake) => Math.abs(wake - refusedAt) <= LET_GO_WITHIN_MS);

/**
 * A run that was started after a refusal cannot know of it: it was told to one that was killed. Nor can one that had asked
 * before it got round to the refusal, on a computer that was too busy.
 */
const isExcused = (evidence: Evidence, violation: Violation): boolean => {
  const { past, lagMs } = evidence;
  const at = Date.parse(violation.at);
  if (violation.kind === "request-in-penalty") {
    const { sinceRefusalMs } = violation;
    if (sinceRefusalMs <= lagMs || wasLetGo(evidence, at - sinceRefusalMs)) return true;
  }
  const from =
    violation.kind === "request-in-penalty"
      ? at - violation.sinceRefusalMs
      : violation.kind === "too-many-sign-ins"
        ? at - MINUTE_MS
        : at;
  return past.some((run) => run.endedAt >= from && run.endedAt <= at);
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
