import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  hoursFromFact,
  isDayTime,
  rulesFromFact,
  USUAL_RULES,
  usualHours,
} from "../../../main/core/away/away-rules.ts";
import { schemas } from "../../../main/bridge/schemas.ts";
import { createTimeZones } from "../../../main/time-zones/time-zones.ts";
import type { AwayRules } from "../../../preload/contract/away.ts";
import { spoiled } from "../../fuzz/spoiled.ts";

const { isKnown } = createTimeZones();
const chosen: AwayRules = {
  message: "Gone",
  others: [
    { words: "Hola", whom: { kind: "language", language: "es" } },
    { words: "Hey", whom: { kind: "label", label: "VIP" } },
  ],
  hasStopLine: true,
  who: "labelled",
  labels: ["VIP"],
  againAfterHours: 24,
  staleHours: 3,
  lateWords: "Late:",
  perMinute: 2,
  perDay: 20,
  smart: {
    isOn: true,
    templates: { urgent: null, scheduling: "a", question: "b", document: null, social: "c", other: "d" },
    urgentNumber: "911",
    leastConfidence: 0.9,
  },
  model: { isOn: true, url: "http://localhost:1/v1", model: "m", timeLimitSeconds: 3, longest: 100 },
  keepsAwake: true,
};
const hours = {
  isOn: true,
  timeZone: "Asia/Tokyo",
  week: [
    [
      { from: "08:00", to: "12:00" },
      { from: "13:00", to: "24:00" },
    ],
    [],
    [],
    [],
    [],
    [],
    [],
  ],
  holidays: ["2026-12-25"],
};

describe("rules that were kept", () => {
  it("are read as they were", () => {
    expect(rulesFromFact(JSON.parse(JSON.stringify(chosen)))).toEqual(chosen);
    expect(rulesFromFact({ ...chosen, againAfterHours: null, lateWords: null }).againAfterHours).toBeNull();
  });

  it("are the usual ones where there are none, and around the message of an earlier Tern", () => {
    expect([rulesFromFact(null), rulesFromFact("nonsense"), rulesFromFact({ message: "Gone" })]).toEqual([
      USUAL_RULES,
      USUAL_RULES,
      { ...USUAL_RULES, message: "Gone" },
    ]);
  });

  it("are the usual ones where they are out of bounds: nobody gets more answers, or older ones, than can be chosen", () => {
    const wild = { ...chosen, staleHours: 1_000, perMinute: 0, perDay: Number.NaN, againAfterHours: 0.1, who: "all" };
    expect(rulesFromFact(wild)).toEqual({
      ...chosen,
      staleHours: USUAL_RULES.staleHours,
      perMinute: USUAL_RULES.perMinute,
      perDay: USUAL_RULES.perDay,
      againAfterHours: null,
      who: USUAL_RULES.who,
    });
  });

  it("never break anything, whatever became of them, and only ever answer more people than usual by choice", () => {
    fc.assert(
      fc.property(spoiled(chosen), (fact) => {
        const read = rulesFromFact(fact);
        expect(rulesFromFact(read)).toEqual(read);
        expect(["contacts", "labelled"]).toContain(read.who);
      }),
    );
  });
});

describe("hours that were kept", () => {
  it("are read as they were, and are such as a window may send", () => {
    expect(hoursFromFact(hours, isKnown, "UTC")).toEqual(hours);
    expect(hoursFromFact(null, isKnown, "Europe/Rome")).toEqual(usualHours("Europe/Rome"));
    expect(schemas["away/set-hours"].safeParse(usualHours("Europe/Rome")).success).toBe(true);
  });

  it("lose what is no time, no day and no place", () => {
    const spoilt = {
      ...hours,
      timeZone: "Atlantis/Center",
      week: [
        [
          { from: "09:00", to: "25:00" },
          { from: "17:00", to: "09:00" },
          { from: "1:00", to: "2:00" },
        ],
        [],
        [],
        [],
        [],
        [],
        [],
      ],
      holidays: ["2026-02-30", 5, "2026-12-25"],
    };
    expect(hoursFromFact(spoilt, isKnown, "UTC")).toEqual({
      ...hours,
      timeZone: "UTC",
      week: [[], [], [], [], [], [], []],
    });
    expect(hoursFromFact({ ...hours, week: [[], []] }, isKnown, "UTC").week).toEqual(usualHours("UTC").week);
  });

  it("never break anything, whatever became of them", () => {
    fc.assert(
      fc.property(spoiled(hours), (fact) => {
        const read = hoursFromFact(fact, isKnown, "UTC");
        expect([read.week.length, isKnown(read.timeZone), hoursFromFact(read, isKnown, "UTC")]).toEqual([
          7,
          true,
          read,
        ]);
      }),
    );
  });
});

it.each([
  ["00:00", true],
  ["23:59", true],
  ["24:00", true],
  ["24:01", false],
  ["9:00", false],
  ["09:60", false],
  ["09:00:00", false],
])("%s is a time of day: %s", (text, expected) => {
  expect(isDayTime(text)).toBe(expected);
});
