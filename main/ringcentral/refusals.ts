import type { FailureCode } from "../../preload/contract/result.ts";
import { AppError } from "../core/ports/app-error.ts";
import { answerBehind } from "./errors.ts";

/** A no that the next second will not change: asked again at once it would only count against the rate limit. */
const REFUSALS: ReadonlySet<FailureCode> = new Set([
  "missing-permission",
  "not-allowed",
  "invalid-request",
  "signed-out",
]);
/** Between two tries that are refused, at most; it doubles from the first to the longest. At least half of it. */
const FIRST_MS = 60_000;
const LONGEST_MS = 15 * 60_000;

/**
 * That RingCentral will not have the live link, in what a try failed with; null: it failed for another reason. That the
 * session has ended says the token endpoint alone: until then a refused token is RingCentral's trouble.
 */
export const refusalIn = (failure: AppError): AppError | null => {
  const status = answerBehind(failure)?.status ?? null;
  if (failure.code === "signed-out" && status !== null)
    return new AppError("server-error", failure.message, { cause: failure.cause });
  return REFUSALS.has(failure.code) || status === 401 ? failure : null;
};

/**
 * Milliseconds until a refused link is asked for again; `before`: how often it was refused already, one after the other.
 * It is never over for good: what the app or the person is allowed can be changed at any time.
 */
export const betweenRefusalsMs = (before: number, fraction: number): number =>
  Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(before, 10)) * (0.5 + fraction / 2);
