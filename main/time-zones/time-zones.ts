import { Temporal } from "temporal-polyfill";
import type { TimeZones } from "../core/ports/system.ts";

const isKnown = (name: string): boolean => {
  try {
    // An offset ("+02:00") is no place whose clocks go forward: Temporal takes it, people do not mean it.
    return /^[A-Za-z]/.test(name) && Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name) !== null;
  } catch {
    return false;
  }
};

/** The rules of the world's time zones, by Temporal over the system's own data. */
export const createTimeZones = (): TimeZones => ({
  isKnown,
  here: () => Temporal.Now.timeZoneId(),
  localAt: (at, zone) => {
    const local = Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(zone);
    return {
      date: local.toPlainDate().toString(),
      time: local.toPlainTime().toString({ smallestUnit: "minute" }),
      weekday: local.dayOfWeek,
    };
  },
  momentOf: (date, time, zone) => {
    const isEnd = time === "24:00";
    const day = Temporal.PlainDate.from(date).add({ days: isEnd ? 1 : 0 });
    // A day may begin at 01:00: then that is when it begins.
    const plainTime = isEnd ? "00:00" : time;
    return day.toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds;
  },
  dayAfter: (date, days) => Temporal.PlainDate.from(date).add({ days }).toString(),
});
