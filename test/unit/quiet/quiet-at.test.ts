import {
  array,
  assert,
  boolean,
  constant,
  constantFrom,
  double,
  integer,
  oneof,
  option,
  pre,
  property,
  record,
} from "fast-check";
import { describe, expect, it } from "vitest";
import type { TimeZones } from "../../../main/core/ports/system.ts";
import { quietPresets } from "../../../main/core/quiet/presets.ts";
import { hoursEnd, nextChangeOfQuiet, quietAt, type QuietPlan } from "../../../main/core/quiet/quiet-at.ts";
import { createTimeZones } from "../../../main/time-zones/time-zones.ts";
import type { QuietRules } from "../../../preload/contract/away.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const EVERY_DAY = [true, true, true, true, true, true, true];

const zonesOf = (here: string): TimeZones => ({ ...createTimeZones(), here: () => here });
const at = (text: string): number => Date.parse(text);
const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString().slice(0, 16));
const rulesWith = (hours: Partial<QuietRules["hours"]>): QuietRules => ({
  hours: { isOn: true, from: "22:00", to: "07:00", days: EVERY_DAY, ...hours },
  letsUrgentThrough: false,
});
const planWith = (hours: Partial<QuietRules["hours"]>, more: Partial<QuietPlan> = {}): QuietPlan => ({
  rules: rulesWith(hours),
  snoozedUntil: null,
  onUntil: null,
  ...more,
});
/** `hours until 2026-06-02T07:00`, by UTC. */
const said = (plan: QuietPlan, moment: string, zone = "UTC", isSystemQuiet = false): string => {
  const { because, until } = quietAt(plan, isSystemQuiet, at(moment), zonesOf(zone));
  return `${because} until ${iso(until)}`;
};

describe("quiet hours", () => {
  it("may pass midnight, and hold from their first minute to before their last", () => {
    const moments = ["21:59:59", "22:00", "23:59:59"].map((time) => `2026-06-01T${time}Z`);
    const next = ["00:00", "06:59:59", "07:00"].map((time) => `2026-06-02T${time}Z`);
    expect([...moments, ...next].map((moment) => said(planWith({}), moment))).toEqual([
      "null until null",
      "hours until 2026-06-02T07:00",
      "hours until 2026-06-02T07:00",
      "hours until 2026-06-02T07:00",
      "hours until 2026-06-02T07:00",
      "null until null",
    ]);
  });

  it("begin on the days chosen, and end on the next one whatever that is", () => {
    // 2026-06-05 is a Friday.
    const plan = planWith({ days: [false, false, false, false, true, false, false] });
    expect(
      ["2026-06-04T23:00Z", "2026-06-05T06:00Z", "2026-06-05T23:00Z", "2026-06-06T06:00Z", "2026-06-06T23:00Z"].map(
        (moment) => said(plan, moment),
      ),
    ).toEqual([
      "null until null",
      "null until null",
      "hours until 2026-06-06T07:00",
      "hours until 2026-06-06T07:00",
      "null until null",
    ]);
  });

  it("go by the clocks of where the computer is, which go forward and back", () => {
    // New York: 2026-03-08 and 2026-11-01, at 2:00.
    expect(said(planWith({}), "2026-03-08T04:00Z", "America/New_York")).toBe("hours until 2026-03-08T11:00");
    expect(said(planWith({}), "2026-03-08T11:00Z", "America/New_York")).toBe("null until null");
    expect(said(planWith({}), "2026-11-01T11:30Z", "America/New_York")).toBe("hours until 2026-11-01T12:00");
    expect(said(planWith({ from: "02:30", to: "03:15" }), "2026-03-08T07:20Z", "America/New_York")).toBe(
      "null until null",
    );
  });

  it("of days that meet have one end, and of every whole day none", () => {
    const weekend = planWith({ from: "00:00", to: "24:00", days: [false, false, false, false, false, true, true] });
    expect(said(weekend, "2026-06-06T12:00Z")).toBe("hours until 2026-06-08T00:00");
    expect(said(planWith({ from: "00:00", to: "24:00" }), "2026-06-06T12:00Z")).toBe("hours until null");
  });

  it("do not hold for the rest of a night in which the person switched notifications on", () => {
    const plan = planWith({}, { onUntil: at("2026-06-02T07:00Z") });
    expect([said(plan, "2026-06-02T03:00Z"), said(plan, "2026-06-02T22:00Z")]).toEqual([
      "null until null",
      "hours until 2026-06-03T07:00",
    ]);
  });
});

describe("why it is quiet", () => {
  it("is a snooze first, then the hours, then the system", () => {
    const snoozed = { snoozedUntil: at("2026-06-01T21:30Z") };
    expect(said(planWith({}, snoozed), "2026-06-01T21:00Z")).toBe("snooze until 2026-06-01T21:30");
    expect(said(planWith({}, snoozed), "2026-06-01T21:30Z")).toBe("null until null");
    expect(said(planWith({}, { snoozedUntil: at("2026-06-02T06:00Z") }), "2026-06-02T05:00Z")).toBe(
      "snooze until 2026-06-02T07:00",
    );
    expect(said(planWith({}), "2026-06-01T23:00Z", "UTC", true)).toBe("hours until null");
    expect(said(planWith({}), "2026-06-01T12:00Z", "UTC", true)).toBe("system until null");
  });
});

