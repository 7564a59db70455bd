import type { Absence, WorkingHours } from "../../preload/contract/away.ts";
import type { EpochMs } from "../../preload/contract/model.ts";
import { dateInWords, timeInWords } from "./date-in-words.ts";
import type { TimeZones } from "./ports/system.ts";

/** When an absence ends, as the person reads it: "5:00 PM", "the end of today", "Monday, November 30, 9:00 AM". */
export const untilInWords = (
  { until }: Pick<Absence, "until">,
  { timeZone }: Pick<WorkingHours, "timeZone">,
  now: EpochMs,
  zones: TimeZones,
): string | null => {
  if (until === null) return null;
  const today = zones.localAt(now, timeZone).date;
  const { date, time } = zones.localAt(until, timeZone);
  if (date === today) return timeInWords(time);
  if (time !== "00:00") return `${dateInWords(date, today)}, ${timeInWords(time)}`;
  return date === zones.dayAfter(today, 1) ? "the end of today" : dateInWords(date, today);
};
