import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkAwayRules } from "../../../main/core/away/check-away-rules.ts";
import { USUAL_RULES } from "../../../main/core/away/away-rules.ts";
import { awayWords, type Reader, type Saying } from "../../../main/core/away/away-words.ts";
import { createTimeZones } from "../../../main/time-zones/time-zones.ts";
import type { AwayRules, SmartReplies } from "../../../preload/contract/away.ts";
import { longestFilled, roomForMessage } from "../../../preload/contract/away-message.ts";
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

  it("fit into one text at their longest, with the line that ends them and words for what is late", () => {
    const { company } = saying;
    const reader = { firstName: "y".repeat(40) };
    const words = "{firstName} {returnDate} {returnTime} {company} {urgentNumber} ".repeat(4);
    const numbers = { ...smart, urgentNumber: "(650) 555-0190" };
    const of = (units: number): AwayRules => ({
      ...USUAL_RULES,
      message: words + "x".repeat(units),
      lateWords: "Late.",
      hasStopLine: true,
      smart: numbers,
    });
    const room = [...Array.from({ length: 900 }).keys()].filter((units) => checkAwayRules(of(units), company).ok);
    const said = say(of(room.at(-1) ?? 0), reader, { isLate: true }).slice("message: ".length);
    expect([said.length <= 1_000, said.length > 800, said.endsWith("x\nReply STOP to end")]).toEqual([
      true,
      true,
      true,
    ]);
    expect(said.startsWith(`Late. ${reader.firstName} Tuesday, March 3`)).toBe(true);
  });

  it("of rules that can be kept fit into one text for everybody, and hold nothing that was in braces", () => {
    const piece = fc.oneof(
      fc.constantFrom("{firstName}", "{return date}", "{{ReturnTime}}", "{company}", "{urgent_number}", "{nobody}"),
      fc.constantFrom("Hi ", ", until ", ". ", "\n", " until ", "ß", "…"),
      fc.integer({ min: 1, max: 300 }).map((units) => "x".repeat(units)),
    );
    const words = fc.array(piece, { minLength: 1, maxLength: 60 }).map((pieces) => `Away ${pieces.join("")}`);
    const urgentNumber = fc.constantFrom(null, "911", "0".repeat(40));
    const lateWords = fc.constantFrom(null, "Late.", "x".repeat(200));
    const known = fc.record({
      firstName: fc.constantFrom(null, "Jane", "y".repeat(40), "{company}"),
      language: fc.constantFrom("en", "eu", "lt"),
      until: fc.constantFrom(null, MONDAY_MORNING, Date.UTC(2030, 8, 25, 23, 59)),
      isLate: fc.boolean(),
    });
    let kept = 0;
    fc.assert(
      fc.property(
        words,
        urgentNumber,
        lateWords,
        known,
        (own, number, late, { firstName, language, until, isLate }) => {
          const { company } = saying;
          const left = roomForMessage(late) - longestFilled(own, { company, urgentNumber: number });
          // As long as it can be kept.
          const full = own + "x".repeat(Math.max(left, 0));
          const rules: AwayRules = {
            ...USUAL_RULES,
            others: [{ words: full, whom: { kind: "language", language } }],
            hasStopLine: true,
            lateWords: late,
            smart: { ...smart, urgentNumber: number },
          };
          expect(checkAwayRules(rules, company).ok).toBe(left >= 0);
          if (left < 0) return;
          kept += 1;
          const said = say(rules, { firstName, language }, { absence: { until }, isLate });
          expect(said).toMatch(/^language: /u);
          expect(said.length - "language: ".length).toBeLessThanOrEqual(1_000);
          expect(said.replaceAll("{company}", "")).not.toMatch(/[{}]/u);
          if (isLate && late !== null) expect(said).toContain(late);
        },
      ),
      { numRuns: 300 },
    );
    expect(kept).toBeGreaterThan(30);
  });

  it("are the usual ones where the person’s own do not fit, and late words go first", () => {
    const usual =
      "Hi Jane, I am away until Tuesday, March 3 and will answer when I am back. This is an automatic reply.";
    expect([
      say({ message: `{company} ${"x".repeat(980)}`, hasStopLine: true }),
      say({ message: "x".repeat(982), hasStopLine: true, lateWords: "Late." }, {}, { isLate: true }),
    ]).toEqual([`message: ${usual}\nReply STOP to end`, `message: ${"x".repeat(982)}\nReply STOP to end`]);
  });

  it("fill nothing into the words for what is late, and show no braces", () => {
    expect(say({ lateWords: "Sorry {firstName}, I am late." }, {}, { isLate: true })).toBe(
      "message: Sorry, I am late. Plain",
    );
  });

  it("hold a number, and a label, as they were meant, with blanks around them", () => {
    const others = [{ words: "My friend", whom: { kind: "label", label: " VIP " } }] as const;
    expect([
      say({ smart: { ...smart, urgentNumber: " 650 " } }, wants("urgent", 0.9)),
      say({ others }, { labels: ["VIP"] }),
    ]).toEqual(["template: Call 650. Now!", "label: My friend"]);
  });
});

describe("rules", () => {
  const long = "x".repeat(990);
  it.each<[string, Partial<AwayRules>, string | null]>([
    ["the usual ones", {}, null],
    ["an empty message", { message: " " }, "empty-text"],
    ["a message that fills a text and no more", { message: "x".repeat(982) }, null],
    ["one that fits only without a name", { message: `{firstName}${"x".repeat(943)}` }, "text-too-long"],
    ["one that fits only without the company", { message: `{company}${"x".repeat(968)}` }, "text-too-long"],
    ["one that fits only on time", { message: "x".repeat(982), lateWords: "Late." }, "text-too-long"],
    ["a message for a label", { others: [{ words: long, whom: { kind: "label", label: "a" } }] }, "text-too-long"],
    ["a template", { smart: { ...smart, templates: { ...smart.templates, other: long } } }, "text-too-long"],
    ["words for what is late", { lateWords: "x".repeat(201) }, "text-too-long"],
  ])("are kept only if every answer fits into a text: %s", (_name, change, code) => {
    const checked = checkAwayRules({ ...USUAL_RULES, ...change }, "Harbor Advisors");
    expect(checked.ok ? null : checked.failure.code).toBe(code);
  });
});

it.each([
  ["dates", 48, { weekday: "long", month: "long", day: "numeric", year: "numeric" }],
  ["times", 20, { hour: "numeric", minute: "2-digit" }],
] as const)("no language has longer %s than the length of a message counts with", (kind, most, options) => {
  const words = kind === "dates" ? "{returnDate}" : "{returnTime}";
  expect(longestFilled(words, { company: null, urgentNumber: null })).toBe(most);
  const languages =
    "am ar az be bg bn ca cs da de el en es et eu fa fi fr gu he hi hr hu hy is it ja ka kn ko ku lo lt lv ml mr ms nl no or pa pl pt ro ru sk sl sq sr sv ta te th tl tr uk ur vi yo zh".split(
      " ",
    );
  for (const language of languages) {
    const formatter = new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" });
    for (let hours = 0; hours < 366 * 24; hours += 23)
      expect(formatter.format(Date.UTC(2028, 0, 1, hours)).length).toBeLessThanOrEqual(most);
  }
});
