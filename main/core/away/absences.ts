import type { Absence, AwayPreset, AwaySwitch, WorkingHours } from "../../../preload/contract/away.ts";
import type { EpochMs } from "../../../preload/contract/model.ts";
import { failed, ok, type Result } from "../../../preload/contract/result.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { Clock, Log, TimeZones } from "../ports/system.ts";
import { momentFromFact } from "../moment-from-fact.ts";
import { absenceAt, type AwayPlan, nextLook, switched, type Undated, withHours } from "./absence.ts";
import { hoursFromFact } from "./away-rules.ts";
import { ABSENCES_KEPT } from "./away-report.ts";
import { awayPresets } from "./presets.ts";
import { type Correction, dated, isUndated, trueMoment, undatedFromFact } from "./undated.ts";

/** Whether the person is away: by their own hand, or by the hours of their work. */
export type Absences = {
  readonly current: () => Absence | null;
  /** The same, but one whose end has passed by a clock that may be wrong goes on until that is known. */
  readonly running: () => Absence | null;
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

const NOTHING_UNDATED: Undated = {
  since: false,
  hours: false,
  goesOn: false,
  here: false,
  preset: null,
  ended: null,
};

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
    undated: undatedFromFact(kept.undated),
  };
};

export const createAbsences = ({
  store,
  clock,
  providerNow,
  thoughtNow,
  zones,
  log,
  onChanged,
  onEnded,
}: {
  readonly store: Pick<
    MessageStore,
    "fact" | "keepFact" | "absences" | "keepAbsence" | "redateAbsence" | "forgetAbsence" | "atomically"
  >;
  /** Goes by `providerNow` or, as long as that is null, by `thoughtNow`. */
  readonly clock: Clock;
  /** What time it is by the provider's clock; null: not known yet in this run. */
  readonly providerNow: () => EpochMs | null;
  /** What time it would be if this computer's clock had been right when this run began. */
  readonly thoughtNow: () => EpochMs;
  readonly zones: TimeZones;
  readonly log: Log;
  readonly onChanged: () => void;
  /** An absence ended; `byItself`: nobody switched it off. */
  readonly onEnded: (absence: Absence, byItself: boolean) => void;
}): Absences => {
  let plan = planFromFact(store.fact("away-plan"), zones);
  let current = store.absences(ABSENCES_KEPT).find(({ hasEnded }) => !hasEnded) ?? null;
  let cancelTimer = (): void => {};

  const schedule = (): void => {
    cancelTimer();
    const now = clock.now();
    const next = nextLook(plan, now, zones);
    if (next !== null) cancelTimer = clock.after(Math.min(LONGEST_TIMER_MS, Math.max(0, next - now)), check);
  };

  const isTimeKnown = (): boolean => providerNow() !== null;

  /** By a clock that may be wrong nothing ends that the person did not end. */
  const absenceBy = (asked: AwayPlan, now: EpochMs): Absence | null => {
    if (isTimeKnown()) return absenceAt(asked, now, zones);
    const { byHand, goesOn } = asked;
    // One that ended while the time was known stays in the plan.
    if (byHand !== null && (byHand.since === current?.since || asked.undated?.since === true))
      return { ...byHand, because: "person" };
    return goesOn === null ? absenceAt({ ...asked, byHand: null }, now, zones) : current;
  };
  /** What a plan makes of this moment, written down: all of it or, if the disk fails, nothing. */
  const follow = (nextPlan: AwayPlan, byItself: boolean, correction: Correction | null = null): void => {
    const now = clock.now();
    const isWrong = current !== null && correction !== null && isUndated(current, plan);
    const before =
      current === null || !isWrong ? current : { ...current, since: trueMoment(current.since, correction) };
    const next = absenceBy(nextPlan, now);
    const ended = before === null || before.since === next?.since ? null : before;
    const isOther = nextPlan !== plan || before?.since !== next?.since || before?.until !== next?.until;
    if (!isOther) {
      schedule();
      return;
    }
    // Nobody was answered in it, and nobody could say when it was.
    const isNothing = ended !== null && !isTimeKnown() && isUndated(ended, plan);
    // If the disk fails, it is tried again.
    cancelTimer();
    cancelTimer = clock.after(STORE_PAUSE_MS, check);
    store.atomically(() => {
      if (current !== null && before !== null && isWrong) store.redateAbsence(current.since, before.since);
      if (correction !== null) dateEnd(correction);
      if (nextPlan !== plan) store.keepFact("away-plan", nextPlan);
      if (isNothing) store.forgetAbsence(ended.since);
      else if (ended !== null)
        store.keepAbsence({ ...ended, until: Math.min(now, ended.until ?? now), hasEnded: true });
      if (next !== null) store.keepAbsence({ ...next, hasEnded: false });
    });
    plan = nextPlan;
    current = next === null ? null : { ...next, hasEnded: false };
    schedule();
    log.info("away changed", { isAway: next !== null, byItself });
    onChanged();
    if (ended !== null && !isNothing) onEnded(ended, byItself || (ended.until !== null && ended.until <= now));
  };

  const dateEnd = (correction: Correction): void => {
    const ended = plan.undated?.ended ?? null;
    const absence = store.absences(ABSENCES_KEPT).find(({ since }) => since === ended?.since);
    if (ended === null || absence === undefined) return;
    const at = trueMoment(ended.at, correction);
    // An end before then was given as a date, and had passed by that clock.
    const until = absence.until !== null && absence.until < ended.at ? Math.min(absence.until, at) : at;
    store.keepAbsence({ ...absence, until: Math.max(ended.since, until) });
  };

  /** Two absences of which nothing else is known would begin at the same moment, by which each is kept. */
  const earliest = (): EpochMs | null => {
    const syncedAt = momentFromFact(store.fact("synced-at"));
    if (syncedAt === null) return null;
    const taken = new Set(store.absences(ABSENCES_KEPT).map(({ since }) => since));
    let free = syncedAt;
    while (taken.has(free)) free += 1;
    return free;
  };

  // A timer may be late, and a disk full: nobody is answered after the end.
  const isOver = (): boolean => current?.until != null && clock.now() >= current.until;

  /** A clock that is wrong must begin and end nothing for good: all is looked at when the time is known. */
  const check = (): void => {
    const now = providerNow();
    if (now === null) {
      schedule();
      if (isOver()) onChanged();
      return;
    }
    if (plan.undated === null) {
      follow(plan, true);
      return;
    }
    const correction = { ahead: thoughtNow() - now, now, earliest: earliest() };
    follow(dated(plan, correction, zones), true, correction);
  };

  /** What the person chose; `undated`: what of it is by a clock that may be wrong. */
  const choose = (chosen: AwayPlan, undated: Partial<Undated>): void =>
    follow(isTimeKnown() ? chosen : { ...chosen, undated: { ...NOTHING_UNDATED, ...plan.undated, ...undated } }, false);

  const endedNow = (absence: Absence): Partial<Undated> =>
    isUndated(absence, plan) ? {} : { ended: { since: absence.since, at: clock.now() } };

  /** What the person's choice changes. */
  const present = (): Absence | null => {
    if (!isTimeKnown()) return current;
    // If the disk failed when the time became known.
    if (plan.undated !== null) check();
    return absenceAt(plan, clock.now(), zones);
  };

  return {
    current: () => (isOver() ? null : current),
    running: () => (isTimeKnown() && isOver() ? null : current),
    hours: () => plan.hours,
    presets: () => awayPresets(plan.hours, clock.now(), zones),
    switch: (ask) => {
      const now = clock.now();
      if (ask.kind === "until" && ask.at <= now)
        return failed("invalid-request", "the end of the absence is not in the future");
      const before = present();
      // The person sees that they are not away, and begins another absence.
      const over = ask.kind !== "off" && !isTimeKnown() && isOver() ? before : null;
      const was = over === null ? before : null;
      const next = switched(plan, ask, now, zones, was);
      if (ask.kind === "off") {
        const undated = { since: false, hours: true, goesOn: false, here: true, preset: null };
        if (was !== null) choose(next, { ...undated, ...endedNow(was) });
        return ok(undefined);
      }
      const preset = awayPresets(plan.hours, now, zones).find(({ at }) => ask.kind === "until" && ask.at === at);
      choose(next, {
        since: was === null || isUndated(was, plan),
        goesOn: false,
        here: false,
        preset: preset === undefined ? null : { id: preset.id, at: now },
        ...(over === null ? {} : endedNow(over)),
      });
      return ok(undefined);
    },
    setHours: (hours) => {
      if (!zones.isKnown(hours.timeZone)) return failed("invalid-request", "no such time zone");
      const was = present();
      const next = withHours(plan, hours, clock.now(), zones, was);
      const isOver = was?.because === "hours" && next.goesOn === null;
      choose(next, {
        hours: true,
        goesOn: next.goesOn !== null && was !== null && isUndated(was, plan),
        ...(isOver ? endedNow(was) : {}),
      });
      return ok(undefined);
    },
    check,
    stop: () => cancelTimer(),
  };
};
