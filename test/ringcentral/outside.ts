import { z } from "zod";
import { arriveAt, canReceive, type Arrival, type NewAttachment } from "./arrivals.ts";
import type { ServerClock } from "./clock.ts";
import type { Hosts } from "./records.ts";
import { Refused } from "./refused.ts";
import { sendPager } from "./routes/company-pager.ts";
import { normalisedNumber } from "./sms-checks.ts";
import type { Message, MessageStore } from "./store.ts";
import { extensionByNumber, numberOf, type PhoneNumber, type World } from "./world.ts";

/** Texts from people outside (and colleagues, for company messages), as tests make them arrive. */
export type OutsideDeps = {
  readonly world: World;
  readonly hosts: Hosts;
  readonly clock: ServerClock;
  readonly store: MessageStore;
};

/** E.164 or as Americans write it, or a short code, or an extension number; all are digits once normalised. */
const address = z.string().refine((text) => /^(?:\+[1-9]\d{7,14}|\d{3,8})$/u.test(normalisedNumber(text)), {
  error: "not a phone number, short code or extension number",
});

const attachment = z.strictObject({
  fileName: z.string().min(1),
  contentType: z.string().regex(/^[\w.+-]+\/[\w.+-]+$/u, { error: "not a content type" }),
  base64: z.base64().min(1),
});

export const inbound = z
  .strictObject({
    /** Any phone number or short code; an extension number for a company message. */
    from: address,
    /** One of the company's numbers, or all recipients of a group message in order. */
    to: z.union([address, z.array(address).min(1)]),
    text: z.string().default(""),
    fromName: z.string().optional(),
    /** ISO 8601; for a text that was written earlier than it arrives. */
    at: z.iso.datetime().optional(),
    attachments: z.array(attachment).default([]),
  })
  .refine(({ text, attachments }) => text !== "" || attachments.length > 0, { error: "neither text nor attachments" });
export type Inbound = z.input<typeof inbound>;

export const manyInbound = z.strictObject({
  /** One phone number, or several, who take turns. */
  from: z.union([address, z.array(address).min(1)]),
  /** One of the company's numbers. */
  to: address,
  count: z.int().min(1).max(100_000),
  /** The texts are this with a number behind: "Text 1", "Text 2" … */
  textPrefix: z.string().min(1).default("Text"),
  /** True: no events, as if nobody had a connection. */
  quiet: z.boolean().default(false),
  /** The texts are written evenly over so many seconds up to now. */
  overS: z.number().min(0).default(0),
});
export type ManyInbound = z.input<typeof manyInbound>;

type Receiving = PhoneNumber & { readonly ownerId: number };

const receiving = (world: World, recipients: readonly string[]): readonly Receiving[] => {
  const numbers = [...new Set(recipients)].flatMap((recipient) => {
    const number = numberOf(world, recipient);
    return canReceive(number) ? [number] : [];
  });
  if (numbers.length === 0) throw new Refused("None of these numbers belongs to the company and can receive texts.");
  return numbers;
};

/** Makes a text arrive; answers the first record made of it. Throws Refused, ApiFailure or ZodError with the reason. */
export const arriveFromOutside = (deps: OutsideDeps, wish: Inbound): Message => {
  const { from, to, text, fromName, at, attachments } = inbound.parse(wish);
  const { world, store } = deps;
  const addressed = typeof to === "string" ? [to] : to;
  const sender = extensionByNumber(world, from);
  if (sender !== undefined && addressed.every((entry) => extensionByNumber(world, entry) !== undefined)) {
    const sent = sendPager(deps, sender, { text, to: addressed.map((extensionNumber) => ({ extensionNumber })) });
    return store.all().findLast((message) => message.direction === "Inbound") ?? sent;
  }
  const recipients = addressed.map(normalisedNumber);
  const arrival: Arrival = {
    from: normalisedNumber(from),
    fromName,
    to: recipients,
    text,
    attachments: attachments.map(({ fileName, contentType, base64 }): NewAttachment => ({
      fileName,
      contentType,
      content: Buffer.from(base64, "base64"),
    })),
    at: at === undefined ? undefined : Date.parse(at),
  };
  const [first] = receiving(world, recipients).map((number) => arriveAt(deps, number, arrival));
  if (first === undefined) throw new Error("a text arrived nowhere");
  return first;
};

/** Makes many texts arrive at once, oldest first; answers their records. Throws as arriveFromOutside does. */
export const manyArrive = (deps: OutsideDeps, wish: ManyInbound): readonly Message[] => {
  const { from, to, count, textPrefix, quiet, overS } = manyInbound.parse(wish);
  const senders = (typeof from === "string" ? [from] : from).map(normalisedNumber);
  const recipient = normalisedNumber(to);
  const [number] = receiving(deps.world, [recipient]);
  if (number === undefined) return [];
  const now = deps.clock.now();
  return Array.from({ length: count }, (_, index) =>
    arriveAt(deps, number, {
      from: senders[index % senders.length] ?? "",
      to: [recipient],
      text: `${textPrefix} ${index + 1}`,
      attachments: [],
      at: Math.round(now - overS * 1000 * (1 - (index + 1) / count)),
      isQuiet: quiet,
    }),
  );
};
