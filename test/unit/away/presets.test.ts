import { expect, it } from "vitest";
import { usualHours } from "../../../main/core/away/away-rules.ts";
import { awayPresets } from "../../../main/core/away/presets.ts";
import { createTimeZones } from "../../../main/time-zones/time-zones.ts";
import type { WorkingHours } from "../../../preload/contract/away.ts";

const mondayAt = (now: string, more: Partial<WorkingHours> = {}): string | undefined => {
  const presets = awayPresets({ ...usualHours("UTC"), ...more }, Date.parse(now), createTimeZones());
  const monday = presets.find(({ id }) => id === "monday");
  return monday && new Date(monday.at).toISOString().slice(0, 16);
};

/** 2026-03-02 is a Monday. */
it.each<[string, string, Partial<WorkingHours>]>([
  ["2026-02-28T12:00Z", "2026-03-02T09:00", {}],
  ["2026-03-01T23:59Z", "2026-03-02T09:00", {}],
  ["2026-03-02T00:30Z", "2026-03-02T09:00", {}],
  ["2026-03-02T08:59Z", "2026-03-02T09:00", {}],
  ["2026-03-02T09:00Z", "2026-03-09T09:00", {}],
  ["2026-02-28T12:00Z", "2026-03-09T09:00", { holidays: ["2026-03-02"] }],
  ["2026-03-02T07:00Z", "2026-03-16T09:00", { holidays: ["2026-03-09", "2026-03-02"] }],
  ["2026-03-02T07:00Z", "2026-03-02T07:30", { week: [[{ from: "07:30", to: "12:00" }], [], [], [], [], [], []] }],
  ["2026-03-02T07:00Z", "2026-03-02T09:00", { week: [[], [], [], [], [], [], []] }],
])("on %s, until Monday morning means %s", (now, expected, more) => {
  expect(mondayAt(now, more)).toBe(expected);
});