describe("what is offered", () => {
  it("is half an hour, an hour, and tomorrow at eight by the clocks here, also where they change in the night", () => {
    const presets = quietPresets(at("2026-03-08T04:10Z"), zonesOf("America/New_York"));
    expect(presets.map(({ id, at: end }) => `${id} ${iso(end)}`)).toEqual([
      "half-hour 2026-03-08T04:40",
      "hour 2026-03-08T05:10",
      "tomorrow 2026-03-08T12:00",
    ]);
  });

  it.each([
    ["2026-03-04T00:30Z", "2026-03-04T08:00"],
    ["2026-03-04T03:59Z", "2026-03-04T08:00"],
    ["2026-03-04T04:00Z", "2026-03-05T08:00"],
    ["2026-03-04T23:59Z", "2026-03-05T08:00"],
  ])("is, at %s, until the morning that people mean by tomorrow: %s", (now, expected) => {
    const tomorrow = quietPresets(at(now), zonesOf("UTC")).find(({ id }) => id === "tomorrow");
    expect(iso(tomorrow?.at ?? null)).toBe(expected);
  });
});

const zone = constantFrom(
  "America/New_York",
  "Europe/London",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Pacific/Apia",
  "America/Sao_Paulo",
  "Africa/Casablanca",
  "UTC",
);
const time = integer({ min: 0, max: 95 }).map((quarter) => {
  const [hour, minute] = [Math.floor(quarter / 4), (quarter % 4) * 15];
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
});
const anyHours = record({
  from: time,
  to: oneof(time, constant("24:00")),
  days: array(boolean(), { minLength: 7, maxLength: 7 }),
}).filter(({ from, to }) => from !== to && !(from === "00:00" && to === "24:00"));
const moment = integer({ min: at("2011-12-01T00:00Z"), max: at("2035-01-01T00:00Z") });
const soon = option(integer({ min: 1, max: 3 * DAY }));

/** Read off the clock on the wall: another way to the same. */
const isQuietByTheWall = ({ hours: { from, to, days } }: QuietRules, now: number, zones: TimeZones): boolean => {
  const { time: clock, weekday } = zones.localAt(now, zones.here());
  const [isToday, wasYesterday] = [days[weekday - 1] === true, days[(weekday + 5) % 7] === true];
  if (from < to) return isToday && from <= clock && clock < to;
  return (isToday && from <= clock) || (wasYesterday && clock < to);
};

/** No clock is changed within a day and a half. */
const isSteady = (now: number, zones: TimeZones): boolean => {
  const minutes = (ms: number): number => {
    const { date, time: clock } = zones.localAt(ms, zones.here());
    return (Date.parse(`${date}T${clock}Z`) - Math.floor(ms / 60_000) * 60_000) / 60_000;
  };
  return minutes(now - 1.5 * DAY) === minutes(now) && minutes(now + 1.5 * DAY) === minutes(now);
};

describe("whatever the hours, the place and the moment", () => {
  it("it is quiet when the clock on the wall says so, except around a change of clocks", () => {
    assert(
      property(zone, anyHours, moment, (here, hours, now) => {
        const zones = zonesOf(here);
        pre(isSteady(now, zones));
        const plan = planWith(hours);
        expect(quietAt(plan, false, now, zones).because === "hours").toBe(isQuietByTheWall(plan.rules, now, zones));
      }),
    );
  });

  it("it stays quiet until the end that is said, and not at that end", () => {
    assert(
      property(zone, anyHours, moment, soon, soon, double({ min: 0, max: 1, noNaN: true }), (...given) => {
        const [here, hours, now, snooze, on, part] = given;
        const zones = zonesOf(here);
        const plan = planWith(hours, {
          snoozedUntil: snooze === null ? null : now + snooze,
          onUntil: on === null ? null : now + on,
        });
        const { because, until } = quietAt(plan, false, now, zones);
        pre(because !== null && until !== null);
        const between = Math.min(until - 1, Math.floor(now + (until - now) * part));
        expect(until).toBeGreaterThan(now);
        expect(quietAt(plan, false, between, zones)).toMatchObject({ because: expect.any(String), until });
        expect(quietAt(plan, false, until, zones)).toEqual({ because: null, until: null });
      }),
    );
  });

  it("nothing changes before the moment at which Tern looks again", () => {
    assert(
      property(zone, anyHours, moment, soon, double({ min: 0, max: 1, noNaN: true }), (...given) => {
        const [here, hours, now, snooze, part] = given;
        const zones = zonesOf(here);
        const plan = planWith(hours, { snoozedUntil: snooze === null ? null : now + snooze });
        const next = nextChangeOfQuiet(plan, now, zones);
        const end = next ?? now + 7 * DAY;
        const between = Math.min(end - 1, Math.floor(now + (end - now) * part));
        expect(quietAt(plan, false, between, zones)).toEqual(quietAt(plan, false, now, zones));
      }),
    );
  });

  it("quiet hours end within a day, and an hour for clocks that go back, or two", () => {
    assert(
      property(zone, anyHours, moment, (here, hours, now) => {
        const zones = zonesOf(here);
        pre(isSteady(now, zones));
        const end = hoursEnd(rulesWith(hours), now, zones);
        expect(end === null ? 0 : end - now).toBeLessThanOrEqual(26 * HOUR);
      }),
    );
  });
});
