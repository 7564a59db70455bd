import type { AwayReport } from "../../../preload/contract/away.ts";
import { countInWords } from "../count-in-words.ts";
import type { StandingWords } from "../standing-notice.ts";

const counted = (count: number, one: string, many: string): string =>
  `${countInWords(count)} ${count === 1 ? one : many}`;

/** What the person is told when an absence has ended by itself; null: nobody wrote. An answer that failed answered nobody. */
export const welcomeBack = ({ entries }: AwayReport): StandingWords | null => {
  const answered = entries.filter(({ outcome }) => outcome.kind === "answered" && outcome.status !== "failed").length;
  const left = entries.length - answered;
  if (entries.length === 0) return null;
  const did = answered === 0 ? "Away answered nobody" : `Away answered ${counted(answered, "text", "texts")}`;
  return { title: "Welcome back", body: `${did}; ${counted(left, "text was", "texts were")} left to you.` };
};
