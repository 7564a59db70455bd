import type { Absence, AwayPreset, AwaySwitch, WorkingHours } from "../../../preload/contract/away.ts";
import { failed, ok, type Result } from "../../../preload/contract/result.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { Clock, Log, TimeZones } from "../ports/system.ts";
import { momentFromFact } from "../moment-from-fact.ts";
import { absenceAt, type AwayPlan, nextLook, switched, withHours } from "./absence.ts";
import { hoursFromFact } from "./away-rules.ts";
import { awayPresets } from "./presets.ts";

/** Whether the person is away: by their own hand, or by the hours of their work. */
export type Absences = {
  readonly current: () => Absence | null;
  readonly hours: () => WorkingHours;
  readonly presets: () => readonly AwayPreset[];
  /** Fails with invalid-request for an end that is not in the future. */
  readonly switch: (ask: AwaySwitch) => Result<void>;
  /** Fails with invalid-request for a time zone that this computer does not know. */
  readonly setHours: (hours: WorkingHours) => Result<void>;
  /** Looks whether one has begun or ended: to be asked once at the start, and after sleep, when timers are late. */
  readonly check: () => void;
  readonly stop: () => void;
};

/** The clock may be set while a timer runs: the time of day is looked at again this often. */
const LONGEST_TIMER_MS = 60 * 60_000;

/** The wait after the store failed. */
const STORE_PAUSE_MS = 60_000;

const planFromFact = (fact: unknown, zones: TimeZones): AwayPlan => {
  const kept: Partial<Record<keyof AwayPlan, unknown>> = typeof fact === "object" && fact !== null ? fact : {};
  const byHand: { readonly since?: unknown; readonly until?: unknown } =
    typeof kept.byHand === "object" && kept.byHand !== null ? kept.byHand : {};
  const since = momentFromFact(byHand.since);
  const goesOn: { readonly since?: unknown; readonly at?: unknown } =
    typeof kept.goesOn === "object" && kept.goesOn !== null ? kept.goesOn : {};
  const [begun, changedAt] = [momentFromFact(goesOn.since), momentFromFact(goesOn.at)];
  return {
    byHand: since === null ? null : { since, until: momentFromFact(byHand.until) },
    hours: hoursFromFact(kept.hours, zones.isKnown, zones.here()),
    hoursFrom: momentFromFact(kept.hoursFrom) ?? 0,
    goesOn: begun === null || changedAt === null ? null : { since: begun, at: changedAt },
    hereUntil: momentFromFact(kept.hereUntil),
  };
};

export const createAbsences = ({
  store,
  clock,
  isTimeKnown,
  zones,
  log,
  onChanged,
  onEnded,
}: {
  readonly store: Pick<MessageStore, "fact" | "keepFact" | "absences" | "keepAbsence" | "atomically">;
  readonly clock: Clock;
  /** Whether `clock` is right for certain. One that is wrong must not end an absence for good. */
  readonly isTimeKnown: () => boolean;
  readonly zones: TimeZones;
  readonly log: Log;
  readonly onChanged: () => void;
  /** An absence ended; `byItself`: nobody switched it off. */
  readonly onEnded: (absence: Absence, byItself: boolean) => void;
}): Absences => {
  let plan = planFromFact(store.fact("away-plan"), zones);
  let current = store.absences(1).find(({ hasEnded }) => !hasEnded) ?? null;
  let cancelTimer = (): void => {};

  const schedule = (): void => {
    cancelTimer();
    const now = clock.now();
    const next = nextLook(plan, now, zones);
    if (next !== null) cancelTimer = clock.after(Math.min(LONGEST_TIMER_MS, Math.max(0, next - now)), check);
  };

  /** What the plan makes of this moment, written down: all of it or, if the disk fails, nothing. */
  const follow = (nextPlan: AwayPlan, byItself: boolean): void => {
    const now = clock.now();
    const before = current;
    const next = absenceAt(nextPlan, now, zones);
    const ended = before === null || before.since === next?.since ? null : before;
    const isOther = nextPlan !== plan || before?.since !== next?.since || before?.until !== next?.until;
    if (!isOther) {
      schedule();
      return;
    }
    // If the disk fails, it is tried again.
    cancelTimer();
    cancelTimer = clock.after(STORE_PAUSE_MS, check);
    store.atomically(() => {
      if (nextPlan !== plan) store.keepFact("away-plan", nextPlan);
      if (ended !== null)
        store.keepAbsence({ ...ended, until: byItself ? Math.min(now, ended.until ?? now) : now, hasEnded: true });
      if (next !== null) store.keepAbsence({ ...next, hasEnded: false });
    });
    plan = nextPlan;
    current = next === null ? null : { ...next, hasEnded: false };
    schedule();
    log.info("away changed", { isAway: next !== null, byItself });
    onChanged();
    if (ended !== null) onEnded(ended, byItself);
  };

  // A timer may be late, and a disk full: nobody is answered after the end.
  const isOver = (): boolean => current?.until != null && clock.now() >= current.until;

  const check = (): void => {
    if (isTimeKnown()) {
      follow(plan, true);
      return;
    }
    schedule();
    if (isOver()) onChanged();
  };

  return {
    current: () => (isOver() ? null : current),
    hours: () => plan.hours,
    presets: () => awayPresets(plan.hours, clock.now(), zones),
    switch: (ask) => {
      if (ask.kind === "until" && ask.at <= clock.now())
        return failed("invalid-request", "the end of the absence is not in the future");
      follow(switched(plan, ask, clock.now(), zones), false);
      return ok(undefined);
    },
    setHours: (hours) => {
      if (!zones.isKnown(hours.timeZone)) return failed("invalid-request", "no such time zone");
      follow(withHours(plan, hours, clock.now(), zones), false);
      return ok(undefined);
    },
    check,
    stop: () => cancelTimer(),
  };
};
