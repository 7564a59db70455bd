import type { Absence, WorkingHours } from "../../preload/contract/away.ts";
import type { EpochMs } from "../../preload/contract/model.ts";
import { dateInWords, timeInWords, zoneInWords } from "./date-in-words.ts";
import type { TimeZones } from "./ports/system.ts";

/**
 * When an absence ends, as the person reads it: "5:00 PM", "the end of today", "Monday, November 30, 9:00 AM". By the clocks
 * of the hours, as clients are told it; where the computer's own show another time, it is said whose they are: "5:00 PM
 * (Pacific Time)". The window says the same: see renderer/features/words/until-time.ts.
 */
export const untilInWords = (
  { until }: Pick<Absence, "until">,
  { timeZone }: Pick<WorkingHours, "timeZone">,
  now: EpochMs,
  zones: TimeZones,
): string | null => {
  if (until === null) return null;
  const wallAt = (at: EpochMs, zone: string): string => Object.values(zones.localAt(at, zone)).join();
  const areSame = [now, until].every((at) => wallAt(at, timeZone) === wallAt(at, zones.here()));
  const words = untilThere(until, timeZone, now, zones);
  return areSame ? words : `${words} (${zoneInWords(timeZone)})`;
};

const untilThere = (until: EpochMs, timeZone: string, now: EpochMs, zones: TimeZones): string => {
  const today = zones.localAt(now, timeZone).date;
  const { date, time } = zones.localAt(until, timeZone);
  if (date === today) return timeInWords(time);
  if (time !== "00:00") return `${dateInWords(date, today)}, ${timeInWords(time)}`;
  return date === zones.dayAfter(today, 1) ? "the end of today" : dateInWords(date, today);
};
