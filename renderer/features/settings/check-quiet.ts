import type { QuietRules } from "../../../preload/contract/away.ts";

/** Why quiet hours cannot be kept; null: they can. */
export const complaintAboutQuiet = ({ from, to }: Pick<QuietRules["hours"], "from" | "to">): string | null => {
  if (from === "" || to === "") return "Enter both times.";
  return from === to ? "Quiet hours have to end at another time than they begin." : null;
};

/** Whether they end on the day after they begin. */
export const endsTheDayAfter = ({ from, to }: Pick<QuietRules["hours"], "from" | "to">): boolean =>
  complaintAboutQuiet({ from, to }) === null && to < from;
