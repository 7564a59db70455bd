import type { QuietPreset } from "../../../preload/contract/away.ts";
import type { EpochMs } from "../../../preload/contract/model.ts";
import type { TimeZones } from "../ports/system.ts";

const MINUTE_MS = 60_000;
/** When a new day begins for people. */
const MORNING = "08:00";
/** Whoever is up so late means by tomorrow the day that has begun. */
const NIGHT_ENDS = "04:00";

/** What is offered at `now`, by the clocks of where the computer is. */
export const quietPresets = (now: EpochMs, zones: TimeZones): readonly QuietPreset[] => {
  const here = zones.here();
  const { date, time } = zones.localAt(now, here);
  const tomorrow = time < NIGHT_ENDS ? date : zones.dayAfter(date, 1);
  return [
    { id: "half-hour", at: now + 30 * MINUTE_MS },
    { id: "hour", at: now + 60 * MINUTE_MS },
    { id: "tomorrow", at: zones.momentOf(tomorrow, MORNING, here) },
  ];
};
