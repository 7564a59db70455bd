import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { arriveAt, canReceive, type NewAttachment } from "./arrivals.ts";
import type { ServerClock } from "./clock.ts";
import type { Faults } from "./faults.ts";
import type { Gateway } from "./gateway.ts";
import { jsonText, parsedJson } from "./json.ts";
import { knobChange, type KnobChange } from "./knobs.ts";
import type { OAuthSessions } from "./oauth-sessions.ts";
import { messageRecord, type Hosts } from "./records.ts";
import type { LoggedRequest } from "./request-log.ts";
import { sendPager } from "./routes/company-pager.ts";
import { normalisedNumber } from "./sms-checks.ts";
import type { Message, MessageStore } from "./store.ts";
import { extensionByNumber, numberOf, type World } from "./world.ts";

export type ControlDeps = {
  readonly world: World;
  readonly hosts: Hosts;
  readonly clock: ServerClock;
  readonly store: MessageStore;
  readonly faults: Faults;
  readonly sessions: OAuthSessions;
  readonly killSyncTokens: () => void;
  readonly gateway: Gateway;
  readonly requests: () => readonly LoggedRequest[];
};

const inbound = z.strictObject({
  /** Any phone number or short code; an extension number for a company message. */
  from: z.string().min(1),
  /** One of the company's numbers, or all recipients of a group message in order. */
  to: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  text: z.string().default(""),
  fromName: z.string().optional(),
  /** ISO 8601; for a text that was written earlier than it arrives. */
  at: z.iso.datetime().optional(),
  attachments: z
    .array(z.strictObject({ fileName: z.string(), contentType: z.string(), base64: z.string() }))
    .default([]),
});
export type Inbound = z.input<typeof inbound>;

class Refused extends Error {}

/** Makes a text arrive, as if a client had sent it; answers the first record made of it. Throws Refused with the reason. */
export const arriveFromOutside = (deps: Omit<ControlDeps, "gateway" | "requests">, wish: Inbound): Message => {
  const { from, to, text, fromName, at, attachments } = inbound.parse(wish);
  const { world } = deps;
  const addressed = typeof to === "string" ? [to] : to;
  const sender = extensionByNumber(world, from);
  if (sender !== undefined && addressed.every((entry) => extensionByNumber(world, entry) !== undefined)) {
    const sent = sendPager(deps, sender, { text, to: addressed.map((extensionNumber) => ({ extensionNumber })) });
    const arrived = deps.store.all().findLast((message) => message.direction === "Inbound");
    return arrived ?? sent;
  }
  const recipients = addressed.map(normalisedNumber);
  const files = attachments.map(({ fileName, contentType, base64 }): NewAttachment => ({
    fileName,
    contentType,
    content: Buffer.from(base64, "base64"),
  }));
  const made = recipients.flatMap((recipient) => {
    const number = numberOf(world, recipient);
    if (!canReceive(number)) return [];
    return [
      arriveAt(deps, number, {
        from: normalisedNumber(from),
        fromName,
        to: recipients,
        text,
        attachments: files,
        at: at === undefined ? undefined : Date.parse(at),
      }),
    ];
  });
  const [first] = made;
  if (first === undefined) throw new Refused("None of these numbers belongs to the company and can receive texts.");
  return first;
};

const turn = (deps: ControlDeps, change: KnobChange): void => {
  const { faults, gateway, sessions, killSyncTokens, clock } = deps;
  faults.turn(change);
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

const run = (deps: ControlDeps, target: string, body: unknown): Reply => {
  switch (target) {
    case "POST /inbound":
      return { status: 200, json: { id: arriveFromOutside(deps, inbound.parse(body)).id } };
    case "GET /messages":
      return {
        status: 200,
        json: deps.store.all().map((message) => messageRecord(deps.hosts, deps.world, message)),
      };
    case "GET /requests":
      return { status: 200, json: deps.requests() };
    case "GET /clock":
      return { status: 200, json: { now: deps.clock.now(), speed: deps.clock.speed } };
    case "GET /connections":
      return { status: 200, json: { webSockets: deps.gateway.size() } };
    case "POST /faults":
      turn(deps, knobChange.parse(body));
      return { status: 204 };
    case "DELETE /faults":
      deps.faults.clear();
      return { status: 204 };
    default:
      return {
        status: 404,
        json: { error: "Known: POST /inbound, GET /messages, GET /requests, GET /clock, POST or DELETE /faults" },
      };
  }
};

/** The test's side of the server: JSON over HTTP, on loopback only. A wish that is not understood is answered 400. */
export const createControlServer = (deps: ControlDeps): Server => {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? "/", "http://local");
    const body = parsedJson(await text(request));
    let reply: Reply;
    try {
      reply = run(deps, `${request.method ?? "GET"} ${pathname}`, body);
    } catch (error) {
      const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
      reply = { status: 400, json: { error: reason } };
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
