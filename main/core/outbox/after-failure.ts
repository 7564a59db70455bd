import { assertNever, type FailureCode } from "../../../preload/contract/result.ts";

/**
 * What a failed handing over says of the text.
 * - `held-up`: it was not taken, for a reason that holds for every text of the account and passes.
 * - `signed-out`: it was not taken, and none will be in this session.
 * - `troubled`: the provider says it failed. It may all the same hold the text, so that is looked up before another try.
 * - `lost`: nobody knows. Only the person may send it again.
 * - `refused`: it was not taken, and will not be.
 */
export type AfterFailure = "held-up" | "signed-out" | "troubled" | "lost" | "refused";

/** `code`: what the gateway rejected with. */
export const afterFailure = (code: FailureCode): AfterFailure => {
  switch (code) {
    case "no-network":
    case "rate-limited":
    // Of getting a token: nothing was sent yet, and whoever keeps the session decides what becomes of it.
    case "bad-server":
    case "bad-client":
    case "bad-jwt":
      return "held-up";
    case "signed-out":
      return "signed-out";
    case "server-error":
      return "troubled";
    case "answer-lost":
    // These are not the provider's words: whatever broke may have broken after the text had left.
    case "storage":
    case "internal":
      return "lost";
    case "missing-permission":
    case "not-allowed":
    case "invalid-recipient":
    case "no-sender-number":
    case "empty-text":
    case "text-too-long":
    case "too-many-attachments":
    case "attachments-too-large":
    case "attachment-type":
    case "attachment-empty":
    case "attachment-unreadable":
    case "expired":
    case "not-found":
    case "invalid-request":
      return "refused";
    default:
      return assertNever(code);
  }
};
