import { errorCodes } from "./error-codes.ts";

/** An answer that is an error; thrown by a route, written by the listener. */
export class ApiFailure extends Error {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    super(`HTTP ${status}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

export type FailureDetails = {
  /** Instead of the code's usual one. */
  readonly status?: number | undefined;
  readonly message?: string | undefined;
  readonly parameterName?: string | undefined;
  readonly parameterValue?: string | undefined;
  readonly permissionName?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
};

const defined = (value: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ""),
  );

/**
 * The documented error body. Example, for `failure("CMN-101", { parameterName: "to", parameterValue: "x" })`:
 *
 *     { "errorCode": "InvalidParameter", "message": "Parameter [to] value is invalid",
 *       "errors": [{ "errorCode": "CMN-101", "message": "Parameter [to] value is invalid",
 *                    "parameterName": "to", "parameterValue": "x" }],
 *       "parameterName": "to", "parameterValue": "x" }
 */
export const errorBody = (code: string, details: FailureDetails = {}): Readonly<Record<string, unknown>> => {
  const entry = errorCodes[code];
  const { parameterName, parameterValue, permissionName } = details;
  const usual =
    code === "CMN-101" && parameterName !== undefined
      ? `Parameter [${parameterName}] value is invalid`
      : code === "CMN-102" && parameterName !== undefined
        ? `Resource for parameter [${parameterName}] is not found`
        : permissionName === undefined
          ? (entry?.message ?? "Request failed")
          : `${entry?.message.replace(" a permission", "") ?? ""} [${permissionName}] permission`;
  const message = details.message ?? usual;
  const extra = defined({ parameterName, parameterValue, permissionName });
  return {
    errorCode: entry?.legacy ?? code,
    message,
    errors: [{ errorCode: code, message, ...extra }],
    ...extra,
  };
};

export const failure = (code: string, details: FailureDetails = {}): ApiFailure =>
  new ApiFailure(details.status ?? errorCodes[code]?.status ?? 400, errorBody(code, details), details.headers);

export const invalidParameter = (parameterName: string, parameterValue?: string): ApiFailure =>
  failure("CMN-101", { parameterName, parameterValue });

export const notFound = (parameterName: string, parameterValue?: string): ApiFailure =>
  failure("CMN-102", { parameterName, parameterValue });

export type OAuthError =
  | "invalid_request"
  | "invalid_client"
  | "invalid_grant"
  | "unauthorized_client"
  | "unsupported_grant_type";

/** The body of the token endpoint, which is OAuth's envelope around RingCentral's list. */
export const oauthErrorBody = (error: OAuthError, code: string): Readonly<Record<string, unknown>> => {
  const message = errorCodes[code]?.message ?? "Request failed";
  return { error, errors: [{ errorCode: code, message }], error_description: message };
};

export const oauthFailure = (error: OAuthError, code: string, status = 400): ApiFailure =>
  new ApiFailure(status, oauthErrorBody(error, code));
