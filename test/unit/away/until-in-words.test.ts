import { expect, it } from "vitest";
import { untilInWords } from "../../../main/core/until-in-words.ts";
import { createTimeZones } from "../../../main/time-zones/time-zones.ts";

/** Monday, 2026-03-02, 10:00 in Los Angeles. */
const now = Date.UTC(2026, 2, 2, 18);
const HOUR = 3_600_000;

it.each<[string | null, number | null]>([
  [null, null],
  ["11:30 AM", now + 1.5 * HOUR],
  ["the end of today", now + 14 * HOUR],
  ["Tuesday, March 3, 9:00 AM", now + 23 * HOUR],
  ["Wednesday, March 4", now + 38 * HOUR],
  ["Monday, March 9, 9:00 AM", Date.UTC(2026, 2, 9, 16)],
  ["Monday, January 4, 2027, 9:00 AM", Date.UTC(2027, 0, 4, 17)],
])("an end is told as people say it, where the person works: %s", (words, until) => {
  // Another name of the same clocks.
  const zones = { ...createTimeZones(), here: () => "US/Pacific" };
  expect(untilInWords({ until }, { timeZone: "America/Los_Angeles" }, now, zones)).toBe(words);
});

it.each<[string, number]>([
  ["11:30 AM (Pacific Time)", now + 1.5 * HOUR],
  ["the end of today (Pacific Time)", now + 14 * HOUR],
  ["Monday, March 9, 9:00 AM (Pacific Time)", Date.UTC(2026, 2, 9, 16)],
])("on a trip it is said whose clocks an end goes by: %s", (words, until) => {
  const zones = { ...createTimeZones(), here: () => "Europe/Berlin" };
  expect(untilInWords({ until }, { timeZone: "America/Los_Angeles" }, now, zones)).toBe(words);
});
