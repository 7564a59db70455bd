import type { FailureCode } from "../../../preload/contract/result.ts";
import type { SessionState, StorageTrouble } from "../../../preload/contract/state.ts";
import { failureFrom, troubleOf } from "../ports/app-error.ts";

/** What is shown of a kept account that could not be taken up, and after how many milliseconds it is tried again. */
export type ResumeOutcome = {
  readonly state: SessionState;
  /** Null: not before the person says so. */
  readonly againAfterMs: number | null;
};

const AGAIN_AFTER_MS = 60_000;

/** May pass while nobody does anything about Tern. A locked keychain would ask the person each time. */
const PASSING_TROUBLES: ReadonlySet<StorageTrouble | null> = new Set<StorageTrouble>(["full", "busy", "unreachable"]);
const PASSING_FAILURES: ReadonlySet<FailureCode> = new Set<FailureCode>([
  "no-network",
  "server-error",
  "rate-limited",
  "answer-lost",
]);

/** Whatever it is, nothing kept is thrown away. */
export const resumeOutcome = (error: unknown): ResumeOutcome => {
  const failure = failureFrom(error);
  // A bug is no reason to believe that the session has ended, or that anything kept is lost.
  if (failure.code === "storage" || failure.code === "internal") {
    const trouble = troubleOf(error);
    return {
      state: { kind: "signed-out", because: "storage", trouble },
      againAfterMs: PASSING_TROUBLES.has(trouble) ? AGAIN_AFTER_MS : null,
    };
  }
  // The database does not say who the person is (it was built anew), and nobody can be asked.
  if (PASSING_FAILURES.has(failure.code))
    return { state: { kind: "signing-in" }, againAfterMs: Math.max(failure.retryAfterMs ?? 0, AGAIN_AFTER_MS) };
  if (failure.code === "signed-out") return { state: { kind: "signed-out", because: "ended" }, againAfterMs: null };
  return { state: { kind: "signed-out", because: "ended", refusal: failure }, againAfterMs: null };
};
