import type { QuietPreset, QuietRules, QuietState } from "../../../preload/contract/away.ts";
import { LONGEST_SNOOZE_MS } from "../../../preload/contract/limits.ts";
import type { EpochMs } from "../../../preload/contract/model.ts";
import { failed, ok, type Result } from "../../../preload/contract/result.ts";
import type { InBackground } from "../in-background.ts";
import { resultFromError } from "../ports/app-error.ts";
import type { SystemQuiet } from "../ports/desktop.ts";
import type { Clock, KeptQuiet, Log, SettingsStore, TimeZones } from "../ports/system.ts";
import type { QuietChoice } from "../ports/tray.ts";
import { quietPresets } from "./presets.ts";
import { hoursEnd, nextChangeOfQuiet, quietAt, type QuietPlan } from "./quiet-at.ts";

/** Whether notifications are shown: the person's word, their quiet hours, and the computer's own do-not-disturb. */
export type Quiet = {
  /** At this moment, whatever a late timer has not told yet. */
  readonly state: () => QuietState;
  readonly rules: () => QuietRules;
  readonly presets: () => readonly QuietPreset[];
  /** See `quiet/snooze`. Fails with storage if it cannot be written down; then nothing changes. */
  readonly snooze: (until: EpochMs | null) => Result<void>;
  /** See `quiet/set-rules`; the same. */
  readonly setRules: (rules: QuietRules) => Result<void>;
  /** A choice in the tray. */
  readonly choose: (to: QuietChoice) => Result<void>;
  /** Asks a system that does not tell by itself; null: `state` is right as it is. */
  readonly look: () => Promise<void> | null;
  /** To be asked once at the start, and after sleep, when timers are late. */
  readonly check: () => void;
  readonly stop: () => void;
};

export const USUAL_QUIET: QuietRules = {
  hours: { isOn: false, from: "22:00", to: "07:00", days: [true, true, true, true, true, true, true] },
  letsUrgentThrough: true,
};

/** A clock that ticks apart from the timers must not make them run in circles. */
const SHORTEST_TIMER_MS = 15_000;
/** The clock may be set, and the computer travel, while a timer runs. */
const LONGEST_TIMER_MS = 15 * 60_000;
/** A system that does not tell when its do-not-disturb ends is asked this often, only while that is on. */
const ASK_SYSTEM_MS = 60_000;
/** A clock that was set by less than this is corrected, not set. */
const CLOCK_SET_MS = 60_000;
/** Quiet hours are shorter than this: if "on" lasts longer, a clock was set. */
const LONGEST_HOURS_MS = 26 * 60 * 60_000;

export const createQuiet = ({
  settings,
  system,
  clock,
  zones,
  log,
  inBackground,
  onChanged,
}: {
  readonly settings: Pick<SettingsStore, "quiet" | "keepQuiet">;
  readonly system: SystemQuiet;
  readonly clock: Clock;
  readonly zones: TimeZones;
  readonly log: Log;
  readonly inBackground: InBackground;
  /** The state or the rules are others now. */
  readonly onChanged: (state: QuietState, rules: QuietRules) => void;
}): Quiet => {
  let kept: KeptQuiet = settings.quiet() ?? { rules: USUAL_QUIET, snooze: null, onUntil: null };
  let told = "";
  let isStopped = false;
  /** It does not tell when its do-not-disturb is switched. */
  let asksSystem = false;
  let cancelTimer = (): void => {};

  /** The moment of `Clock.steady` at which the snooze is over whatever the time of day is made to be. */
  const steadyEndOf = ({ snooze }: KeptQuiet): number => {
    if (snooze === null) return 0;
    return clock.steady() + Math.min(snooze.until - clock.now(), snooze.until - snooze.since);
  };
  let steadyEnd = steadyEndOf(kept);

  const snoozedUntil = (now: EpochMs): EpochMs | null => {
    const left = steadyEnd - clock.steady();
    if (kept.snooze === null || left <= 0 || now >= kept.snooze.until) return null;
    // Said as the clock shows it now, if that was set back meanwhile.
    return kept.snooze.until - now > left + CLOCK_SET_MS ? now + left : kept.snooze.until;
  };

  const planAt = (now: EpochMs): QuietPlan => {
    const { rules, onUntil } = kept;
    const isOn = onUntil !== null && onUntil - now < LONGEST_HOURS_MS;
    return { rules, snoozedUntil: snoozedUntil(now), onUntil: isOn ? onUntil : null };
  };

  const state = (): QuietState => {
    const now = clock.now();
    return quietAt(planAt(now), system.isOn(), now, zones);
  };

  const look = (): Promise<void> | null => {
    if (isStopped) return null;
    const asking = system.look();
    asksSystem = asking !== null;
    return asking;
  };

  const schedule = (): void => {
    cancelTimer();
    const now = clock.now();
    const next = nextChangeOfQuiet(planAt(now), now, zones);
    const longest = asksSystem && system.isOn() ? ASK_SYSTEM_MS : next === null ? null : LONGEST_TIMER_MS;
    if (longest === null) return;
    const wait = Math.max(SHORTEST_TIMER_MS, next === null ? longest : next - now);
    cancelTimer = clock.after(Math.min(longest, wait), checkAll);
  };

  const check = (): void => {
    if (isStopped) return;
    const current = state();
    const picture = JSON.stringify([current, kept.rules]);
    if (picture !== told) {
      told = picture;
      log.info("quiet changed", { because: current.because });
      onChanged(current, kept.rules);
    }
    schedule();
  };

  const checkAgainAfter = async (asking: Promise<void>): Promise<void> => {
    await asking;
    check();
  };
  const checkAll = (): void => {
    const asking = look();
    check();
    if (asking !== null) inBackground("ask for do-not-disturb", checkAgainAfter(asking));
  };

  const keep = (next: KeptQuiet): Result<void> => {
    try {
      settings.keepQuiet(next);
    } catch (error) {
      return resultFromError(error);
    }
    if (next.snooze !== kept.snooze) steadyEnd = steadyEndOf(next);
    kept = next;
    check();
    return ok(undefined);
  };

  const presets = (): readonly QuietPreset[] => quietPresets(clock.now(), zones);

  const snooze = (until: EpochMs | null): Result<void> => {
    const now = clock.now();
    if (until === null) return keep({ ...kept, snooze: null, onUntil: hoursEnd(kept.rules, now, zones) });
    if (until <= now || until - now > LONGEST_SNOOZE_MS)
      return failed("invalid-request", "notifications can be off for a week at most");
    return keep({ ...kept, snooze: { since: now, until }, onUntil: null });
  };

  system.onChanged(check);

  return {
    state,
    rules: () => kept.rules,
    presets,
    snooze,
    setRules: (rules) => {
      const { hours } = rules;
      if (hours.from === hours.to) return failed("invalid-request", "quiet hours begin and end at the same time");
      const areSame = JSON.stringify(hours) === JSON.stringify(kept.rules.hours);
      return keep({ ...kept, rules, onUntil: areSame ? kept.onUntil : null });
    },
    choose: (to) => snooze(presets().find(({ id }) => id === to)?.at ?? null),
    look,
    check: checkAll,
    stop: () => {
      isStopped = true;
      cancelTimer();
    },
  };
};
