import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { deleteElsewhere, deleteWish, markElsewhere, markWish, sendElsewhere, sendWish } from "./elsewhere.ts";
import { ApiFailure } from "./errors.ts";
import type { Gateway } from "./gateway.ts";
import { jsonText, parsedJson } from "./json.ts";
import { knobChange, type KnobChange } from "./knobs.ts";
import type { Network } from "./network.ts";
import type { OAuthSessions } from "./oauth-sessions.ts";
import { arriveFromOutside, inbound, manyArrive, manyInbound } from "./outside.ts";
import { messageRecord } from "./records.ts";
import type { LoggedRequest } from "./request-log.ts";
import type { SendingDeps } from "./routes/sending.ts";
import type { Violations } from "./violations.ts";

export type ControlDeps = SendingDeps & {
  readonly sessions: OAuthSessions;
  readonly killSyncTokens: () => void;
  readonly gateway: Gateway;
  readonly network: Network;
  readonly violations: Violations;
  readonly requests: () => readonly LoggedRequest[];
};

const turn = (deps: ControlDeps, change: KnobChange): void => {
  const { faults, gateway, network, sessions, killSyncTokens, clock } = deps;
  faults.turn(change);
  network.follow(gateway);
  if (change.advanceS !== undefined) clock.advance(change.advanceS * 1000);
  if (change.expireTokens === true) sessions.expireAccessTokens();
  if (change.revokeTokens === true) sessions.revokeAll();
  if (change.deadSyncTokens === true) killSyncTokens();
  const { garbageFrame, errorFrame } = change;
  if (garbageFrame !== undefined && garbageFrame !== false)
    gateway.sendGarbage(garbageFrame === true ? "}{ not JSON" : garbageFrame);
  if (errorFrame !== undefined) gateway.sendError(errorFrame);
  if (change.halfOpen === true) gateway.goHalfOpen();
  if (change.dropSocket === true) gateway.drop();
};

type Reply = { readonly status: number; readonly json?: unknown };

/** Digits only: a date would have to be escaped in a query. */
const since = z.coerce.number().int().min(0);

const requests: Readonly<Record<string, (deps: ControlDeps, body: unknown, query: URLSearchParams) => unknown>> = {
  "POST /inbound": (deps, body) => ({ id: arriveFromOutside(deps, inbound.parse(body)).id }),
  "POST /inbound/many": (deps, body) => ({ ids: manyArrive(deps, manyInbound.parse(body)).map(({ id }) => id) }),
  "POST /mark-read": ({ store }, body) => markElsewhere(store, markWish.parse(body)),
  "POST /delete": ({ store }, body) => deleteElsewhere(store, deleteWish.parse(body)),
  "POST /sent-elsewhere": (deps, body) => ({ id: sendElsewhere(deps, sendWish.parse(body)).id }),
  "GET /messages": ({ store, hosts, world }, _, query) => {
    const from = since.parse(query.get("since") ?? 0);
    return store
      .all()
      .filter(({ lastModifiedTime }) => lastModifiedTime >= from)
      .map((message) => messageRecord(hosts, world, message));
  },
  "GET /files": ({ store }) =>
    store.all().map(({ id, attachments }) => ({
      id,
      contents: attachments.flatMap(({ type, content }) => (type === "Text" ? [] : [content.toString("base64")])),
    })),
  "GET /requests": (deps) => deps.requests(),
  "GET /violations": ({ violations }) => violations.list(),
  "GET /connections": ({ gateway }) => ({ webSockets: gateway.size() }),
  "GET /clock": ({ clock }) => ({ now: clock.now(), speed: clock.speed }),
  "GET /faults": ({ faults }) => ({ armed: faults.armed() }),
  "POST /faults": (deps, body) => turn(deps, knobChange.parse(body)),
  "DELETE /faults": ({ faults, network, gateway }) => {
    faults.clear();
    network.follow(gateway);
  },
};

const run = (deps: ControlDeps, target: string, body: unknown, query: URLSearchParams): Reply => {
  const request = requests[target];
  if (request === undefined) return { status: 404, json: { error: `Known: ${Object.keys(requests).join(", ")}` } };
  const json = request(deps, body, query);
  return json === undefined ? { status: 204 } : { status: 200, json };
};

const reasonOf = (error: unknown): string => {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  // Of RingCentral's own checks.
  if (error instanceof ApiFailure) return JSON.stringify(error.body);
  return error instanceof Error ? error.message : String(error);
};

/** The test's side of the server: JSON over HTTP, on loopback only. A wish that is not understood is answered 400. */
export const createControlServer = (deps: ControlDeps): Server => {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://local");
    const body = parsedJson(await text(request));
    let reply: Reply;
    try {
      reply = run(deps, `${request.method ?? "GET"} ${pathname}`, body, searchParams);
    } catch (error) {
      reply = { status: 400, json: { error: reasonOf(error) } };
    }
    response.writeHead(reply.status, { "Content-Type": "application/json" });
    response.end(reply.json === undefined ? undefined : jsonText(reply.json));
  };
  return createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
};
