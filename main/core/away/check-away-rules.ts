import type { AwayRules } from "../../../preload/contract/away.ts";
import { longestFilled, roomForMessage } from "../../../preload/contract/away-message.ts";
import { MAX_LATE_WORDS_UNITS } from "../../../preload/contract/limits.ts";
import { failed, ok, type Result } from "../../../preload/contract/result.ts";

/**
 * Whether these rules can be held to; see AWAY_LIMITS for what the bridge has checked. Fails with empty-text, or with
 * text-too-long if an answer might not fit into one text with the longest name and date that can stand in it.
 */
export const checkAwayRules = (
  { message, others, smart, lateWords }: AwayRules,
  company: string | null,
): Result<void> => {
  const words = [message, ...others.map((other) => other.words)];
  if (words.some((each) => each.trim() === "")) return failed("empty-text", "an away message needs words");
  const late = lateWords?.trim().length ?? 0;
  if (late > MAX_LATE_WORDS_UNITS) return failed("text-too-long", `${late} units before a late answer`);
  const templates = Object.values(smart.templates).filter((template) => template !== null);
  const { urgentNumber } = smart;
  const longest = Math.max(...[...words, ...templates].map((each) => longestFilled(each, { company, urgentNumber })));
  return longest > roomForMessage(lateWords) ? failed("text-too-long", `${longest} units`) : ok(undefined);
};
