import {
  ATTACHMENT_TYPES,
  MAX_ATTACHMENT_BYTES,
  MAX_ATTACHMENTS,
  MAX_COMPANY_TEXT_UNITS,
  MAX_TEXT_UNITS,
} from "../../../preload/contract/limits.ts";
import type { ConversationKind, OutgoingAttachment, SenderNumber } from "../../../preload/contract/model.ts";
import { failed, ok, type Result } from "../../../preload/contract/result.ts";

/** A text somebody wants to send, and between whom. */
export type TextToCheck = {
  readonly kind: ConversationKind;
  readonly own: string;
  readonly others: readonly string[];
  readonly body: string;
  readonly attachments: readonly OutgoingAttachment[];
};

/** Everything that can be known to be wrong before any network. Answers the attachments with their true content types. */
export const checkText = (
  text: TextToCheck,
  senderNumbers: readonly SenderNumber[],
): Result<readonly OutgoingAttachment[]> => {
  const { kind, own, others, body, attachments } = text;
  if (body.trim() === "" && attachments.length === 0) return failed("empty-text", "nothing to send");
  const longest = kind === "company" ? MAX_COMPANY_TEXT_UNITS : MAX_TEXT_UNITS;
  if (body.length > longest) return failed("text-too-long", `${body.length} units of ${longest}`);

  const checked = checkAttachments(attachments);
  if (!checked.ok) return checked;

  if (kind === "company") {
    // RingCentral, POST company-pager: text only.
    return attachments.length > 0 ? failed("not-allowed", "company messages have no attachments") : checked;
  }
  // RingCentral, POST sms: short codes are refused as recipients (MSG-247).
  const unreachable = others.find((address) => !address.startsWith("+"));
  if (unreachable !== undefined)
    return failed("invalid-recipient", "not a number that can be texted", { about: unreachable });

  const sender = senderNumbers.find((number) => number.address === own);
  const isMultimedia = attachments.length > 0 || others.length > 1;
  const isAble = isMultimedia ? sender?.canSendPictures : sender?.canSendText;
  return isAble === true ? checked : failed("no-sender-number", isMultimedia ? "no MMS sender" : "no SMS sender");
};

const extensionOf = (fileName: string): string => /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? "";

const checkAttachments = (attachments: readonly OutgoingAttachment[]): Result<readonly OutgoingAttachment[]> => {
  if (attachments.length > MAX_ATTACHMENTS) return failed("too-many-attachments", `${attachments.length} attachments`);
  const typed: OutgoingAttachment[] = [];
  for (const attachment of attachments) {
    const about = attachment.fileName;
    const contentType = ATTACHMENT_TYPES[extensionOf(attachment.fileName)];
    if (contentType === undefined) return failed("attachment-type", "not a type RingCentral takes", { about });
    if (attachment.content.byteLength === 0) return failed("attachment-empty", "an empty file", { about });
    typed.push({ ...attachment, contentType });
  }
  const bytes = attachments.reduce((sum, attachment) => sum + attachment.content.byteLength, 0);
  if (bytes <= MAX_ATTACHMENT_BYTES) return ok(typed);
  const largest = attachments.reduce((left, right) =>
    right.content.byteLength > left.content.byteLength ? right : left,
  );
  return failed("attachments-too-large", `${bytes} bytes`, { about: largest.fileName });
};
