import type { ServerClock } from "./clock.ts";
import { conversationIdOf } from "./conversations.ts";
import type { Message, MessageStore, Party, StoredAttachment } from "./store.ts";
import { extensionById, extensionByNumber, fullName, numberOf, type PhoneNumber, type World } from "./world.ts";

export type NewAttachment = { readonly fileName: string; readonly contentType: string; readonly content: Buffer };

export type Arrival = {
  /** E.164, or a short code. */
  readonly from: string;
  /** As the network tells it; absent for most. */
  readonly fromName?: string | undefined;
  /** All recipients of a group message, in order. */
  readonly to: readonly string[];
  readonly text: string;
  readonly attachments: readonly NewAttachment[];
  /** When it was written, in ms; now if not told. */
  readonly at?: number | undefined;
  /** Nobody is told of it. */
  readonly isQuiet?: boolean;
};

const places: Readonly<Record<string, string>> = {
  "212": "New York, NY",
  "310": "Los Angeles, CA",
  "415": "San Francisco, CA",
  "650": "Belmont, CA",
  "707": "Santa Rosa, CA",
};

/** A number as a party of a message: with its place, and a name where it is one of the company's. */
export const partyFrom = (world: World, phoneNumber: string): Party => {
  const number = numberOf(world, phoneNumber);
  const owner = number?.ownerId === undefined ? undefined : extensionById(world, number.ownerId ?? -1);
  // A toll-free number is nowhere.
  const location = number?.paymentType === "TollFree" ? undefined : places[phoneNumber.slice(2, 5)];
  return {
    phoneNumber,
    ...(owner === undefined ? {} : { name: fullName(owner) }),
    ...(location === undefined ? {} : { location }),
  };
};

/** The attachments of a message as kept: first the text itself, under the message's own id, then the files. */
export const storedAttachments = (
  store: MessageStore,
  messageId: number,
  text: string,
  files: readonly NewAttachment[],
): readonly StoredAttachment[] => [
  ...(text === ""
    ? []
    : [
        {
          id: messageId,
          type: "Text" as const,
          contentType: "text/plain",
          fileName: null,
          content: Buffer.from(text, "utf8"),
        },
      ]),
  ...files.map((file) => ({
    id: store.nextAttachmentId(),
    type: "MmsAttachment" as const,
    contentType: file.contentType,
    fileName: file.fileName,
    content: file.content,
  })),
];

/** Texts can come to numbers that have SMS and an owner. */
export const canReceive = (number: PhoneNumber | undefined): number is PhoneNumber & { readonly ownerId: number } =>
  number?.ownerId !== undefined && number.ownerId !== null && number.features.includes("SmsSender");

/** Puts an inbound text into the store of whoever has the number it came to; answers the new record. */
export const arriveAt = (
  { world, store, clock }: { readonly world: World; readonly store: MessageStore; readonly clock: ServerClock },
  number: PhoneNumber & { readonly ownerId: number },
  arrival: Arrival,
): Message => {
  const id = store.nextId();
  const now = clock.now();
  const message: Message = {
    id,
    ownerId: number.ownerId,
    type: "SMS",
    direction: "Inbound",
    from: {
      ...partyFrom(world, arrival.from),
      ...(arrival.fromName === undefined ? {} : { name: arrival.fromName }),
    },
    to: arrival.to.map((phoneNumber) => ({
      ...partyFrom(world, phoneNumber),
      ...(phoneNumber === number.phoneNumber ? { target: true } : {}),
    })),
    conversationId: conversationIdOf(number.ownerId, [arrival.from, ...arrival.to]),
    creationTime: arrival.at ?? now,
    lastModifiedTime: now,
    readStatus: "Unread",
    availability: "Alive",
    subject: arrival.text,
    attachments: storedAttachments(store, id, arrival.text, arrival.attachments),
    messageStatus: "Received",
    deliveryErrorCode: null,
    smsDeliveryTime: null,
    smsSendingAttemptsCount: 0,
    pgToDepartment: null,
  };
  store.add(message, arrival.isQuiet);
  return message;
};

/** An extension as a party of a company message. */
export const pagerParty = (world: World, extensionNumber: string): Party => {
  const extension = extensionByNumber(world, extensionNumber);
  return extension === undefined
    ? { extensionNumber }
    : { extensionNumber, extensionId: String(extension.id), name: fullName(extension) };
};
