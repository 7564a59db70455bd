import { randomUUID } from "node:crypto";
import type { Answer, Call, SubscriptionHolder } from "./call.ts";
import { oldTime } from "./clock.ts";
import { isObject, jsonText, parsedJson } from "./json.ts";

/** Every text frame is a JSON list: what it is, then (if any) a body. */
export const frame = (meta: Readonly<Record<string, unknown>>, body?: unknown): string =>
  jsonText(body === undefined ? [meta] : [meta, body]);

export type Wsc = { readonly token: string; readonly sequence: number };

export type Incoming =
  | { readonly kind: "heartbeat"; readonly messageId: unknown }
  | {
      readonly kind: "request";
      readonly messageId: unknown;
      readonly method: string;
      readonly path: string;
      readonly headers: Readonly<Record<string, unknown>>;
      readonly query: unknown;
      readonly body: unknown;
    }
  | { readonly kind: "unreadable" };

export const readFrame = (text: string): Incoming => {
  const json = parsedJson(text);
  const [meta, body] = Array.isArray(json) ? (json as readonly unknown[]) : [];
  if (!isObject(meta)) return { kind: "unreadable" };
  const { type, messageId, method, path, headers, query } = meta;
  if (type === "Heartbeat") return { kind: "heartbeat", messageId };
  if (type !== "ClientRequest" || typeof method !== "string" || typeof path !== "string") return { kind: "unreadable" };
  return { kind: "request", messageId, method, path, headers: isObject(headers) ? headers : {}, query, body };
};

/** A request of the gateway as the routes see it. */
export const callFrom = (incoming: Extract<Incoming, { kind: "request" }>, link: SubscriptionHolder): Call => {
  const url = new URL(incoming.path, "http://local");
  if (isObject(incoming.query))
    for (const [name, value] of Object.entries(incoming.query))
      for (const entry of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(entry));
  return {
    method: incoming.method.toUpperCase(),
    path: url.pathname,
    query: url.searchParams,
    headers: {
      ...Object.fromEntries(
        Object.entries(incoming.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
      ),
      "content-type": "application/json",
    },
    body: incoming.body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(incoming.body), "utf8"),
    link,
  };
};

export const replyFrame = (messageId: unknown, answer: Answer, wsc: Wsc): string => {
  // The client library reads a body's message for every failure: there is always one.
  const body = answer.json ?? (answer.status >= 400 ? { message: `HTTP ${answer.status}` } : undefined);
  const headers = { RCRequestId: randomUUID(), ...answer.headers };
  return frame({ type: "ClientRequest", messageId, status: answer.status, headers, wsc }, body);
};

export const errorFrame = (errorCode: string, status: number, message: string): string =>
  frame(
    { type: "Error", messageId: randomUUID(), status, headers: { RCRequestId: randomUUID() } },
    { errorCode, message },
  );

export type DetailNumbers = {
  readonly recoveryBufferSize: number;
  readonly recoveryTimeoutS: number;
  readonly idleTimeoutS: number;
  readonly absoluteTimeoutS: number;
};

/** The first frame of a connection. `recovery` only when the client sent a wsc. */
export const detailsFrame = (
  wsc: Wsc,
  now: number,
  numbers: DetailNumbers,
  recovery: { readonly state: "Successful" | "Failed"; readonly errorCode: string | null } | null,
): string =>
  frame(
    {
      type: "ConnectionDetails",
      messageId: randomUUID(),
      status: 200,
      headers: { RCRequestId: randomUUID() },
      wsc,
    },
    {
      creationTime: oldTime(now),
      maxConnectionsPerSession: 50,
      recoveryBufferSize: numbers.recoveryBufferSize,
      recoveryTimeout: numbers.recoveryTimeoutS,
      idleTimeout: numbers.idleTimeoutS,
      absoluteTimeout: numbers.absoluteTimeoutS,
      maxActiveRequests: 10,
      ...(recovery === null ? {} : { recoveryState: recovery.state }),
      ...(recovery === null || recovery.errorCode === null ? {} : { recoveryErrorCode: recovery.errorCode }),
    },
  );
