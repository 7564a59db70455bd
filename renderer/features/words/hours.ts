import type { DayTime, WorkingHours } from "../../../preload/contract/away.ts";
import { clockTime } from "./time.ts";

/** Monday first. */
export const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

/** "9:00 AM" for `09:00`; the end of a day is midnight; "…" for what is being typed. */
export const dayTimeWords = (time: DayTime): string => {
  if (time === "") return "…";
  return time === "24:00" ? "midnight" : clockTime(new Date(`2000-01-01T${time}`).getTime());
};

const dayWords = (day: WorkingHours["week"][number]): string =>
  day.length === 0 ? "off" : day.map(({ from, to }) => `${dayTimeWords(from)}–${dayTimeWords(to)}`).join(", ");

/** "Mon–Fri 9:00 AM–5:00 PM": days with the same hours together, days off left out. */
export const weekWords = ({ week }: Pick<WorkingHours, "week">): string => {
  const runs: { first: number; last: number; words: string }[] = [];
  for (const [index, day] of week.entries()) {
    const words = dayWords(day);
    const run = runs.at(-1);
    if (run !== undefined && run.words === words) run.last = index;
    else runs.push({ first: index, last: index, words });
  }
  const short = (index: number): string => (DAYS[index] ?? "").slice(0, 3);
  const parts = runs
    .filter(({ words }) => words !== "off")
    .map(({ first, last, words }) => `${first === last ? short(first) : `${short(first)}–${short(last)}`} ${words}`);
  return parts.length === 0 ? "No working day" : parts.join("; ");
};
