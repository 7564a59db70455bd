import type { DeliveryFailure, DeliveryStatus } from "../../preload/contract/model.ts";
import type { ProviderAttachment, ProviderText } from "../core/ports/gateway.ts";
import { addressFromParty } from "./address.ts";
import type { MessageRecord, WireAttachment } from "./schemas.ts";

/** Who "I" am in a record, as far as it is known yet. */
export type OwnAddresses = {
  readonly extensionNumber: string | null;
  readonly numbers: ReadonlySet<string>;
};

const OUTBOUND_STATUS: Readonly<Record<string, DeliveryStatus>> = {
  Queued: "accepted",
  Sent: "sent",
  Delivered: "delivered",
  SendingFailed: "failed",
  DeliveryFailed: "failed",
};

/** For several recipients the record says "failed" if any failed and "queued" if any is; else the slowest counts. */
const statusFrom = (record: MessageRecord): DeliveryStatus => {
  if (record.direction === "Inbound") return "received";
  const whole = OUTBOUND_STATUS[record.messageStatus ?? ""];
  if (whole === "failed") return whole;
  const each = (record.to ?? []).map((party) => OUTBOUND_STATUS[party.messageStatus ?? ""] ?? whole ?? "accepted");
  const slowestFirst: readonly DeliveryStatus[] = ["failed", "accepted", "sent", "delivered"];
  return slowestFirst.find((status) => each.includes(status)) ?? whole ?? "accepted";
};

const failureFrom = (record: MessageRecord, status: DeliveryStatus): DeliveryFailure | null => {
  if (status !== "failed") return null;
  const failed = (record.to ?? []).filter((party) => OUTBOUND_STATUS[party.messageStatus ?? ""] === "failed");
  const about = (record.to?.length ?? 0) > 1 && failed[0] ? addressFromParty(failed[0]) : null;
  return {
    code: "carrier",
    ...(record.deliveryErrorCode ? { carrierCode: record.deliveryErrorCode } : {}),
    ...(about === null ? {} : { about }),
  };
};

/** The text itself comes as an attachment too, of type Text; it is in `subject` already. */
const isFile = (attachment: WireAttachment, record: MessageRecord): boolean =>
  attachment.type !== "Text" && !(attachment.id === record.id && attachment.contentType === "text/plain");

const extensionOf = (contentType: string): string => {
  const subtype = contentType.split("/")[1]?.split(/[+;]/)[0] ?? "";
  const known: Readonly<Record<string, string>> = { jpeg: "jpg", "svg+xml": "svg", "3gpp": "3gp", mpeg: "mp3" };
  return /^[a-z0-9]+$/.test(subtype) ? `.${(contentType === "video/mpeg" ? "mpeg" : known[subtype]) ?? subtype}` : "";
};

const attachmentFrom = (attachment: WireAttachment, index: number, record: MessageRecord): ProviderAttachment => {
  const contentType = attachment.contentType ?? "application/octet-stream";
  return {
    ref:
      attachment.uri ||
      `/restapi/v1.0/account/~/extension/~/message-store/${record.id}/content/${encodeURIComponent(attachment.id)}`,
    fileName: attachment.fileName ?? `attachment-${index + 1}${extensionOf(contentType)}`,
    contentType,
    size: attachment.size ?? null,
  };
};

const present = (addresses: readonly (string | null)[]): readonly string[] =>
  addresses.filter((address): address is string => address !== null);

/**
 * Own address of a text. Inbound: the entry of `to` marked `target` (in a group text the first one is usually somebody
 * else), or the one that is ours, or the only one there is.
 */
const ownAddress = (record: MessageRecord, own: OwnAddresses): string | null => {
  const from = record.from ? addressFromParty(record.from) : null;
  if (record.type === "Pager") return own.extensionNumber ?? (record.direction === "Outbound" ? from : null);
  if (record.direction === "Outbound") return from;
  const to = record.to ?? [];
  const target = to.find((party) => party.target) ?? (to.length === 1 ? to[0] : undefined);
  if (target) return addressFromParty(target);
  const addresses = present(to.map(addressFromParty));
  return addresses.find((address) => own.numbers.has(address)) ?? addresses[0] ?? null;
};

/**
 * RingCentral's record of a message in Tern's words; null if it is no text (a fax, voicemail), or lacks what a text must
 * have (an author, an own address). A conversation is its parties: RingCentral's conversationId is an int64 that JSON
 * rounds, and it is not needed.
 */
export const textFromRecord = (record: MessageRecord, own: OwnAddresses): ProviderText | null => {
  if (record.type !== "SMS" && record.type !== "Pager") return null;
  const from = record.from ? addressFromParty(record.from) : null;
  const ownParty = ownAddress(record, own);
  if (from === null || ownParty === null) return null;
  const others = new Set(present([from, ...(record.to ?? []).map(addressFromParty)]));
  others.delete(ownParty);
  // To oneself: the only other one there is.
  if (others.size === 0) others.add(ownParty);
  const status = statusFrom(record);
  return {
    providerId: record.id,
    kind: record.type === "Pager" ? "company" : "text",
    direction: record.direction === "Inbound" ? "inbound" : "outbound",
    own: ownParty,
    others: [...others].toSorted(),
    from: record.direction === "Inbound" ? from : ownParty,
    fromName: record.from?.name || null,
    body: record.subject ?? "",
    at: record.creationTime,
    changedAt: record.lastModifiedTime ?? record.creationTime,
    isRead: record.direction === "Outbound" || record.readStatus === "Read",
    status,
    failure: failureFrom(record, status),
    attachments: (record.attachments ?? [])
      .filter((attachment) => isFile(attachment, record))
      .map((attachment, index) => attachmentFrom(attachment, index, record)),
  };
};
