/**
 * Every way a request can fail that a person could meet. A closed union: screens switch on it, and `assertNever`
 * makes the compiler name each place that must learn a new one. The words for people are in the renderer.
 */
export const FAILURE_CODES = [
  // signing in: each names the field that is wrong
  "bad-server", // server: not a URL, or nothing that speaks RingCentral answers there
  "bad-client", // client id or client secret refused
  "bad-jwt", // JWT refused, expired, or made for another app
  "missing-permission", // the app lacks a permission; `about` names it
  "no-network",
  "signed-out", // the session has ended: sign in again
  // sending
  "empty-text",
  "text-too-long",
  "invalid-recipient", // not a number that can be texted; `about` is what was typed
  "no-sender-number", // the account has no number that may send this
  "too-many-attachments",
  "attachments-too-large", // together over the limit
  "attachment-type", // `about` names the file
  "attachment-empty", // `about` names the file
  "attachment-unreadable", // `about` names the file
  "not-allowed", // RingCentral refuses this sender, recipient or feature; `about` may hold its error code
  "expired", // could not be sent within a day
  "answer-lost", // handed over, but the answer never came: it may have been sent
  // anything
  "rate-limited", // see retryAfterMs
  "server-error", // RingCentral failed: it may work later
  "storage", // the local database cannot be read or written
  "not-found",
  "invalid-request", // the request did not have the agreed shape: a bug
  "internal", // a bug
] as const;
/** One of FAILURE_CODES. */
export type FailureCode = (typeof FAILURE_CODES)[number];

/** An expected failure. `message` is for the log, never shown to people and never holds message text or numbers. */
export type Failure = {
  readonly code: FailureCode;
  readonly message: string;
  /** Wait this long before trying again, in milliseconds. */
  readonly retryAfterMs?: number;
  /** What it is about, if the code says so: a permission, a file name, what was typed. */
  readonly about?: string;
};

/** What came of something that may fail as expected. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** It went well. */
export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

/** It failed; `message` is for the log. */
export const failed = (
  code: FailureCode,
  message: string,
  extra: { readonly retryAfterMs?: number; readonly about?: string } = {},
): Result<never> => ({ ok: false, failure: { code, message, ...extra } });

/** Reached only if a union grew and a switch did not: a compile error first, a crash second. */
export const assertNever = (value: never): never => {
  throw new Error(`unexpected value of type ${typeof value}`);
};
