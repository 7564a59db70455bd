import { z } from "zod";
import type { AttachmentId, ConversationId, TextId } from "../../preload/contract/model.ts";
import type { Argument, RequestName } from "../../preload/contract/requests.ts";
import { MAX_ATTACHMENT_BYTES } from "../../preload/contract/limits.ts";
import { quietRules } from "./quiet-schemas.ts";
import {
  awayPerson,
  awayPreviewAsk,
  awayRules,
  awaySwitch,
  modelAddress,
  ofAbsence,
  workingHours,
} from "./away-schemas.ts";

/*
 * These bound what main takes in at all. They are wider than the product's limits on purpose: a text too long or a file
 * too big is answered by the core with a failure that names it, not with "invalid request".
 */
const MAX_BODY_UNITS = 100_000;
const MAX_FILES = 100;
const MAX_FILE_BYTES = 20 * MAX_ATTACHMENT_BYTES;
const MAX_FILES_BYTES = 2 * MAX_FILE_BYTES;
const MAX_PAGE = 500;

/** Ids are made by Tern's own store. */
const id = <Id extends TextId | ConversationId | AttachmentId>() =>
  z.custom<Id>((value) => typeof value === "string" && /^[\w-]{1,64}$/.test(value));
const conversationId = id<ConversationId>();
const textId = id<TextId>();

const body = z.string().max(MAX_BODY_UNITS);
const secret = z.string().max(20_000);
const address = z.string().min(1).max(100);
const limit = z.int().min(1).max(MAX_PAGE);
const epochMs = z.int().min(0).max(8.64e15);

const outgoingAttachment = z.strictObject({
  fileName: z.string().min(1).max(1000),
  contentType: z.string().max(200),
  content: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.byteLength <= MAX_FILE_BYTES),
});
const outgoingAttachments = z
  .array(outgoingAttachment)
  .max(MAX_FILES)
  .refine((files) => files.reduce((sum, { content }) => sum + content.byteLength, 0) <= MAX_FILES_BYTES)
  .readonly();

const nothing = z.undefined();
const ofConversation = z.strictObject({ conversationId });
const ofText = z.strictObject({ textId });

/** `true` only if each type holds exactly the other: a schema that lets less through than the contract is wrong too. */
type Same<A, B> = [A, B] extends [B, A] ? true : false;
type Schemas = { readonly [Name in RequestName]: z.ZodType<Argument<Name>> };
/** At the line of a schema whose output is not exactly the contract's argument, the compiler says so. */
type Checked<Table extends Schemas> = {
  readonly [Name in RequestName]: Same<z.output<Table[Name]>, Argument<Name>> extends true
    ? Table[Name]
    : "this schema is not of the type in the contract";
};
const table = <Table extends Schemas>(schemas: Table & Checked<Table>): Schemas => schemas;

/** One for each request, by name. Nothing unnamed gets through: objects are strict, texts and files bounded. */
export const schemas = table({
  "state/read": nothing,

  "account/sign-in": z.strictObject({
    server: z.string().max(2000),
    clientId: z.string().max(1000),
    clientSecret: secret,
    jwt: secret,
  }),
  "account/sign-out": nothing,
  "account/choose-number": z.strictObject({ address }),
  "account/campaigns": nothing,
  "account/resume": nothing,

  "settings/change": z.strictObject({
    historyDays: z.number(),
    checkMinutes: z.number(),
    keepDays: z.number().nullable(),
  }),
  "settings/start-at-login": z.strictObject({ isOn: z.boolean() }),
  "storage/dismiss": nothing,

  "conversations/list": z.strictObject({ before: epochMs.nullable(), limit }),
  "conversations/start": z.strictObject({ addresses: z.array(address).min(1).max(100).readonly() }),
  "conversations/mark-read": ofConversation,

  "thread/read": z.strictObject({ conversationId, before: textId.nullable(), limit }),

  "drafts/read": ofConversation,
  "drafts/keep": z.strictObject({ conversationId, body }),
  "drafts/files": ofConversation,
  "drafts/keep-files": z.strictObject({ conversationId, attachments: outgoingAttachments }),

  "outbox/send": z.strictObject({ conversationId, body, attachments: outgoingAttachments }),
  "outbox/resend": ofText,
  "outbox/discard": ofText,
  "outbox/edit": ofText,
  "outbox/leave": ofText,

  "contacts/search": z.strictObject({ query: z.string().max(200) }),

  "away/switch": awaySwitch,
  "away/presets": nothing,
  "away/set-hours": workingHours,
  "away/set-rules": awayRules,
  "away/people": nothing,
  "away/set-person": awayPerson,
  "away/preview": awayPreviewAsk,
  "away/set-model-key": z.strictObject({ key: secret.min(1).nullable(), url: modelAddress }),
  "away/try-model": z.strictObject({ rules: awayRules, heard: body }),
  "away/simulate": z.strictObject({ rules: awayRules, until: epochMs.nullable() }),
  "away/report": ofAbsence,
  "away/absences": nothing,
  "away/export": ofAbsence,

  "quiet/snooze": z.strictObject({ until: epochMs.nullable() }),
  "quiet/set-rules": quietRules,
  "quiet/presets": nothing,

  "windows/open-conversation": ofConversation,
  "windows/close": nothing,
  "windows/fit": z.strictObject({ height: z.number().min(1).max(4000) }),
  "windows/report-network": z.strictObject({ isOnline: z.boolean() }),
  "windows/report-open": z.strictObject({ conversationId: conversationId.nullable() }),
});
