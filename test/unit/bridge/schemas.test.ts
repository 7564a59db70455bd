import { describe, expect, it } from "vitest";
import { schemas } from "../../../main/bridge/schemas.ts";
import { MAX_ATTACHMENT_BYTES } from "../../../preload/contract/limits.ts";
import type { Argument, RequestName } from "../../../preload/contract/requests.ts";
import { conversationId as idOfConversation, textId as idOfText } from "../../harness/ids.ts";

const conversationId = idOfConversation("0b8f6a2e-6d0e-4c4b-9d57-3f0f4f1f7a11");
const textId = idOfText("text_17");
const picture = { fileName: "a.png", contentType: "image/png", content: new Uint8Array([1, 2]) };

/** One good argument for each request; the compiler names a request that is missing here. */
const good: { readonly [Name in RequestName]: Argument<Name> } = {
  "state/read": undefined,
  "account/sign-in": { server: "https://example.test", clientId: "id", clientSecret: "s", jwt: "j" },
  "account/sign-out": undefined,
  "account/choose-number": { address: "+16505550100" },
  "account/resume": undefined,
  "settings/change": { historyDays: 30, checkMinutes: 10, keepDays: null },
  "storage/dismiss": undefined,
  "conversations/list": { before: null, limit: 50 },
  "conversations/start": { addresses: ["+16505550101", "102"] },
  "conversations/mark-read": { conversationId },
  "thread/read": { conversationId, before: textId, limit: 30 },
  "drafts/read": { conversationId },
  "drafts/keep": { conversationId, body: "" },
  "drafts/files": { conversationId },
  "drafts/keep-files": { conversationId, attachments: [picture] },
  "outbox/send": { conversationId, body: "Hi", attachments: [picture] },
  "outbox/resend": { textId },
  "outbox/discard": { textId },
  "outbox/edit": { textId },
  "outbox/leave": { textId },
  "contacts/search": { query: "" },
  "away/switch": { on: false },
  "away/compose": { message: "Back {returnDate}", returnDate: "2026-11-30" },
  "away/preview": { message: "Away", returnDate: null, firstName: "Jane" },
  "away/report": undefined,
  "windows/open-conversation": { conversationId },
  "windows/close": undefined,
  "windows/fit": { height: 240.5 },
  "windows/report-network": { isOnline: false },
  "windows/report-open": { conversationId: null },
};

const bad: readonly (readonly [string, RequestName, unknown])[] = [
  ["an argument where none belongs", "state/read", {}],
  ["a missing field", "account/sign-in", { server: "https://example.test", clientId: "id", clientSecret: "s" }],
  ["a field too many", "outbox/discard", { textId, force: true }],
  ["a path as an id", "thread/read", { conversationId: "../x", before: null, limit: 30 }],
  ["an empty id", "drafts/read", { conversationId: "" }],
  ["a page without end", "conversations/list", { before: null, limit: 1e9 }],
  ["half a page", "conversations/list", { before: null, limit: 1.5 }],
  ["a time that is none", "conversations/list", { before: Number.NaN, limit: 5 }],
  ["nobody to write to", "conversations/start", { addresses: [] }],
  ["a day that is none", "away/compose", { message: "", returnDate: "2026-02-30" }],
  ["a body without bound", "drafts/keep", { conversationId, body: "x".repeat(100_001) }],
  [
    "text where bytes belong",
    "outbox/send",
    { conversationId, body: "", attachments: [{ ...picture, content: "AQI" }] },
  ],
  ["a height without bound", "windows/fit", { height: Number.POSITIVE_INFINITY }],
  ["a word for yes", "away/switch", { on: "true" }],
];

const names = Object.keys(schemas).filter((name): name is RequestName => name in good);

describe("the schemas of requests", () => {
  it.each(names)("let a good %s through unchanged", (name) => {
    expect(schemas[name].safeParse(good[name])).toEqual({ success: true, data: good[name] });
  });

  it.each(bad)("refuse %s (%s)", (_what, name, argument) => {
    expect(schemas[name].safeParse(argument).success).toBe(false);
  });

  it("let files over the product's limit through, so that the core can say which one is too big", () => {
    const content = new Uint8Array(MAX_ATTACHMENT_BYTES + 1);
    const argument = { conversationId, body: "", attachments: [{ ...picture, content }] };
    expect(schemas["outbox/send"].safeParse(argument).success).toBe(true);
  });

  it("refuse files that together would fill the memory", () => {
    const content = new Uint8Array(20 * MAX_ATTACHMENT_BYTES);
    const argument = { conversationId, body: "", attachments: [1, 2, 3].map(() => ({ ...picture, content })) };
    expect(schemas["outbox/send"].safeParse(argument).success).toBe(false);
  });
});
