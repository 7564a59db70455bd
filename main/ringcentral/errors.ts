import { AppError, isAppError } from "../core/ports/app-error.ts";
import type { FailureCode } from "../../preload/contract/result.ts";
import { AnswerTooLongError } from "./capped-fetch.ts";
import { isWrongProtocol, networkCode, WireError, wireErrorFrom } from "./wire-error.ts";

/** What was being done, as far as it changes what an error means. */
export type Doing =
  | { readonly kind: "sign-in" }
  | { readonly kind: "call"; readonly permission: string | null }
  /** `bodyLeft`: part of the request was handed to the network, so it may have arrived. */
  | { readonly kind: "send"; readonly permission: string | null; readonly bodyLeft: boolean };

/** RingCentral's words for "the app, or its user, may not do this". */
const MISSING_PERMISSION = ["CMN-401", "CMN-402", "CMN-408", "SUB-528", "InsufficientPermissions"];

/** Refusals of a text, by the code that decides. Source: the error tables of sms, mms and company-pager. */
const SEND_REFUSALS: Readonly<Record<string, FailureCode>> = {
  "MSG-246": "invalid-recipient",
  "MSG-247": "invalid-recipient",
  "MSG-316": "invalid-recipient",
  "MSG-324": "invalid-recipient",
  "MSG-335": "invalid-recipient",
  "CMN-414": "invalid-recipient",
  "MSG-337": "attachments-too-large",
  "MSG-338": "attachments-too-large",
  "MSG-376": "attachments-too-large",
  "MSG-379": "too-many-attachments",
  "MSG-347": "attachment-empty",
  "MSG-348": "attachment-type",
};

/** A no of the token endpoint for good: what else RingCentral may answer there (408, say) passes. */
const isTokenRefusal = (wire: WireError): boolean =>
  wire.status === 400 ||
  ((wire.status === 401 || wire.status === 403) &&
    (wire.oauthError !== null || wire.codes.some((code) => code.startsWith("OAU-"))));

const signInCode = (wire: WireError): FailureCode => {
  if (wire.status >= 500) return wire.isRingCentrals || wire.status !== 500 ? "server-error" : "bad-server";
  if (!wire.isRingCentrals || wire.status === 404 || wire.status < 400) return "bad-server";
  if (!isTokenRefusal(wire)) return "server-error";
  if (wire.has("OAU-112", "OAU-125", "OAU-151") || wire.oauthError === "unsupported_grant_type")
    return "missing-permission";
  const isClient = wire.has("OAU-146", "OAU-123", "OAU-134") || wire.oauthError === "invalid_client";
  return isClient || (wire.oauthError === "unauthorized_client" && !wire.has("OAU-120", "OAU-121"))
    ? "bad-client"
    : "bad-jwt";
};

const callCode = (wire: WireError): FailureCode => {
  if (wire.status >= 500 || wire.status < 400) return "server-error";
  if (wire.status === 401) return wire.has("CMN-405", "OAU-141", "OAU-142") ? "not-allowed" : "signed-out";
  if (wire.status === 403) return wire.isRingCentrals ? "not-allowed" : "server-error";
  if (wire.status === 404) return wire.isRingCentrals ? "not-found" : "server-error";
  // A timeout, or a proxy's 407, says nothing about the request, and passes.
  return wire.isRingCentrals && wire.status !== 408 ? "invalid-request" : "server-error";
};

const sendCode = (wire: WireError): FailureCode => {
  if (wire.status === 413) return "attachments-too-large";
  if (wire.status === 415) return "attachment-type";
  // A gateway in between gave up waiting for RingCentral, which may have taken the text all the same.
  if (!wire.isRingCentrals && (wire.status === 502 || wire.status === 504)) return "answer-lost";
  const known = wire.codes.map((code) => SEND_REFUSALS[code]).find((code) => code !== undefined);
  if (known !== undefined) return known;
  if (wire.has("CMN-101", "InvalidParameter") && /^(to|phoneNumber)\b/.test(wire.parameter ?? ""))
    return "invalid-recipient";
  const code = callCode(wire);
  return code === "invalid-request" || code === "not-found" ? "not-allowed" : code;
};

const fromAnswer = (wire: WireError, doing: Doing): AppError => {
  const about = (code: FailureCode): string | undefined => {
    if (code === "missing-permission")
      return wire.permission ?? (doing.kind === "sign-in" ? "JWT auth flow" : (doing.permission ?? undefined));
    return code === "not-allowed" ? wire.codes[0] : undefined;
  };
  const code =
    wire.status === 429
      ? "rate-limited"
      : wire.has(...MISSING_PERMISSION)
        ? "missing-permission"
        : doing.kind === "sign-in"
          ? signInCode(wire)
          : doing.kind === "send"
            ? sendCode(wire)
            : callCode(wire);
  return new AppError(code, wire.message, {
    cause: wire,
    about: about(code),
    retryAfterMs: code === "rate-limited" ? (wire.retryAfterMs ?? 60_000) : (wire.retryAfterMs ?? undefined),
  });
};

/** Any foreign error, from the SDK, fetch or the gateway socket, as the one error that crosses the port. */
export const appErrorFrom = async (error: unknown, doing: Doing, now: number): Promise<AppError> => {
  if (isAppError(error)) return error;
  const wire = await wireErrorFrom(error, now);
  if (wire !== null) return fromAnswer(wire, doing);
  const why = networkCode(error) ?? (error instanceof Error ? error.name : "unknown");
  // Whatever the network says of it: an established connection can fail like one that never was.
  if (doing.kind === "send" && doing.bodyLeft) return new AppError("answer-lost", `no answer to a text: ${why}`);
  if (error instanceof AnswerTooLongError)
    return new AppError(doing.kind === "sign-in" ? "bad-server" : "server-error", error.message, { cause: error });
  if (doing.kind === "sign-in" && isWrongProtocol(error)) return new AppError("bad-server", `not RingCentral: ${why}`);
  return new AppError("no-network", `not reached: ${why}`);
};

/** Whether the answer was cut off because it did not end. */
export const isAnswerTooLong = (error: unknown): boolean =>
  isAppError(error) && error.cause instanceof AnswerTooLongError;

/** The answer behind an AppError; null if there was none. */
export const answerBehind = (error: unknown): WireError | null =>
  isAppError(error) && error.cause instanceof WireError ? error.cause : null;
