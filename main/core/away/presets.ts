import type { AwayPreset, WorkingHours } from "../../../preload/contract/away.ts";
import type { EpochMs } from "../../../preload/contract/model.ts";
import type { TimeZones } from "../ports/system.ts";

const LUNCH_MS = 60 * 60_000;
/** Ends are told to clients, so they are round. */
const ROUND_MS = 15 * 60_000;
const MONDAY = 1;
/** When Mondays begin for who has no hours. */
const MORNING = "09:00";

/** What is offered at `now`, where the person is: in an hour, tomorrow at midnight, next Monday when work begins. */
export const awayPresets = (
  { week, timeZone }: Pick<WorkingHours, "week" | "timeZone">,
  now: EpochMs,
  zones: TimeZones,
): readonly AwayPreset[] => {
  const { date, weekday } = zones.localAt(now, timeZone);
  const monday = zones.dayAfter(date, 7 - (weekday - MONDAY));
  return [
    { id: "lunch", at: Math.ceil((now + LUNCH_MS) / ROUND_MS) * ROUND_MS },
    { id: "today", at: zones.momentOf(date, "24:00", timeZone) },
    { id: "monday", at: zones.momentOf(monday, week[0]?.[0]?.from ?? MORNING, timeZone) },
  ];
};
