import type { EpochMs, LocalDate } from "../../../preload/contract/model.ts";

/** English words, but clock and order of day and month as in the person's country. */
const localeFromSystem = (): string => {
  const { language, region } = new Intl.Locale(navigator.language).maximize();
  if (language === "en") return navigator.language;
  return region === undefined ? "en" : `en-${region}`;
};

export const locale = localeFromSystem();
const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => new Intl.DateTimeFormat(locale, options);
const clock = format({ hour: "numeric", minute: "2-digit" });
const weekday = format({ weekday: "short" });
const dayAndMonth = format({ day: "numeric", month: "short" });
const dayMonthYear = format({ day: "numeric", month: "short", year: "numeric" });
const longDay = format({ weekday: "long", day: "numeric", month: "long" });
const longDayYear = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const shortDay = format({ weekday: "short", day: "numeric", month: "short" });
const moment = format({
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
  hour: "numeric",
  minute: "2-digit",
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The calendar day where the person is, as `2026-11-30`. */
export const localDate = (at: EpochMs): LocalDate => {
  const date = new Date(at);
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};

/** Noon of a calendar day where the person is: a moment that is surely inside it. */
const noonOf = (date: LocalDate): Date => new Date(`${date}T12:00`);

/** How many days lie between two moments' calendar days. */
const daysBetween = (earlier: EpochMs, later: EpochMs): number =>
  Math.round((noonOf(localDate(later)).getTime() - noonOf(localDate(earlier)).getTime()) / (24 * HOUR));

export const clockTime = (at: EpochMs): string => clock.format(at);

/** "4 min" under an hour, else the clock, else the weekday, else the date. */
export const relativeTime = (at: EpochMs, now: EpochMs): string => {
  if (now - at < MINUTE) return "now";
  if (now - at < HOUR) return `${Math.floor((now - at) / MINUTE)} min`;
  const days = daysBetween(at, now);
  if (days === 0) return clock.format(at);
  if (days < 7) return weekday.format(at);
  return new Date(at).getFullYear() === new Date(now).getFullYear() ? dayAndMonth.format(at) : dayMonthYear.format(at);
};

/** What a day separator says. */
export const dayName = (at: EpochMs, now: EpochMs): string => {
  const days = daysBetween(at, now);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  return new Date(at).getFullYear() === new Date(now).getFullYear() ? longDay.format(at) : longDayYear.format(at);
};

/** A moment in full, for a tooltip. */
export const fullTime = (at: EpochMs): string => moment.format(at);

/** "Sat, Nov 28, 5:00 PM": a moment far off or soon, in words that stay right. */
export const dateTime = (at: EpochMs): string => `${shortDay.format(at)}, ${clock.format(at)}`;

/** "10:42 AM" on the same day, "Mon 9:00 AM" within a week, else "Mon, Nov 30, 9:00 AM". */
const dayAndClock = (at: EpochMs, now: EpochMs): string => {
  const days = Math.abs(daysBetween(at, now));
  if (days === 0) return clock.format(at);
  return days < 7 ? `${weekday.format(at)} ${clock.format(at)}` : `${shortDay.format(at)}, ${clock.format(at)}`;
};

/** A moment gone by: "10:42", with the day if that was not today. */
export const sinceTime = dayAndClock;

/** A time that went by: "Thu 2:42 PM to 2:54 PM", "Tue 4:42 PM to today 8:42 AM". */
export const spanWords = (from: EpochMs, to: EpochMs, now: EpochMs): string => {
  const begin = daysBetween(from, now) === 0 ? `today ${clock.format(from)}` : dayAndClock(from, now);
  if (localDate(from) === localDate(to)) return `${begin} to ${clock.format(to)}`;
  return `${begin} to ${daysBetween(to, now) === 0 ? `today ${clock.format(to)}` : dayAndClock(to, now)}`;
};

/** The time of day where the person is, as `09:00`. */
export const localTime = (at: EpochMs): string => {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
};

/** The moment when clocks here show that day and time; null for what is none. */
export const momentFrom = (date: LocalDate, time: string): EpochMs | null => {
  const at = new Date(`${date}T${time}`).getTime();
  return Number.isNaN(at) ? null : at;
};

/** "Monday, November 30, 2026" */
export const longDate = (date: LocalDate): string => longDayYear.format(noonOf(date));

/** The day so many days after the one of `now`. */
export const dateAfter = (now: EpochMs, days: number): LocalDate => {
  const noon = noonOf(localDate(now));
  noon.setDate(noon.getDate() + days);
  return localDate(noon.getTime());
};

/** "40 seconds", "3 minutes": a wait, rounded up. */
export const waitWords = (ms: number): string => {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 90) return seconds === 1 ? "1 second" : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
};
