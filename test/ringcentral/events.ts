import { randomUUID } from "node:crypto";
import { isoTime, oldTime, type ServerClock } from "./clock.ts";
import type { EventFilter } from "./filters.ts";
import { contentUri, ownerOf, type Hosts } from "./records.ts";
import type { Message, MessageChange } from "./store.ts";
import { queuesReadBy, type World } from "./world.ts";

/** Something that happened, before anybody's filters are applied. */
export type Happening =
  | { readonly kind: "message"; readonly change: MessageChange }
  | { readonly kind: "consents"; readonly records: readonly unknown[] };

/** What a subscriber receives; the envelope of the documentation. */
export type Notification = {
  readonly uuid: string;
  /** The filter it came by, with numbers for `~`. */
  readonly event: string;
  readonly timestamp: string;
  readonly subscriptionId: string;
  /** The subscribing extension, as text. */
  readonly ownerId: string;
  readonly body: unknown;
};

export type Subscriber = { readonly subscriptionId: string; readonly extensionId: number };

export type EventDeps = {
  readonly world: World;
  readonly hosts: Hosts;
  readonly clock: ServerClock;
  /** Events of before 2023: conversationId instead of conversation.id, no owner, eventType, phoneNumberInfo. */
  readonly isOldShape: () => boolean;
};

const phoneNumberInfo = (phoneNumber: string | undefined) => {
  const match = /^\+1(\d{3})(\d{7})$/u.exec(phoneNumber ?? "");
  return match === null
    ? {}
    : {
        phoneNumberInfo: { countryCode: "1", nationalDestinationCode: match[1], subscriberNumber: match[2] },
      };
};

/** A message as the instant event tells it: ids are text, the Text attachment has no address. */
const instantBody = ({ world, hosts, isOldShape }: EventDeps, message: Message) => {
  const old = isOldShape();
  return {
    id: String(message.id),
    to: message.to.map((party) => {
      const { target, ...rest } = party;
      return { ...rest, ...(target === undefined || (old && message.to.length === 1) ? {} : { target }) };
    }),
    from: { ...message.from, ...(old ? {} : phoneNumberInfo(message.from.phoneNumber)) },
    type: message.type,
    creationTime: old ? oldTime(message.creationTime) : isoTime(message.creationTime),
    lastModifiedTime: old ? oldTime(message.lastModifiedTime) : isoTime(message.lastModifiedTime),
    readStatus: message.readStatus,
    priority: "Normal",
    attachments: message.attachments.map((attachment) => ({
      id: old && attachment.type === "Text" ? "1" : String(attachment.id),
      type: attachment.type,
      contentType: attachment.contentType,
      ...(attachment.type === "Text"
        ? {}
        : { size: attachment.content.length, uri: contentUri(hosts, world, message, attachment) }),
    })),
    direction: message.direction,
    availability: message.availability,
    subject: message.subject,
    messageStatus: message.messageStatus,
    ...(old
      ? { conversationId: message.conversationId }
      : {
          conversation: { id: message.conversationId },
          eventType: "Create",
          owner: ownerOf(world, message),
        }),
  };
};

const changesBody = ({ world }: EventDeps, { kind, message }: MessageChange) => ({
  accountId: String(world.accountId),
  extensionId: String(message.ownerId),
  lastUpdated: oldTime(message.lastModifiedTime),
  changes: [
    {
      type: message.type,
      newCount: kind === "Create" ? 1 : 0,
      updatedCount: kind === "Create" ? 0 : 1,
      ...(kind === "Create" ? { newMessageIds: [message.id] } : {}),
    },
  ],
});

/** Whose filters see a message: its owner's, and those of the users who read a queue's texts. */
const concerns = (world: World, extensionId: number, message: Message): boolean =>
  message.ownerId === extensionId || queuesReadBy(world, extensionId).some((queue) => queue.id === message.ownerId);

const bodyFor = (deps: EventDeps, filter: EventFilter, happening: Happening): object | null => {
  switch (filter.kind) {
    case "instant": {
      if (happening.kind !== "message") return null;
      const { kind, message } = happening.change;
      const isNewText = kind === "Create" && message.type === "SMS" && message.direction === "Inbound";
      return isNewText && concerns(deps.world, filter.extensionId, message) ? instantBody(deps, message) : null;
    }
    case "message-store": {
      if (happening.kind !== "message") return null;
      const { message } = happening.change;
      if (!concerns(deps.world, filter.extensionId, message)) return null;
      if (filter.type !== null && filter.type !== message.type) return null;
      if (filter.direction !== null && filter.direction !== message.direction) return null;
      return changesBody(deps, happening.change);
    }
    case "consents":
      return happening.kind === "consents" ? { records: happening.records } : null;
    case "quiet":
    default:
      return null;
  }
};

/** The notifications one subscriber gets for one happening: none, or one for each filter it passes. */
export const notificationsFor = (
  deps: EventDeps,
  subscriber: Subscriber,
  filters: readonly EventFilter[],
  happening: Happening,
): readonly Notification[] =>
  filters.flatMap((filter) => {
    const body = bodyFor(deps, filter, happening);
    if (body === null) return [];
    return [
      {
        uuid: randomUUID(),
        event: filter.event,
        timestamp: isoTime(deps.clock.now()),
        subscriptionId: subscriber.subscriptionId,
        ownerId: String(subscriber.extensionId),
        body,
      },
    ];
  });
