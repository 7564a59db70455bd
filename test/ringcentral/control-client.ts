import { z } from "zod";
import type { DeleteWish, MarkWish, SendWish } from "./elsewhere.ts";
import type { KnobChange, knobChange } from "./knobs.ts";
import type { Inbound, ManyInbound } from "./outside.ts";
import type { LoggedRequest } from "./request-log.ts";
import type { Violation } from "./violations.ts";

/** A message as the server holds it, as far as tests look; the rest of RingCentral's record is there too. */
const heldMessage = z.looseObject({
  id: z.number(),
  type: z.enum(["SMS", "Pager"]),
  direction: z.enum(["Inbound", "Outbound"]),
  from: z.looseObject({ phoneNumber: z.string().optional(), extensionNumber: z.string().optional() }),
  to: z.array(z.looseObject({ phoneNumber: z.string().optional(), extensionNumber: z.string().optional() })),
  subject: z.string(),
  readStatus: z.enum(["Read", "Unread"]),
  availability: z.enum(["Alive", "Deleted", "Purged"]),
  messageStatus: z.string(),
  deliveryErrorCode: z.string().optional(),
  conversation: z.looseObject({ id: z.string() }),
  attachments: z.array(z.looseObject({ id: z.number(), type: z.string(), uri: z.string(), contentType: z.string() })),
});
export type HeldMessage = z.infer<typeof heldMessage>;

const loggedRequest: z.ZodType<LoggedRequest> = z.object({
  transport: z.enum(["HTTP", "WebSocket"]),
  method: z.string(),
  path: z.string(),
  status: z.number().nullable(),
  body: z.unknown(),
  at: z.string(),
});

const path = z.string();
const at = z.string();
const violation: z.ZodType<Violation> = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("request-in-penalty"),
    group: z.enum(["light", "medium", "heavy", "auth"]),
    method: z.string(),
    path,
    at,
    sinceRefusalMs: z.number(),
    leftMs: z.number(),
  }),
  z.object({ kind: z.literal("too-many-sign-ins"), path, at, count: z.number() }),
  z.object({ kind: z.literal("second-socket"), at, count: z.number() }),
  z.object({ kind: z.literal("delete-without-ids"), path, at }),
]);

const made = z.object({ id: z.number() });

/** A file that comes with an inbound text. */
export type InboundFile = NonNullable<Inbound["attachments"]>[number];

/** The hands of a test on the local RingCentral, through its control server. */
export type Control = ReturnType<typeof controlOf>;

/** The control server's requests as functions. Each rejects with the server's reason when it is refused. */
export const controlOf = (url: string) => {
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === "" ? null : (JSON.parse(text) as unknown);
  };

  return {
    /** Makes a text arrive; answers its id. */
    inbound: async (wish: Inbound): Promise<number> => made.parse(await ask("POST", "/inbound", wish)).id,
    /** Makes many texts arrive, with or without events; answers their ids, oldest first. */
    inboundMany: async (wish: ManyInbound): Promise<readonly number[]> =>
      z.object({ ids: z.array(z.number()) }).parse(await ask("POST", "/inbound/many", wish)).ids,
    /** The person marks texts in another client. */
    markRead: async (wish: MarkWish): Promise<void> => void (await ask("POST", "/mark-read", wish)),
    /** The person deletes texts in another client. */
    deleteElsewhere: async (wish: DeleteWish): Promise<void> => void (await ask("POST", "/delete", wish)),
    /** The person sends a text from another client; answers its id. */
    sentElsewhere: async (wish: SendWish): Promise<number> => made.parse(await ask("POST", "/sent-elsewhere", wish)).id,
    /** Newest last; only what was made or changed at or after `since` (ms of the server's clock), if given. */
    messages: async (since = 0): Promise<readonly HeldMessage[]> =>
      z.array(heldMessage).parse(await ask("GET", `/messages?since=${since}`)),
    /** What the files of each message hold, in base64: newest last, as `messages`. */
    files: async (): Promise<readonly { readonly id: number; readonly contents: readonly string[] }[]> =>
      z.array(z.object({ id: z.number(), contents: z.array(z.string()) })).parse(await ask("GET", "/files")),
    /** What clients did against the protocol, oldest first; see violations.ts. */
    violations: async (): Promise<readonly Violation[]> => z.array(violation).parse(await ask("GET", "/violations")),
    requests: async (): Promise<readonly LoggedRequest[]> =>
      z.array(loggedRequest).parse(await ask("GET", "/requests")),
    /** The server's time, in ms since 1970, and how many times as fast as the wall clock it runs. */
    clock: async (): Promise<{ readonly now: number; readonly speed: number }> =>
      z.object({ now: z.number(), speed: z.number() }).parse(await ask("GET", "/clock")),
    /** How many WebSockets are open. */
    webSockets: async (): Promise<number> =>
      z.object({ webSockets: z.number() }).parse(await ask("GET", "/connections")).webSockets,
    /** Turns knobs; see faults.ts. */
    faults: async (change: z.input<typeof knobChange> | KnobChange): Promise<void> => {
      await ask("POST", "/faults", change);
    },
    /** How often faults that count their times will still strike. */
    armedFaults: async (): Promise<number> => z.object({ armed: z.number() }).parse(await ask("GET", "/faults")).armed,
    clearFaults: async (): Promise<void> => {
      await ask("DELETE", "/faults");
    },
  };
};
