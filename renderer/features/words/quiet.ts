import type { QuietState } from "../../../preload/contract/away.ts";
import type { EpochMs } from "../../../preload/contract/model.ts";
import { untilTime } from "./until-time.ts";

/** Whether notifications are shown, why not and until when: one or two sentences. */
export const quietWords = ({ because, until }: QuietState, now: EpochMs): string => {
  if (because === null) return "Notifications are on.";
  if (because === "system")
    return "Notifications are off: this computer’s do not disturb is on. Switch that off in the system’s settings.";
  const off = until === null ? "notifications are off." : `notifications are off until ${untilTime(until, now)}.`;
  return because === "hours" ? `Quiet hours: ${off}` : `N${off.slice(1)}`;
};
