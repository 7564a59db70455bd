import type { EpochMs, LocalDate } from "../../../preload/contract/model.ts";
import { locale } from "./time.ts";

/** Asked each time: a laptop travels. */
const zoneHere = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
const DAY = 24 * 60 * 60_000;

type Wall = { readonly date: LocalDate; readonly time: string };

/** Day and time of day as clocks there show them. */
const wallAt = (at: EpochMs, timeZone: string): Wall => {
  const shown = new Intl.DateTimeFormat("en-US", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): string => shown.find((each) => each.type === type)?.value ?? "";
  return { date: `${part("year")}-${part("month")}-${part("day")}`, time: `${part("hour")}:${part("minute")}` };
};

const daysBetween = (earlier: LocalDate, later: LocalDate): number =>
  Math.round((Date.parse(later) - Date.parse(earlier)) / DAY);

const nameOf = (timeZone: string): string =>
  new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longGeneric" })
    .formatToParts(0)
    .find(({ type }) => type === "timeZoneName")?.value ?? timeZone;

/** "Pacific Time" if clocks of that zone show another day or time than the computer's, at one of the moments; else null. */
export const zoneWords = (timeZone: string, ...moments: readonly EpochMs[]): string | null => {
  const isSame = (at: EpochMs): boolean => {
    const [there, local] = [wallAt(at, timeZone), wallAt(at, zoneHere())];
    return there.date === local.date && there.time === local.time;
  };
  return moments.every(isSame) ? null : nameOf(timeZone);
};

const untilThere = (at: EpochMs, now: EpochMs, timeZone: string): string => {
  const format = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(at);
  const [{ date, time }, today] = [wallAt(at, timeZone), wallAt(now, timeZone).date];
  const days = daysBetween(today, date);
  const day = { weekday: "short", day: "numeric", month: "short" } as const;
  if (time === "00:00") return days === 1 ? "the end of today" : format(day);
  const clock = format({ hour: "numeric", minute: "2-digit" });
  if (days === 0) return clock;
  return Math.abs(days) < 7 ? `${format({ weekday: "short" })} ${clock}` : `${format(day)}, ${clock}`;
};

/**
 * A moment to come: "5:00 PM", "Mon 9:00 AM", "the end of today", or just the day that begins. By the clocks of a zone, if
 * one is given; where the computer's own show another time, it is said whose they are: "5:00 PM (Pacific Time)". The tray
 * says the same: see main/core/until-in-words.ts.
 */
export const untilTime = (at: EpochMs, now: EpochMs, timeZone: string = zoneHere()): string => {
  const zone = zoneWords(timeZone, now, at);
  const words = untilThere(at, now, timeZone);
  return zone === null ? words : `${words} (${zone})`;
};
