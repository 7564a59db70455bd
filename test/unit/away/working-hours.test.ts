import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { absenceAt, type AwayPlan, nextLook, switched } from "../../../main/core/away/absence.ts";
import { usualHours } from "../../../main/core/away/away-rules.ts";
import { awayPresets } from "../../../main/core/away/presets.ts";
import { nextChangeOfHours, timeOffAt } from "../../../main/core/away/working-hours.ts";
import { createTimeZones } from "../../../main/time-zones/time-zones.ts";
import type { WorkingHours } from "../../../preload/contract/away.ts";
import { anyHours, everyDay, moment, timeZone } from "../../harness/any-hours.ts";

const HOUR = 3_600_000;
const zones = createTimeZones();
const at = (text: string): number => Date.parse(text);
const inZone = (timeZone: string, more: Partial<WorkingHours> = {}): WorkingHours => ({
  ...usualHours(timeZone),
  isOn: true,
  ...more,
});
const off = (hours: WorkingHours, moment: string) => {
  const found = timeOffAt(hours, at(moment), zones);
  const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
  return found === null ? null : [iso(found.from), iso(found.to)];
};

describe("hours of work", () => {
  const newYork = inZone("America/New_York");

  it("leave the nights and the weekend, by the clocks of their place", () => {
    expect(off(newYork, "2026-06-03T15:00:00Z")).toBe(null);
    expect(off(newYork, "2026-06-03T21:00:00Z")).toEqual(["2026-06-03T21:00:00.000Z", "2026-06-04T13:00:00.000Z"]);
    expect(off(newYork, "2026-06-06T12:00:00Z")).toEqual(["2026-06-05T21:00:00.000Z", "2026-06-08T13:00:00.000Z"]);
  });

  it("move with the clocks of their place, which go forward and back in a weekend off", () => {
    expect(off(newYork, "2026-03-07T12:00:00Z")).toEqual(["2026-03-06T22:00:00.000Z", "2026-03-09T13:00:00.000Z"]);
    expect(off(newYork, "2026-10-31T12:00:00Z")).toEqual(["2026-10-30T21:00:00.000Z", "2026-11-02T14:00:00.000Z"]);
  });

  it("leave out what clocks that go forward leave out, and begin once where they go back", () => {
    const night = inZone("America/New_York", { week: everyDay([{ from: "01:30", to: "03:30" }]) });
    // 2026-03-08: 01:59 is followed by 03:00. 2026-11-01: 01:59 is followed by 01:00.
    expect(off(night, "2026-03-08T12:00:00Z")).toEqual(["2026-03-08T07:30:00.000Z", "2026-03-09T05:30:00.000Z"]);
    expect(off(night, "2026-11-01T04:00:00Z")?.[1]).toBe("2026-11-01T05:30:00.000Z");
    expect(off(night, "2026-11-01T06:10:00Z")).toBe(null);
  });

  it("are none on holidays", () => {
    const hours = inZone("Europe/Paris", { holidays: ["2026-07-14"] });
    expect(off(hours, "2026-07-14T10:00:00Z")).toEqual(["2026-07-13T15:00:00.000Z", "2026-07-15T07:00:00.000Z"]);
  });

  it("may have a break, and last the whole day", () => {
    const lunch = [
      { from: "09:00", to: "12:00" },
      { from: "13:00", to: "24:00" },
    ];
    const hours = inZone("Asia/Kolkata", { week: everyDay(lunch) });
    expect(off(hours, "2026-07-14T06:45:00Z")).toEqual(["2026-07-14T06:30:00.000Z", "2026-07-14T07:30:00.000Z"]);
    expect(off(hours, "2026-07-14T18:29:00Z")).toBe(null);
    expect(off(hours, "2026-07-14T18:30:00Z")).toEqual(["2026-07-14T18:30:00.000Z", "2026-07-15T03:30:00.000Z"]);
  });

  it("of a week off have no end", () => {
    expect(timeOffAt(inZone("UTC", { week: everyDay([]) }), 0, zones)).toEqual({ from: null, to: null });
  });
});

/** What the hours say, read off the clock on the wall there: another way to the same. */
const worksByTheWall = ({ timeZone: zone, week, holidays }: WorkingHours, now: number): boolean => {
  const { date, time, weekday } = zones.localAt(now, zone);
  return !holidays.includes(date) && (week[weekday - 1] ?? []).some(({ from, to }) => from <= time && time < to);
};

