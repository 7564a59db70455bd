import type { AwayGap } from "../../../preload/contract/away.ts";
import { gapKindWords } from "../../../preload/contract/away-words.ts";
import type { EpochMs, TextView } from "../../../preload/contract/model.ts";
import type { AwayState } from "../../../preload/contract/state.ts";
import { sinceTime, spanWords } from "./time.ts";
import { untilTime } from "./until-time.ts";

/** "Away until Mon 9:00 AM", "Away", or null if not away. */
export const awayWords = ({ absence, hours }: Pick<AwayState, "absence" | "hours">, now: EpochMs): string | null => {
  if (absence === null) return null;
  return absence.until === null ? "Away" : `Away until ${untilTime(absence.until, now, hours.timeZone)}`;
};

/** How an away reply is marked in its thread. */
export const awayReplyWords = ({ awayWordsFrom }: Pick<TextView, "awayWordsFrom">): string =>
  awayWordsFrom === "model" ? "Away reply, written by a language model" : "Away reply";

/** "This computer was asleep from Sat 11:02 PM to Sun 7:40 AM." */
export const gapWords = ({ kind, from, to }: AwayGap, now: EpochMs): string =>
  to === null
    ? `${gapKindWords[kind]} from ${sinceTime(from, now)} on.`
    : `${gapKindWords[kind]} from ${spanWords(from, to, now)}.`;
