import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTimeZones } from "../../../main/time-zones/time-zones.ts";

const zones = createTimeZones();
const LOS_ANGELES = "America/Los_Angeles";
const iso = (at: number): string => new Date(at).toISOString();

describe("time zones", () => {
  it.each([
    ["America/Los_Angeles", true],
    ["UTC", true],
    ["Asia/Kolkata", true],
    ["+02:00", false],
    ["Atlantis/Center", false],
    ["", false],
    ["Europe/Rome\u0000", false],
  ])("know %j: %s", (name, expected) => {
    expect(zones.isKnown(name)).toBe(expected);
  });

  it("know where the computer is", () => {
    expect(zones.isKnown(zones.here())).toBe(true);
  });

  it("say what calendars and clocks of a place say at a moment, Monday first, in whole minutes", () => {
    const at = Date.UTC(2026, 2, 2, 4, 59, 59, 999);
    expect([LOS_ANGELES, "UTC", "Asia/Kathmandu", "Pacific/Kiritimati"].map((zone) => zones.localAt(at, zone))).toEqual(
      [
        { date: "2026-03-01", time: "20:59", weekday: 7 },
        { date: "2026-03-02", time: "04:59", weekday: 1 },
        { date: "2026-03-02", time: "10:44", weekday: 1 },
        { date: "2026-03-02", time: "18:59", weekday: 1 },
      ],
    );
    expect(zones.localAt(-0.5, "UTC")).toEqual({ date: "1969-12-31", time: "23:59", weekday: 3 });
  });

  it.each([
    ["on a plain day", "2026-03-02", "09:00", LOS_ANGELES, "2026-03-02T17:00:00.000Z"],
    ["at the end of a day", "2026-03-02", "24:00", LOS_ANGELES, "2026-03-03T08:00:00.000Z"],
    [
      "that is left out as clocks go forward: as much later",
      "2026-03-08",
      "02:30",
      LOS_ANGELES,
      "2026-03-08T10:30:00.000Z",
    ],
    ["that comes twice: the first", "2026-11-01", "01:30", LOS_ANGELES, "2026-11-01T08:30:00.000Z"],
    ["at the end of a day of 25 hours", "2026-11-01", "24:00", LOS_ANGELES, "2026-11-02T08:00:00.000Z"],
    ["at the end of a year", "2026-12-31", "24:00", "Asia/Tokyo", "2026-12-31T15:00:00.000Z"],
    [
      "before a day that begins at one in the morning",
      "2026-09-05",
      "24:00",
      "America/Santiago",
      "2026-09-06T04:00:00.000Z",
    ],
  ])("find the moment of a time %s", (_how, date, time, zone, expected) => {
    expect(iso(zones.momentOf(date, time, zone))).toBe(expected);
  });

  it("count days by the calendar, back and forth, over months, years and leap days", () => {
    expect([
      zones.dayAfter("2026-02-28", 1),
      zones.dayAfter("2028-02-28", 1),
      zones.dayAfter("2026-12-31", 1),
      zones.dayAfter("2026-03-01", -1),
      zones.dayAfter("2026-03-01", 0),
    ]).toEqual(["2026-03-01", "2028-02-29", "2027-01-01", "2026-02-28", "2026-03-01"]);
  });

  it("find every moment again by what clocks said, but for the second time of an hour that comes twice", () => {
    const zone = fc.constantFrom(LOS_ANGELES, "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo");
    const minute = fc.integer({ min: Date.UTC(2024, 0) / 60_000, max: Date.UTC(2030, 0) / 60_000 });
    fc.assert(
      fc.property(zone, minute, (where, minutes) => {
        const at = minutes * 60_000;
        const { date, time } = zones.localAt(at, where);
        const found = zones.momentOf(date, time, where);
        expect(zones.localAt(found, where)).toMatchObject({ date, time });
        expect([0, 30 * 60_000, 60 * 60_000]).toContain(at - found);
      }),
    );
  });

  it("throw RangeError for a place they do not know", () => {
    expect(() => zones.localAt(0, "Atlantis/Center")).toThrow(RangeError);
    expect(() => zones.momentOf("2026-03-02", "09:00", "Atlantis/Center")).toThrow(RangeError);
  });
});
