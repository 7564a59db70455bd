import { z } from "zod";
import type { EpochMs } from "../../preload/contract/model.ts";
import { retryAfterMs } from "./rate-limits.ts";

/**
 * A refusal of RingCentral's, stripped of everything that must not be logged: the SDK's errors carry the request with
 * its Authorization header, those of @rc-ex/ws the whole request body in their message.
 */
export class WireError extends Error {
  readonly status: number;
  /** `errors[].errorCode`, then the top-level one. Empty if the answer did not come from RingCentral's API. */
  readonly codes: readonly string[];
  /** OAuth's `error`, e.g. "invalid_grant". */
  readonly oauthError: string | null;
  /** The permission that is missing, if the answer names one. */
  readonly permission: string | null;
  readonly parameter: string | null;
  readonly retryAfterMs: number | null;

  constructor(status: number, body: unknown, waitMs: number | null) {
    const parsed = errorBody.safeParse(body).data ?? {};
    const details = parsed.errors ?? [];
    const codes = [...details.map((each) => each.errorCode), parsed.errorCode].filter(
      (code): code is string => code !== undefined,
    );
    super(`HTTP ${status} ${codes[0] ?? parsed.error ?? "without an error code"}`);
    this.name = "WireError";
    this.status = status;
    this.codes = codes;
    this.oauthError = parsed.error ?? null;
    const texts = [parsed, ...details].map((each) => each.message ?? "");
    this.permission =
      [parsed, ...details].map((each) => each.permissionName).find((name) => name !== undefined) ??
      // The name in the message is shown, never decided on: "… application needs to have [ReadMessages] permission".
      texts.map((text) => /\[(\w+)\][^[]*permission/i.exec(text)?.[1]).find((name) => name !== undefined) ??
      null;
    this.parameter = [parsed, ...details].map((each) => each.parameterName).find((name) => name !== undefined) ?? null;
    this.retryAfterMs = waitMs;
  }

  has(...codes: readonly string[]): boolean {
    return this.codes.some((code) => codes.includes(code));
  }

  /** False for a proxy's error page, or a server that is no RingCentral. */
  get isRingCentrals(): boolean {
    return this.codes.length > 0 || this.oauthError !== null;
  }
}

const text = z.string().optional().catch(undefined);
const detail = { errorCode: text, message: text, permissionName: text, parameterName: text };
const errorBody = z.object({
  ...detail,
  error: text,
  errors: z.array(z.object(detail)).optional().catch(undefined),
});

/** JSON, or undefined for what is none (an HTML page, nothing). */
export const jsonFrom = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

/** A refusal whose body breaks off is still a refusal. */
const bodyOf = async (response: Response): Promise<string> => {
  try {
    return await response.text();
  } catch {
    return "";
  }
};

const frameAnswer = z.object({
  status: z.number(),
  data: z.unknown(),
  headers: z.record(z.string(), z.unknown()).catch({}),
});

/** What of a frame's headers can be one of HTTP's. */
const headersFrom = (headers: Readonly<Record<string, unknown>>): Headers => {
  const made = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    const text = typeof value === "number" ? String(value) : value;
    if (typeof text === "string" && /^[\w-]+$/.test(name) && /^[ -~]*$/.test(text)) made.set(name, text);
  }
  return made;
};

type Answer = { readonly status: number; readonly headers: Headers; readonly body: () => unknown };

/** The answer an error of the SDK, or of @rc-ex/ws, carries; null if there was none: the network failed. */
export const answerIn = (error: unknown): Answer | null => {
  if (!(error instanceof Error) || !("response" in error)) return null;
  const { response } = error;
  if (response instanceof Response) {
    const { status, headers } = response;
    return { status, headers, body: async () => jsonFrom(await bodyOf(response)) };
  }
  // @rc-ex/ws: a plain object. Its class exists twice (CommonJS and ES module), so instanceof would not do.
  const frame = frameAnswer.safeParse(response).data;
  if (frame === undefined) return null;
  return { status: frame.status, headers: headersFrom(frame.headers), body: () => frame.data };
};

/** That answer without what must not be logged; null if there was none. */
export const wireErrorFrom = async (error: unknown, now: EpochMs): Promise<WireError | null> => {
  if (error instanceof WireError) return error;
  const answer = answerIn(error);
  return answer && new WireError(answer.status, await answer.body(), retryAfterMs(answer.headers, now));
};

/** Codes of a connection that never came about: nothing was handed over. */
const NOT_CONNECTED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** The system's code of a failed fetch ("ECONNRESET"), for the log and for decisions; null if it tells none. */
export const networkCode = (error: unknown): string | null => {
  for (let each = error; each instanceof Error; each = each.cause)
    if ("code" in each && typeof each.code === "string") return each.code;
  return null;
};

/** Whether nothing was handed over, for certain. */
export const isNotConnected = (error: unknown): boolean => NOT_CONNECTED.has(networkCode(error) ?? "");

/** Something answered, but not a web server we may trust: a bad certificate, or a protocol that is not HTTP. */
export const isWrongProtocol = (error: unknown): boolean =>
  /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HPE_|EPROTO|ERR_INVALID_URL)/.test(
    networkCode(error) ?? "",
  );
