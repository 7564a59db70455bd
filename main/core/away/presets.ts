import type { AwayPreset, WorkingHours } from "../../../preload/contract/away.ts";
import type { EpochMs } from "../../../preload/contract/model.ts";
import type { TimeZones } from "../ports/system.ts";

const LUNCH_MS = 60 * 60_000;
/** Ends are told to clients, so they are round. */
const ROUND_MS = 15 * 60_000;
const MONDAY = 1;
const DAYS_OF_WEEK = 7;
/** When Mondays begin for who has no hours. */
const MORNING = "09:00";

/**
 * What is offered at `now`, by the clocks of the hours: in an hour, tomorrow at midnight, when work begins on the next
 * Monday that is no holiday, which may be today's.
 */
export const awayPresets = (
  { week, timeZone, holidays }: Pick<WorkingHours, "week" | "timeZone" | "holidays">,
  now: EpochMs,
  zones: TimeZones,
): readonly AwayPreset[] => {
  const { date, weekday } = zones.localAt(now, timeZone);
  const daysSinceMonday = weekday - MONDAY;
  const morning = week[0]?.[0]?.from ?? MORNING;
  let monday = zones.dayAfter(date, -daysSinceMonday);
  while (holidays.includes(monday) || zones.momentOf(monday, morning, timeZone) <= now)
    monday = zones.dayAfter(monday, DAYS_OF_WEEK);
  return [
    { id: "lunch", at: Math.ceil((now + LUNCH_MS) / ROUND_MS) * ROUND_MS },
    { id: "today", at: zones.momentOf(date, "24:00", timeZone) },
    { id: "monday", at: zones.momentOf(monday, morning, timeZone) },
  ];
};
