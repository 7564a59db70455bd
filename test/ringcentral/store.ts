import type { ServerClock } from "./clock.ts";

export type MessageType = "SMS" | "Pager";
export type Direction = "Inbound" | "Outbound";
export type ReadStatus = "Read" | "Unread";
export type Availability = "Alive" | "Deleted" | "Purged";
export type MessageStatus = "Queued" | "Sent" | "Delivered" | "DeliveryFailed" | "SendingFailed" | "Received";

export type Party = {
  readonly phoneNumber?: string;
  readonly extensionNumber?: string;
  readonly extensionId?: string;
  readonly name?: string;
  readonly location?: string;
  /** Of an inbound message: this is the number it came to. */
  readonly target?: boolean;
  /** Of an outbound SMS: how it stands for this recipient. */
  readonly messageStatus?: MessageStatus;
};

export type StoredAttachment = {
  readonly id: number;
  readonly type: "Text" | "MmsAttachment";
  readonly contentType: string;
  readonly fileName: string | null;
  readonly content: Buffer;
};

export type Message = {
  readonly id: number;
  /** The extension whose store holds it: a user, or a queue for a queue's number. */
  readonly ownerId: number;
  readonly type: MessageType;
  readonly direction: Direction;
  readonly from: Party;
  readonly to: readonly Party[];
  /** Digits; beyond 2^53. */
  readonly conversationId: string;
  readonly creationTime: number;
  readonly lastModifiedTime: number;
  readonly readStatus: ReadStatus;
  readonly availability: Availability;
  readonly subject: string;
  readonly attachments: readonly StoredAttachment[];
  readonly messageStatus: MessageStatus;
  readonly deliveryErrorCode: string | null;
  readonly smsDeliveryTime: number | null;
  readonly smsSendingAttemptsCount: number;
  readonly pgToDepartment: boolean | null;
};

export type MessageChange = {
  readonly kind: "Create" | "Update" | "Delete";
  readonly message: Message;
  /** No client is to be told. */
  readonly isQuiet: boolean;
};

export type MessageStore = ReturnType<typeof createMessageStore>;

/** Every message of the company. Whoever wants to know of changes listens; nothing is ever forgotten, only purged. */
export const createMessageStore = ({ clock }: { readonly clock: ServerClock }) => {
  const messages = new Map<number, Message>();
  const listeners = new Set<(change: MessageChange) => void>();
  let lastId = 3_062_991_514_017;
  let lastAttachmentId = 675_981_076_016;

  const tell = (change: MessageChange): void => {
    for (const listener of listeners) listener(change);
  };

  return {
    nextId: (): number => (lastId += 2_000),
    nextAttachmentId: (): number => (lastAttachmentId += 1_000),
    add: (message: Message, isQuiet = false): void => {
      messages.set(message.id, message);
      tell({ kind: "Create", message, isQuiet });
    },
    get: (id: number): Message | undefined => messages.get(id),
    /** Oldest first. */
    all: (): readonly Message[] => [...messages.values()],
    /** Changes a message and stamps the time; answers what it is now. */
    change: (id: number, changes: Partial<Message>): Message | undefined => {
      const before = messages.get(id);
      if (before === undefined) return undefined;
      const message = { ...before, ...changes, lastModifiedTime: clock.now() };
      messages.set(id, message);
      tell({ kind: message.availability === "Alive" ? "Update" : "Delete", message, isQuiet: false });
      return message;
    },
    onChange: (listener: (change: MessageChange) => void): void => {
      listeners.add(listener);
    },
  };
};
