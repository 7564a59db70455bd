import { z } from "zod";
import type { Log } from "../core/ports/system.ts";

/** RingCentral gives ids as numbers in REST and as strings in events: here they are strings. */
export const id = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((value) => value.length > 0 && value.length <= 64);

const text = z.string().nullish();
/** "2026-01-01T00:00:00.000Z", in older events "…+0000". */
const time = z
  .string()
  .transform((value) => Date.parse(value))
  .refine((value) => !Number.isNaN(value));

const party = z.object({
  phoneNumber: text,
  extensionNumber: z.union([z.string(), z.number()]).transform(String).nullish(),
  extensionId: z.union([z.string(), z.number()]).transform(String).nullish(),
  name: text,
  /** In `to` of a group text: this is the number it came in at. */
  target: z.boolean().nullish(),
  messageStatus: text,
});
export type WireParty = z.infer<typeof party>;

const attachment = z.object({
  id,
  uri: text,
  type: text,
  contentType: text,
  fileName: text,
  size: z.number().nonnegative().nullish(),
});
export type WireAttachment = z.infer<typeof attachment>;

/**
 * A message as REST and the instant event give it; what differs between the two (conversationId, owner, eventType) is
 * not needed. Example: test/ringcentral serves it.
 */
export const messageRecord = z.object({
  id,
  type: z.string(),
  direction: z.enum(["Inbound", "Outbound"]),
  from: party.nullish(),
  to: z.array(party).nullish(),
  creationTime: time,
  lastModifiedTime: time.nullish(),
  readStatus: text,
  subject: text,
  messageStatus: text,
  deliveryErrorCode: text,
  availability: text,
  attachments: z.array(attachment).nullish(),
});
export type MessageRecord = z.infer<typeof messageRecord>;

/** What a list is put together by, of any record. */
export const recordHead = z.object({ id, creationTime: time });

/** A deleted message in message-sync: nothing but these two. */
export const removedRecord = z.object({ id, availability: z.enum(["Deleted", "Purged"]) });

/** What every event comes in. */
export const envelope = z.object({ uuid: z.string().min(1), event: z.string(), body: z.unknown() });

/** A page of anything; records are checked one by one, so that one malformed record costs only itself. */
export const page = z.object({
  records: z.array(z.unknown()),
  navigation: z.object({ nextPage: z.unknown().nullish() }).nullish(),
  paging: z
    .object({ totalElements: z.int().nonnegative().nullish().catch(null) })
    .nullish()
    .catch(null),
});

/** What message-sync answers. */
export const syncAnswer = z.object({
  records: z.array(z.unknown()),
  syncInfo: z.object({
    syncToken: z.string().min(1),
    syncTime: time.nullish().catch(null),
    olderRecordsExist: z.boolean().nullish(),
  }),
});

/** An extension: the user who is signed in. */
export const extensionRecord = z.object({
  id,
  extensionNumber: z.union([z.string(), z.number()]).transform(String).nullish(),
  name: text,
  contact: z.object({ firstName: text, lastName: text, company: text }).nullish(),
  regionalSettings: z.object({ homeCountry: z.object({ isoCode: text }).nullish() }).nullish(),
});

/** A phone number of the extension. */
export const numberRecord = z.object({
  id: id.nullish().catch(null),
  phoneNumber: z.string().min(1),
  type: text,
  usageType: text,
  status: text,
  label: text,
  primary: z.boolean().nullish(),
  features: z.array(z.string()).nullish(),
});
export type NumberRecord = z.infer<typeof numberRecord>;

/**
 * What is registered of a number, without a campaign if there is none. Source: SmsConfigurationResource of the API
 * description; `status` is one of its CampaignStatusInfo.
 */
export const smsConfiguration = z.object({
  smsCampaignInfo: z
    .object({ status: text.catch(null), useCases: z.array(z.string().catch("")).nullish().catch(null) })
    .nullish(),
});

/** What the socket-token endpoint answers; `expires_in` is in seconds. */
export const wsToken = z.object({
  uri: z.string().min(1),
  ws_access_token: z.string().min(1),
  expires_in: z.number().positive().catch(30),
});
export type WsToken = z.infer<typeof wsToken>;

/** Where a value was not what was expected, and how: "to.0.phoneNumber invalid_type". Never the value itself. */
const shapeOf = (error: z.ZodError): string =>
  error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join(".")} ${issue.code}`)
    .join(", ");

/** The value, or null after logging what was wrong with its shape. */
export const parsedOrNull = <T>(schema: z.ZodType<T>, value: unknown, what: string, log: Log): T | null => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  log.warn(`malformed ${what} skipped`, { shape: shapeOf(parsed.error) });
  return null;
};
