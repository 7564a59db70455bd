import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { z } from "zod";
import { isObject, parsedJson } from "../json.ts";
import type { RestProbe } from "./rest-probe.ts";

export type Frame = {
  readonly meta: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
};

export type SocketProbe = {
  readonly socket: WebSocket;
  /** Every frame so far, raw. */
  readonly raw: readonly string[];
  /** The next frame of a type that has not been taken yet, waiting for it. */
  readonly next: (type: string) => Promise<Frame>;
  /** Frames of a type that have come and have not been taken. */
  readonly waiting: (type: string) => readonly Frame[];
  readonly send: (...frame: readonly unknown[]) => void;
  /** Sends a ClientRequest and waits for its reply. */
  readonly request: (method: string, path: string, body?: unknown) => Promise<Frame>;
  readonly subscribe: (...eventFilters: readonly string[]) => Promise<Frame>;
  readonly closed: Promise<void>;
};

const wsToken = z.object({ uri: z.string(), ws_access_token: z.string(), expires_in: z.number() });

export const wsTokenFor = async (probe: RestProbe): Promise<z.infer<typeof wsToken>> =>
  wsToken.parse((await probe.ask("POST", "/restapi/oauth/wstoken")).json);

const own = "/restapi/v1.0/account/~/extension/~";
export const instantFilter = `${own}/message-store/instant?type=SMS`;
export const storeFilter = `${own}/message-store`;

/** A WebSocket of the gateway, by hand. `wsc` recovers an older session. */
export const socketAt = (uri: string, token: string, wsc?: string): SocketProbe => {
  const query = new URLSearchParams({ access_token: token, ...(wsc === undefined ? {} : { wsc }) });
  const socket = new WebSocket(`${uri}?${query.toString()}`);
  onTestFinished(() => socket.terminate());
  const raw: string[] = [];
  const arrived: Frame[] = [];
  let waiters: (() => void)[] = [];

  socket.on("message", (data: Buffer) => {
    const text = data.toString("utf8");
    raw.push(text);
    const json = parsedJson(text);
    const [meta, body]: readonly unknown[] = Array.isArray(json) ? json : [];
    if (isObject(meta)) arrived.push({ meta, body: isObject(body) ? body : {} });
    for (const wake of waiters) wake();
    waiters = [];
  });
  const opened = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  socket.on("open", () => opened.resolve());
  socket.on("close", () => closed.resolve());
  // Refused upgrades are told by "close" as well; those who care await `closed`.
  socket.on("error", () => undefined);

  const take = async (fits: (frame: Frame) => boolean): Promise<Frame> => {
    for (;;) {
      const index = arrived.findIndex(fits);
      const [frame] = index < 0 ? [] : arrived.splice(index, 1);
      if (frame !== undefined) return frame;
      const news = Promise.withResolvers<void>();
      waiters.push(news.resolve);
      await news.promise;
    }
  };

  const send: SocketProbe["send"] = (...frame) => socket.send(JSON.stringify(frame));
  let asked = 0;
  const request: SocketProbe["request"] = async (method, path, body) => {
    await opened.promise;
    asked += 1;
    const messageId = `probe/${asked}`;
    const meta = { type: "ClientRequest", messageId, method, path, headers: {} };
    send(...(body === undefined ? [meta] : [meta, body]));
    return await take((frame) => frame.meta["messageId"] === messageId);
  };

  return {
    socket,
    raw,
    next: (type) => take((frame) => frame.meta["type"] === type),
    waiting: (type) => arrived.filter((frame) => frame.meta["type"] === type),
    send,
    request,
    subscribe: (...eventFilters) =>
      request("POST", "/restapi/v1.0/subscription", { deliveryMode: { transportType: "WebSocket" }, eventFilters }),
    closed: closed.promise,
  };
};

export const openSocket = async (probe: RestProbe, wsc?: string): Promise<SocketProbe> => {
  const { uri, ws_access_token } = await wsTokenFor(probe);
  return socketAt(uri, ws_access_token, wsc);
};

export const wscOf = (frame: Frame): { readonly token: string; readonly sequence: number } =>
  z.object({ token: z.string(), sequence: z.number() }).parse(frame.meta["wsc"]);
