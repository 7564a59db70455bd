import { isObject, parsedJson } from "./json.ts";
import { partsOf } from "./multipart.ts";

/** One request and what it was answered, as GET {control}/requests lists it. Never a token, code, secret or JWT. */
export type LoggedRequest = {
  readonly transport: "HTTP" | "WebSocket";
  readonly method: string;
  /** With its query; an access token in it is blotted out. */
  readonly path: string;
  /** Null while unanswered, and for good when the answer was swallowed or the connection torn. */
  readonly status: number | null;
  /** JSON as it came; a form as an object; multipart as `{ json, parts: [{ fileName, contentType, size }] }`; else null. */
  readonly body: unknown;
  readonly at: string;
};

/** The same with everything in it: for checking against the API description. Holds secrets; stays in memory. */
export type Exchange = {
  readonly transport: "HTTP" | "WebSocket";
  readonly method: string;
  readonly path: string;
  readonly search: string;
  readonly requestHeaders: Readonly<Record<string, string | undefined>>;
  readonly requestBody: Buffer;
  readonly status: number | null;
  readonly answerHeaders: Readonly<Record<string, string>>;
  /** Before compression. */
  readonly answerBody: Buffer;
  /** A fault knob made the answer up. */
  readonly isInvented: boolean;
};

const secretNames = new Set([
  "access_token",
  "refresh_token",
  "assertion",
  "code",
  "code_verifier",
  "client_secret",
  "token",
  "ws_access_token",
  "wsc",
]);

const blotted = (entries: Iterable<[string, string]>): [string, string][] =>
  [...entries].map(([name, value]) => [name, secretNames.has(name) ? "***" : value]);

export const withoutSecrets = (search: string): string => {
  const query = new URLSearchParams(blotted(new URLSearchParams(search))).toString();
  return query === "" ? "" : `?${query}`;
};

const describedParts = async (body: Buffer, contentType: string): Promise<unknown> => {
  const parts = await partsOf(body, contentType).catch(() => []);
  const [first, ...files] = parts;
  return {
    json: first === undefined ? null : (parsedJson(first.content.toString("utf8")) ?? null),
    parts: files.map(({ fileName, contentType, content }) => ({ fileName, contentType, size: content.length })),
  };
};

/** The body of a request as the log shows it. */
export const describedBody = async (body: Buffer, contentType: string): Promise<unknown> => {
  if (body.length === 0) return null;
  if (contentType.startsWith("multipart/")) return await describedParts(body, contentType);
  const text = body.toString("utf8");
  if (contentType.includes("x-www-form-urlencoded")) return Object.fromEntries(blotted(new URLSearchParams(text)));
  const json = parsedJson(text);
  return isObject(json) || Array.isArray(json) ? json : text;
};
