import type { DayTime } from "../../preload/contract/away.ts";
import type { LocalDate } from "../../preload/contract/model.ts";

/** A language nobody has rules for must not keep an answer back. */
const formatter = (language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  // What has no time zone stays as it is: both ends of the conversion are UTC.
  const inUtc = { ...options, timeZone: "UTC" };
  try {
    return new Intl.DateTimeFormat(language, inUtc);
  } catch {
    return new Intl.DateTimeFormat("en-US", inUtc);
  }
};

/** "Monday, November 30", with the year if it is not this one. */
export const dateInWords = (date: LocalDate, today: LocalDate, language = "en-US"): string => {
  const isThisYear = date.slice(0, 4) === today.slice(0, 4);
  const year = isThisYear ? {} : ({ year: "numeric" } as const);
  return formatter(language, { weekday: "long", month: "long", day: "numeric", ...year }).format(
    new Date(`${date}T00:00:00Z`),
  );
};

/** "Pacific Time"; `zone`: an IANA name that this computer knows. */
export const zoneInWords = (zone: string): string =>
  new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longGeneric" })
    .formatToParts(0)
    .find(({ type }) => type === "timeZoneName")?.value ?? zone;

/** "9:00 AM". */
export const timeInWords = (time: DayTime, language = "en-US"): string =>
  formatter(language, { hour: "numeric", minute: "2-digit" })
    .format(new Date(`2000-01-01T${time}:00Z`))
    // Newer data puts a narrow space there, which makes a text cost twice: it is not in GSM's alphabet.
    .replace(/\s/gu, " ");
