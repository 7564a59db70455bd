import type { DayTime, WorkingHours, WorkingTime } from "../../../preload/contract/away.ts";
import { DAYS } from "../words/hours.ts";

/** The system's field for a time knows no end of a day: there it is midnight. */
export const dayTimeFromTyped = (typed: string, isEnd: boolean): DayTime =>
  isEnd && typed === "00:00" ? "24:00" : typed;

export const typedFromDayTime = (time: DayTime): string => (time === "24:00" ? "00:00" : time);

/** Why a day cannot be kept; null: it can. */
export const complaintAboutDay = (day: readonly WorkingTime[]): string | null => {
  if (day.some(({ from, to }) => from === "" || to === "")) return "Enter both times.";
  if (day.some(({ from, to }) => from >= to)) return "Work has to end later on the same day than it begins.";
  const isApart = day.every(({ from }, index) => index === 0 || (day[index - 1]?.to ?? "") < from);
  return isApart ? null : "These times overlap, or are not in order.";
};

/** Why a week cannot be kept: the first day that cannot, and why; null: it can. */
export const complaintAboutWeek = ({ week }: Pick<WorkingHours, "week">): string | null => {
  for (const [place, day] of week.entries()) {
    const complaint = complaintAboutDay(day);
    if (complaint !== null) return `${DAYS[place]}: ${complaint}`;
  }
  return null;
};
