import type { LocalDate } from "../../preload/contract/model.ts";

/** "Monday, November 30", with the year if it is not this one. */
export const dateInWords = (date: LocalDate, today: LocalDate): string => {
  const isThisYear = date.slice(0, 4) === today.slice(0, 4);
  // A calendar day has no time zone: both ends of the conversion are UTC.
  return new Intl.DateTimeFormat("en-US", {
    weekday: "long",
    month: "long",
    day: "numeric",
    ...(isThisYear ? {} : { year: "numeric" }),
    timeZone: "UTC",
  }).format(new Date(`${date}T00:00:00Z`));
};