describe("whatever the hours, the place and the moment", () => {
  it("somebody works when the clock on the wall says so, except around a change of clocks", () => {
    fc.assert(
      fc.property(anyHours, moment, (hours, now) => {
        const offset = (ms: number): string => zones.localAt(ms, hours.timeZone).time;
        const isSteady = [-3, 3].every(
          (h) => offset(now + h * HOUR).slice(3) === offset(now).slice(3) && shift(hours, now, h),
        );
        fc.pre(isSteady);
        expect(timeOffAt(hours, now, zones) === null).toBe(worksByTheWall(hours, now));
      }),
    );
  });

  it("a time off lies around its moment, is the same at both its ends, and work stands at each", () => {
    fc.assert(
      fc.property(anyHours, moment, (hours, now) => {
        const found = timeOffAt(hours, now, zones);
        fc.pre(found !== null && found.from !== null && found.to !== null);
        const [from, to] = [found?.from ?? 0, found?.to ?? 0];
        expect(from <= now && now < to).toBe(true);
        for (const inside of [from, Math.floor((from + to) / 2), to - 1])
          expect(timeOffAt(hours, inside, zones)).toEqual(found);
        expect([timeOffAt(hours, from - 1, zones), timeOffAt(hours, to, zones)]).toEqual([null, null]);
      }),
    );
  });

  it("the next change is in the future", () => {
    fc.assert(
      fc.property(anyHours, moment, (hours, now) => {
        const next = nextChangeOfHours(hours, now, zones);
        expect(next === null || next > now).toBe(true);
      }),
    );
  });

  it("the presets lie ahead, in order of what people mean", () => {
    fc.assert(
      fc.property(timeZone, moment, (zone, now) => {
        const presets = awayPresets(inZone(zone), now, zones);
        expect(presets.every((preset) => preset.at > now)).toBe(true);
        const monday = presets.find(({ id }) => id === "monday")?.at ?? 0;
        expect(zones.localAt(monday, zone).weekday).toBe(1);
        expect(monday - now).toBeLessThan(8 * 24 * HOUR);
      }),
    );
  });
});

/** Clocks there are not changed within so many hours. */
const shift = ({ timeZone: zone }: WorkingHours, now: number, hours: number): boolean => {
  const local = (ms: number): number => {
    const { date, time } = zones.localAt(ms, zone);
    return Date.parse(`${date}T${time}:00Z`);
  };
  return local(now + hours * HOUR) - local(now) === hours * HOUR;
};

describe("an absence", () => {
  const start = at("2026-06-03T12:00:00Z"); // a Wednesday
  const plan: AwayPlan = {
    byHand: null,
    hours: inZone("UTC"),
    hoursFrom: 0,
    goesOn: null,
    hereUntil: null,
    undated: null,
  };

  it("of the person comes before the hours, and the hours go on where it ends", () => {
    const away = switched(plan, { kind: "until", at: at("2026-06-04T20:00:00Z") }, start, zones);
    expect(absenceAt(away, at("2026-06-04T12:00:00Z"), zones)).toMatchObject({ since: start, because: "person" });
    expect(absenceAt(away, at("2026-06-04T22:00:00Z"), zones)).toEqual({
      since: at("2026-06-04T20:00:00Z"),
      until: at("2026-06-05T09:00:00Z"),
      because: "hours",
    });
  });

  it("of the hours that the person takes over by hand goes on as the same", () => {
    const evening = at("2026-06-03T19:00:00Z");
    const away = switched(plan, { kind: "until-off" }, evening, zones);
    expect(absenceAt(away, evening, zones)).toEqual({
      since: at("2026-06-03T17:00:00Z"),
      until: null,
      because: "person",
    });
  });

  it("that never ends by the hours is switched off with them", () => {
    const never = { ...plan, hours: inZone("UTC", { week: everyDay([]) }) };
    const here = switched(never, { kind: "off" }, start, zones);
    expect([absenceAt(here, start + 400 * 24 * HOUR, zones), here.hours.isOn]).toEqual([null, false]);
  });

  it("is one and the same at every look between two changes", () => {
    const asks = fc.constantFrom<"off" | "until-off" | "until">("off", "until-off", "until");
    fc.assert(
      fc.property(
        anyHours,
        fc.array(fc.tuple(asks, fc.integer({ min: 1, max: 90 * HOUR })), { maxLength: 5 }),
        (hours, steps) => {
          let now = start;
          let current: AwayPlan = {
            byHand: null,
            hours,
            hoursFrom: start,
            goesOn: null,
            hereUntil: null,
            undated: null,
          };
          for (const [kind, later] of steps) {
            const ask = kind === "until" ? { kind, at: now + later } : { kind };
            current = switched(current, ask, now, zones);
            const absence = absenceAt(current, now, zones);
            if (kind === "off") expect(absence).toBe(null);
            else expect(absence).toMatchObject({ because: "person" });
            const look = nextLook(current, now, zones) ?? now + later;
            const middle = Math.floor(now + (look - now) / 2);
            expect(absenceAt(current, middle, zones)?.since).toBe(absence?.since);
            now = look;
          }
        },
      ),
    );
  });
});
