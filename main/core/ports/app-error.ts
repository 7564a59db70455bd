import { STORAGE_TROUBLES } from "../../../preload/contract/limits.ts";
import { failed, type Failure, type FailureCode, type Result } from "../../../preload/contract/result.ts";
import type { StorageTrouble } from "../../../preload/contract/state.ts";

/**
 * The one error that crosses a port: the adapter that understands a foreign error turns it into this, with the foreign
 * one as `cause`. `message` is for the log: no message text, numbers or secrets in it.
 */
export class AppError extends Error {
  readonly code: FailureCode;
  readonly retryAfterMs: number | undefined;
  readonly about: string | undefined;

  constructor(
    code: FailureCode,
    message: string,
    extra: {
      readonly cause?: unknown;
      readonly retryAfterMs?: number | undefined;
      readonly about?: string | undefined;
    } = {},
  ) {
    super(message, extra.cause === undefined ? undefined : { cause: extra.cause });
    this.name = "AppError";
    this.code = code;
    this.retryAfterMs = extra.retryAfterMs;
    this.about = extra.about;
  }
}

/** Whether it was understood by an adapter; anything else is a bug. */
export const isAppError = (error: unknown): error is AppError => error instanceof AppError;

/** Any thrown value as a failure; what is not an AppError is a bug and becomes `internal`. */
export const failureFrom = (error: unknown): Failure => {
  if (!isAppError(error))
    return { code: "internal", message: error instanceof Error ? error.message : "unknown error" };
  return {
    code: error.code,
    message: error.message,
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    ...(error.about === undefined ? {} : { about: error.about }),
  };
};

/** What of a failure is kept, or shown to windows. */
export const codeAndAbout = ({
  code,
  about,
}: {
  readonly code: FailureCode;
  readonly about?: string | undefined;
}): Pick<Failure, "code" | "about"> => (about === undefined ? { code } : { code, about });

/** The failure behind an error, as an answer; `internal` for whatever is no AppError. */
export const resultFromError = (error: unknown): Result<never> => {
  const { code, message, ...extra } = failureFrom(error);
  return failed(code, message, extra);
};

/** Why the database or the keychain could not be used, if that is what this error says. */
export const troubleOf = (error: unknown): StorageTrouble | null => {
  if (!isAppError(error) || error.code !== "storage") return null;
  return STORAGE_TROUBLES.find((trouble) => trouble === error.about) ?? null;
};
