import type { WorkingHours } from "../../../preload/contract/away.ts";
import type { EpochMs, LocalDate } from "../../../preload/contract/model.ts";
import type { TimeZones } from "../ports/system.ts";

/** A time outside the hours. Null: it has no beginning, or no end, within a year. */
export type TimeOff = { readonly from: EpochMs | null; readonly to: EpochMs | null };

/** A week off comes around within a year, whatever the holidays are. */
const DAYS_LOOKED_AT = 370;

type Stretch = { readonly from: EpochMs; readonly to: EpochMs };

/** When somebody works on that day, in order. What clocks that go forward leave nothing of is left out. */
const workOn = (date: LocalDate, { timeZone, week, holidays }: WorkingHours, zones: TimeZones): readonly Stretch[] => {
  if (holidays.includes(date)) return [];
  const { weekday } = zones.localAt(zones.momentOf(date, "12:00", timeZone), timeZone);
  return (week[weekday - 1] ?? [])
    .map(({ from, to }) => ({
      from: zones.momentOf(date, from, timeZone),
      to: zones.momentOf(date, to, timeZone),
    }))
    .filter(({ from, to }) => from < to);
};

/** The first thing found on the days from `today` on, or back. */
const search = <Found>(
  today: LocalDate,
  direction: 1 | -1,
  zones: TimeZones,
  find: (date: LocalDate) => Found | undefined,
): Found | null => {
  for (let days = 0; days <= DAYS_LOOKED_AT; days += 1) {
    const found = find(zones.dayAfter(today, days * direction));
    if (found !== undefined) return found;
  }
  return null;
};

/** The time off at `now`; null: somebody works then. Switched on or not: that is for the caller to ask. */
export const timeOffAt = (hours: WorkingHours, now: EpochMs, zones: TimeZones): TimeOff | null => {
  if (hours.week.every((day) => day.length === 0)) return { from: null, to: null };
  const today = zones.localAt(now, hours.timeZone).date;
  const work = (date: LocalDate): readonly Stretch[] => workOn(date, hours, zones);
  if (work(today).some(({ from, to }) => from <= now && now < to)) return null;
  return {
    from: search(today, -1, zones, (date) => work(date).findLast(({ to }) => to <= now)?.to),
    to: search(today, 1, zones, (date) => work(date).find(({ from }) => from > now)?.from),
  };
};

/** When work ends that goes on at `now`, or else when it begins again; null: not within a year. */
export const nextChangeOfHours = (hours: WorkingHours, now: EpochMs, zones: TimeZones): EpochMs | null => {
  const off = timeOffAt(hours, now, zones);
  if (off !== null) return off.to;
  const today = zones.localAt(now, hours.timeZone).date;
  return workOn(today, hours, zones).find(({ from, to }) => from <= now && now < to)?.to ?? null;
};
