import { isoTime } from "./clock.ts";
import type { Message, StoredAttachment } from "./store.ts";
import { extensionById, fullName, type World } from "./world.ts";

/** Where resources are said to live: the REST host, and the host attachments come from. */
export type Hosts = { readonly api: () => string; readonly media: () => string };

export const extensionUri = (hosts: Hosts, world: World, extensionId: number | string): string =>
  `${hosts.api()}/restapi/v1.0/account/${world.accountId}/extension/${extensionId}`;

export const contentUri = (hosts: Hosts, world: World, message: Message, attachment: StoredAttachment): string =>
  `${hosts.media()}/restapi/v1.0/account/${world.accountId}/extension/${message.ownerId}` +
  `/message-store/${message.id}/content/${attachment.id}`;

const attachmentRecord = (hosts: Hosts, world: World, message: Message, attachment: StoredAttachment) => ({
  id: attachment.id,
  uri: contentUri(hosts, world, message, attachment),
  type: attachment.type,
  contentType: attachment.contentType,
  ...(attachment.fileName === null ? {} : { fileName: attachment.fileName }),
  ...(attachment.type === "Text" ? {} : { size: attachment.content.length }),
});

export const ownerOf = (world: World, message: Message) => {
  const owner = extensionById(world, message.ownerId);
  return {
    extensionId: String(message.ownerId),
    extensionType: owner?.type ?? "User",
    name: owner === undefined ? "" : fullName(owner),
  };
};

/** Carriers cut a text longer than 160 into pieces of 153; wider alphabets are not counted here. */
const segmentCount = (text: string): number => (text.length <= 160 ? 1 : Math.ceil(text.length / 153));

/**
 * A message as REST tells it: numeric ids, conversationId as a bare int64 (see json.ts). Pager records and SMS records
 * differ in their last fields only.
 */
export const messageRecord = (hosts: Hosts, world: World, message: Message) => {
  const base = `${extensionUri(hosts, world, message.ownerId)}/message-store`;
  const isSms = message.type === "SMS";
  return {
    uri: `${base}/${message.id}`,
    id: message.id,
    to: message.to,
    from: message.from,
    type: message.type,
    creationTime: isoTime(message.creationTime),
    lastModifiedTime: isoTime(message.lastModifiedTime),
    readStatus: message.readStatus,
    priority: "Normal",
    attachments: message.attachments.map((attachment) => attachmentRecord(hosts, world, message, attachment)),
    direction: message.direction,
    availability: message.availability,
    subject: message.subject,
    messageStatus: message.messageStatus,
    ...(message.deliveryErrorCode === null ? {} : { deliveryErrorCode: message.deliveryErrorCode }),
    ...(message.smsDeliveryTime === null ? {} : { smsDeliveryTime: isoTime(message.smsDeliveryTime) }),
    ...(isSms && message.direction === "Outbound"
      ? {
          smsSendingAttemptsCount: message.smsSendingAttemptsCount,
          segmentCount: segmentCount(message.subject),
        }
      : {}),
    conversationId: BigInt(message.conversationId),
    conversation: {
      uri: `${hosts.api()}/restapi/v1.0/conversations/${message.conversationId}`,
      id: message.conversationId,
    },
    ...(message.pgToDepartment === null ? {} : { pgToDepartment: message.pgToDepartment }),
    extensionId: String(message.ownerId),
    owner: ownerOf(world, message),
  };
};
