import type { QuietRules, QuietState } from "../../../preload/contract/away.ts";
import type { EpochMs } from "../../../preload/contract/model.ts";
import type { TimeZones } from "../ports/system.ts";

/** What the person said of notifications. */
export type QuietPlan = {
  readonly rules: QuietRules;
  readonly snoozedUntil: EpochMs | null;
  /** Quiet hours do not hold until then. */
  readonly onUntil: EpochMs | null;
};

type Stretch = { readonly from: EpochMs; readonly to: EpochMs };

/**
 * Quiet hours that begin on one of these days, counted from that of `now`; those that a change of clocks leaves nothing of
 * are left out. Read off the clocks of where the computer is now.
 */
const stretches = (
  { hours }: QuietRules,
  now: EpochMs,
  zones: TimeZones,
  days: readonly number[],
): readonly Stretch[] => {
  if (!hours.isOn) return [];
  const here = zones.here();
  const today = zones.localAt(now, here);
  return days.flatMap((count): readonly Stretch[] => {
    if (hours.days[(((today.weekday - 1 + count) % 7) + 7) % 7] !== true) return [];
    const date = zones.dayAfter(today.date, count);
    const from = zones.momentOf(date, hours.from, here);
    const to = zones.momentOf(hours.to > hours.from ? date : zones.dayAfter(date, 1), hours.to, here);
    return from < to ? [{ from, to }] : [];
  });
};

/** A day before yesterday's may last until now where a calendar leaves out a day. */
const AROUND = [-2, -1, 0];
const IN_A_WEEK = [...AROUND, 1, 2, 3, 4, 5, 6, 7, 8];

/** When the quiet hours of this moment end; null: there are none. */
export const hoursEnd = (rules: QuietRules, now: EpochMs, zones: TimeZones): EpochMs | null => {
  const ends = stretches(rules, now, zones, AROUND).flatMap(({ from, to }) => (from <= now && now < to ? [to] : []));
  return ends.length === 0 ? null : Math.max(...ends);
};

/** Hours of one day that meet those of the next may go on for six days; after more than this they never end. */
const MOST_IN_A_ROW = 10;

/** Whether a notification is shown at `now`, and when quiet ends by itself. Pure. */
export const quietAt = (plan: QuietPlan, isSystemQuiet: boolean, now: EpochMs, zones: TimeZones): QuietState => {
  const { rules, snoozedUntil, onUntil } = plan;
  const isSnoozed = snoozedUntil !== null && now < snoozedUntil;
  const endAt = (at: EpochMs): EpochMs | null => (onUntil !== null && at < onUntil ? null : hoursEnd(rules, at, zones));
  let until = isSnoozed ? snoozedUntil : endAt(now);
  const because = isSnoozed ? "snooze" : until !== null ? "hours" : isSystemQuiet ? "system" : null;
  if (isSystemQuiet) return { because, until: null };
  for (let count = 0; until !== null && count <= MOST_IN_A_ROW; count += 1) {
    const next = endAt(until);
    if (next === null) return { because, until };
    until = next;
  }
  return { because, until: null };
};

/** The next moment after `now` at which the answer of `quietAt` may be another one; null: none in a week. */
export const nextChangeOfQuiet = (
  { rules, snoozedUntil, onUntil }: QuietPlan,
  now: EpochMs,
  zones: TimeZones,
): EpochMs | null => {
  const edges = stretches(rules, now, zones, IN_A_WEEK).flatMap(({ from, to }) => [from, to]);
  const next = [...edges, snoozedUntil ?? now, onUntil ?? now].filter((at) => at > now);
  return next.length === 0 ? null : Math.min(...next);
};
