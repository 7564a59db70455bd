import * as fc from "fast-check";
import type { WorkingHours, WorkingTime } from "../../preload/contract/away.ts";

/** Places whose clocks differ in every way that clocks do. */
export const timeZone = fc.constantFrom(
  "America/New_York",
  "Europe/London",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Pacific/Apia",
  "America/Sao_Paulo",
  "Africa/Casablanca",
  "UTC",
);
const dayTime = fc.integer({ min: 0, max: 96 }).map((quarter) => {
  const [hour, minute] = [Math.floor(quarter / 4), (quarter % 4) * 15];
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
});
const day = fc.uniqueArray(dayTime, { maxLength: 6 }).map((times) => {
  const sorted = times.toSorted();
  return sorted.flatMap((from, index) => {
    const to = sorted[index + 1];
    return index % 2 === 0 && to !== undefined ? [{ from, to }] : [];
  });
});
/** From 2020 to 2034. */
export const moment = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) });
/** Hours of work, switched on. */
export const anyHours = fc
  .record({ timeZone, week: fc.array(day, { minLength: 7, maxLength: 7 }), holidays: fc.constant(["2026-12-25"]) })
  .map((hours): WorkingHours => ({ isOn: true, ...hours }));

/** A week in which every day is the same. */
export const everyDay = (day: readonly WorkingTime[]): WorkingHours["week"] => Array.from({ length: 7 }, () => day);
