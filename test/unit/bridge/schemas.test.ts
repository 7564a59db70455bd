import { describe, expect, it } from "vitest";
import { USUAL_RULES, usualHours } from "../../../main/core/away/away-rules.ts";
import { USUAL_QUIET } from "../../../main/core/quiet/quiet.ts";
import { schemas } from "../../../main/bridge/schemas.ts";
import { MAX_ATTACHMENT_BYTES } from "../../../preload/contract/limits.ts";
import type { AwayRules } from "../../../preload/contract/away.ts";
import type { Argument, RequestName } from "../../../preload/contract/requests.ts";
import { conversationId as idOfConversation, textId as idOfText } from "../../harness/ids.ts";

const conversationId = idOfConversation("0b8f6a2e-6d0e-4c4b-9d57-3f0f4f1f7a11");
const textId = idOfText("text_17");
const picture = { fileName: "a.png", contentType: "image/png", content: new Uint8Array([1, 2]) };

/** Rules with something in each place where nothing is by default. */
const everyRule: AwayRules = {
  ...USUAL_RULES,
  others: [
    { words: "Hola", whom: { kind: "language", language: "es" } },
    { words: "Call my cell", whom: { kind: "label", label: "VIP" } },
  ],
  who: "labelled",
  labels: ["VIP"],
  againAfterHours: 24,
  lateWords: "Sorry.",
  smart: { ...USUAL_RULES.smart, urgentNumber: "(650) 555-0190" },
};

/** One good argument for each request; the compiler names a request that is missing here. */
const good: { readonly [Name in RequestName]: Argument<Name> } = {
  "state/read": undefined,
  "account/sign-in": { server: "https://example.test", clientId: "id", clientSecret: "s", jwt: "j" },
  "account/sign-out": undefined,
  "account/choose-number": { address: "+16505550100" },
  "account/campaigns": undefined,
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
  "away/switch": { kind: "until", at: 1_772_442_000_000 },
  "away/presets": undefined,
  "away/set-hours": { ...usualHours("America/Los_Angeles"), holidays: ["2026-11-26"] },
  "away/set-rules": everyRule,
  "away/people": undefined,
  "away/set-person": { address: "+16505550101", answer: "never", labels: ["VIP"] },
  "away/preview": { rules: everyRule, until: null, firstName: "Jane", labels: [], heard: null },
  "away/set-model-key": { key: null, url: "" },
  "away/try-model": { rules: USUAL_RULES, heard: "Hello" },
  "away/simulate": { rules: USUAL_RULES, until: null },
  "away/report": { since: null },
  "away/absences": undefined,
  "away/export": { since: 5 },
  "quiet/snooze": { until: null },
  "quiet/set-rules": USUAL_QUIET,
  "quiet/presets": undefined,
  "settings/start-at-login": { isOn: true },
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
  ["a day that is none", "away/set-hours", { ...usualHours("UTC"), holidays: ["2026-02-30"] }],
  [
    "an hour that is none",
    "away/set-hours",
    { ...usualHours("UTC"), week: [[{ from: "09:00", to: "25:00" }], [], [], [], [], [], []] },
  ],
  [
    "work that ends before it begins",
    "away/set-hours",
    { ...usualHours("UTC"), week: [[{ from: "17:00", to: "09:00" }], [], [], [], [], [], []] },
  ],
  [
    "hours that meet",
    "away/set-hours",
    {
      ...usualHours("UTC"),
      week: [
        [
          { from: "09:00", to: "12:00" },
          { from: "12:00", to: "17:00" },
        ],
        [],
        [],
        [],
        [],
        [],
        [],
      ],
    },
  ],
  ["a week of eight days", "away/set-hours", { ...usualHours("UTC"), week: [[], [], [], [], [], [], [], []] }],
  ["an end that is none", "away/switch", { kind: "until" }],
  ["an end in the middle of a millisecond", "away/switch", { kind: "until", at: 1_772_442_000_000.5 }],
  ["a snooze until such a moment", "quiet/snooze", { until: 1_772_442_000_000.5 }],
  [
    "a number of blanks to call",
    "away/set-rules",
    { ...USUAL_RULES, smart: { ...USUAL_RULES.smart, urgentNumber: " " } },
  ],
  [
    "a message for a label of blanks",
    "away/set-rules",
    { ...USUAL_RULES, others: [{ words: "Hi", whom: { kind: "label", label: " " } }] },
  ],
  ["answers without bound", "away/set-rules", { ...USUAL_RULES, perMinute: 41 }],
  ["texts of any age", "away/set-rules", { ...USUAL_RULES, staleHours: 10_000 }],
  ["a rule that is missing", "away/set-rules", { ...USUAL_RULES, who: undefined }],
  [
    "a template for no intent",
    "away/set-rules",
    { ...USUAL_RULES, smart: { ...USUAL_RULES.smart, templates: { rude: "No" } } },
  ],
  ["a label without a letter", "away/set-person", { address: "+16505550101", answer: null, labels: [" "] }],
  ["a key of no length", "away/set-model-key", { key: "", url: "http://127.0.0.1/v1" }],
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

  it("let what is being typed through with its blanks: more words follow", () => {
    const rules = {
      ...USUAL_RULES,
      others: [{ words: "Hi", whom: { kind: "label", label: "VIP " } }],
      smart: { ...USUAL_RULES.smart, urgentNumber: "650 " },
    };
    expect(schemas["away/set-rules"].parse(rules)).toEqual(rules);
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
