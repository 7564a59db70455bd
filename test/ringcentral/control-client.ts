import { z } from "zod";
import type { Inbound } from "./control.ts";
import type { KnobChange, knobChange } from "./knobs.ts";
import type { LoggedRequest } from "./request-log.ts";

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
    inbound: async (wish: Inbound): Promise<number> =>
      z.object({ id: z.number() }).parse(await ask("POST", "/inbound", wish)).id,
    /** Newest last. */
    messages: async (): Promise<readonly HeldMessage[]> => z.array(heldMessage).parse(await ask("GET", "/messages")),
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
    clearFaults: async (): Promise<void> => {
      await ask("DELETE", "/faults");
    },
  };
};
