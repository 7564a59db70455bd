import { describe, expect, it } from "vitest";
import { USUAL_RULES } from "../../../main/core/away/away-rules.ts";
import { awayWords, type Reader, type Saying } from "../../../main/core/away/away-words.ts";
import { createTimeZones } from "../../../main/time-zones/time-zones.ts";
import type { AwayRules, SmartReplies } from "../../../preload/contract/away.ts";
import type { Intent } from "../../../preload/contract/intents.ts";
import { MONDAY_MORNING } from "../../harness/hand-clock.ts";

const HOUR = 3_600_000;
const jane: Reader = { firstName: "Jane", labels: [], language: null, intent: null };
const saying: Saying = {
  absence: { until: MONDAY_MORNING + 24 * HOUR },
  timeZone: "America/Los_Angeles",
  company: "Harbor Advisors",
  now: MONDAY_MORNING,
  isLate: false,
};
const smart: SmartReplies = {
  isOn: true,
  templates: {
    urgent: "Call {urgentNumber}. Now!",
    scheduling: "When?",
    question: null,
    document: "",
    social: "Bye",
    other: null,
  },
  urgentNumber: "(650) 555-0190",
  leastConfidence: 0.6,
};
const say = (rules: Partial<AwayRules>, reader: Partial<Reader> = {}, more: Partial<Saying> = {}) => {
  const { body, from } = awayWords(
    { ...USUAL_RULES, message: "Plain", ...rules },
    { ...jane, ...reader },
    { ...saying, ...more },
    createTimeZones(),
  );
  return `${from}: ${body}`;
};
const wants = (intent: Intent, confidence: number, isSure = true): Partial<Reader> => ({
  intent: { intent, confidence, isSure },
});

describe("the words of an answer", () => {
  it("hold what is known, with dates and times of the person's own place", () => {
    const message = "Hi {firstName}, {company} is away until {returnDate} at {returnTime}.";
    expect([say({ message }), say({ message }, {}, { timeZone: "Asia/Tokyo" })]).toEqual([
      "message: Hi Jane, Harbor Advisors is away until Tuesday, March 3 at 1:00 AM.",
      "message: Hi Jane, Harbor Advisors is away until Tuesday, March 3 at 6:00 PM.",
    ]);
  });

  it("say no time where the end is the end of a day, and no date where there is no end", () => {
    const message = "Away until {returnDate} at {returnTime}. Bye.";
    const midnight = { absence: { until: Date.UTC(2026, 2, 3, 8) } };
    expect([say({ message }, {}, midnight), say({ message }, {}, { absence: { until: null } })]).toEqual([
      "message: Away until Tuesday, March 3. Bye.",
      "message: Away. Bye.",
    ]);
  });

  it("are those for a label or a language, the first that fits, before those for an intent", () => {
    const rules: Partial<AwayRules> = {
      others: [
        { words: "Hola, vuelvo {returnDate}", whom: { kind: "language", language: "es" } },
        { words: "My friend", whom: { kind: "label", label: "VIP" } },
      ],
      smart,
    };
    expect([
      say(rules, { language: "es", labels: ["VIP"] }),
      say(rules, { language: "de", labels: ["Client", "VIP"], ...wants("scheduling", 0.9) }),
      say(rules, { language: "de", labels: ["vip"] }),
      say(rules, { language: null }),
    ]).toEqual(["language: Hola, vuelvo martes, 3 de marzo", "label: My friend", "message: Plain", "message: Plain"]);
  });

  it.each<[string, Partial<Reader>, Partial<SmartReplies>]>([
    ["template: When?", wants("scheduling", 0.6), {}],
    ["message: Plain", wants("scheduling", 0.59), {}],
    ["template: When?", wants("scheduling", 0.3, false), { leastConfidence: 0.2 }],
    ["message: Plain", wants("scheduling", 0.9), { isOn: false }],
    ["message: Plain", wants("question", 0.9), {}],
    ["template: Call (650) 555-0190. Now!", wants("urgent", 0.3), {}],
    ["message: Plain", wants("urgent", 0.2, false), {}],
    ["template: Now!", wants("urgent", 0.9), { urgentNumber: null }],
  ])("are for what was asked only where that is sure: %s", (expected, reader, changes) => {
    expect(say({ smart: { ...smart, ...changes } }, reader)).toBe(expected);
  });

  it("begin with the words for what is late, and end with how to stop them, if the person wants that", () => {
    const rules = { lateWords: " Sorry for the delay. ", hasStopLine: true };
    expect([say(rules), say(rules, {}, { isLate: true }), say({ lateWords: null }, {}, { isLate: true })]).toEqual([
      "message: Plain\nReply STOP to end",
      "message: Sorry for the delay. Plain\nReply STOP to end",
      "message: Plain",
    ]);
  });

  it("fit into one text, at their longest", () => {
    const message = `${"x".repeat(870)} {firstName}`;
    const said = say({ message, hasStopLine: true }, { firstName: "y".repeat(40) });
    expect(said.length - "message: ".length).toBeLessThanOrEqual(1_000);
  });
});
