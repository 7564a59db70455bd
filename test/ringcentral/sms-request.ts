import type { Call } from "./call.ts";
import type { NewAttachment } from "./arrivals.ts";
import { failure, invalidParameter } from "./errors.ts";
import { isObject, parsedJson } from "./json.ts";
import { boundaryOf, partsOf, type Part } from "./multipart.ts";

/** What a client asks to be sent, read but not yet checked against anybody's rights. */
export type SmsRequest = {
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
  readonly attachments: readonly NewAttachment[];
};

const seedTypes = [
  "image/jpeg",
  "image/png",
  "image/bmp",
  "image/gif",
  "image/tiff",
  "image/svg+xml",
  "video/3gpp",
  "video/mp4",
  "video/mpeg",
  "video/msvideo",
  "audio/mpeg",
  "text/vcard",
  "application/zip",
  "application/gzip",
  "application/rtf",
];

const currentTypes = [
  "image/webp",
  "video/avi",
  "video/x-flv",
  "video/x-ms-wmv",
  "video/quicktime",
  "video/webm",
  "video/ogg",
  "audio/mp4",
  "audio/ogg",
  "audio/wav",
  "audio/amr",
  "audio/3gpp",
  "application/pdf",
  "text/html",
  "text/plain",
  "text/csv",
  "text/calendar",
];

/** RingCentral's limits. Text in UTF-16 units, attachments in bytes together. */
const limits = { text: 1000, recipients: 10, attachments: 10, attachmentBytes: 1_500_000 };

const jsonOf = (text: string): Readonly<Record<string, unknown>> => {
  const json = parsedJson(text);
  if (!isObject(json)) throw failure("CMN-103");
  return json;
};

const phoneNumberOf = (party: unknown, name: string): string => {
  if (!isObject(party) || typeof party["phoneNumber"] !== "string") throw invalidParameter(name);
  return party["phoneNumber"].trim();
};

const readJson = (
  json: Readonly<Record<string, unknown>>,
  hasAttachments: boolean,
): Omit<SmsRequest, "attachments"> => {
  const { from, to, text = "", country } = json;
  const sender = phoneNumberOf(from, "from");
  if (!Array.isArray(to) || to.length === 0) throw invalidParameter("to");
  const recipients = to.map((party: unknown) => phoneNumberOf(party, "to"));
  if (typeof text !== "string" || text.length > limits.text || (text === "" && !hasAttachments))
    throw invalidParameter("text");
  if (isObject(country) && country["id"] !== undefined && country["isoCode"] !== undefined) throw failure("MSG-365");
  if (recipients.length > limits.recipients) throw failure("MSG-381");
  return { from: sender, to: recipients, text };
};

const attachmentFrom = (part: Part, types: readonly string[]): NewAttachment => {
  if (part.disposition === null) throw failure("MSG-350");
  if (part.fileName === null || part.fileName === "") throw failure("MSG-351");
  if (part.content.length === 0) throw failure("MSG-347");
  if (part.contentType === null || !types.includes(part.contentType)) throw failure("MSG-348");
  return { fileName: part.fileName, contentType: part.contentType, content: part.content };
};

/**
 * Reads the body of POST /sms and /mms: JSON, or multipart/form-data or multipart/mixed whose first part is that JSON,
 * whatever its name. A body that is neither (such as the text "[object FormData]") is answered 415.
 */
export const readSmsRequest = async (call: Call, takesWideTypes: boolean): Promise<SmsRequest> => {
  const contentType = call.headers["content-type"] ?? "";
  if (contentType.startsWith("application/json"))
    return { ...readJson(jsonOf(call.body.toString("utf8")), false), attachments: [] };
  if (boundaryOf(contentType) === null) throw failure("CMN-104", { status: 415 });

  const [first, ...files] = await partsOf(call.body, contentType).catch((cause: unknown) => {
    throw failure("CMN-104", { message: cause instanceof Error ? cause.message : "Request could not be parsed" });
  });
  if (first === undefined) throw failure("CMN-104");
  const json = readJson(jsonOf(first.content.toString("utf8")), files.length > 0);
  if (files.length > limits.attachments) throw failure("MSG-379");
  const types = takesWideTypes ? [...seedTypes, ...currentTypes] : seedTypes;
  const attachments = files.map((part) => attachmentFrom(part, types));
  const bytes = attachments.reduce((sum, attachment) => sum + attachment.content.length, 0);
  if (bytes > limits.attachmentBytes) throw failure("MSG-376");
  return { ...json, attachments };
};
