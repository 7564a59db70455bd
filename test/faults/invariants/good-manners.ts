import type { Violation } from "../../ringcentral/violations.ts";
import type { Evidence, Invariant } from "../evidence.ts";

const MINUTE_MS = 60_000;

/**
 * A run that was started after a refusal cannot know of it: it was told to one that was killed. Nor can one that had asked
 * before it got round to the refusal, on a computer that was too busy.
 */
const isExcused = ({ past, lagMs }: Evidence, violation: Violation): boolean => {
  const at = Date.parse(violation.at);
  if (violation.kind === "request-in-penalty" && violation.sinceRefusalMs <= lagMs) return true;
  const from =
    violation.kind === "request-in-penalty"
      ? at - violation.sinceRefusalMs
      : violation.kind === "too-many-sign-ins"
        ? at - MINUTE_MS
        : at;
  return past.some((run) => run.endedAt >= from && run.endedAt <= at);
};

/** RingCentral's rules are kept, and nobody is signed out: the JWT that the keychain holds signs in again. */
export const goodManners: Invariant = (evidence) => [
  ...evidence.violations
    .filter((violation) => !isExcused(evidence, violation))
    .map((violation) => JSON.stringify(violation)),
  ...evidence.observed.flatMap((sight) =>
    sight.kind === "session" && sight.state === "signed-out" && sight.because !== "nobody"
      ? [`run ${sight.run} signed the person out: ${sight.because}`]
      : [],
  ),
];
