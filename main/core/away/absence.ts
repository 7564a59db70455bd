import type { Absence, AwayPreset, AwaySwitch, WorkingHours } from "../../../preload/contract/away.ts";
import type { EpochMs } from "../../../preload/contract/model.ts";
import type { TimeZones } from "../ports/system.ts";
import { nextChangeOfHours, timeOffAt } from "./working-hours.ts";

/**
 * Which moments of a plan are by a clock that may be days off: the person used the switch, or changed the hours, before it
 * was known what time it is at the provider.
 */
export type Undated = {
  /** When the absence by hand began. */
  readonly since: boolean;
  /** `hoursFrom`, and `goesOn.at`, which is the same. */
  readonly hours: boolean;
  /** `goesOn.since`. */
  readonly goesOn: boolean;
  /** `hereUntil`: at `hoursFrom` the person said that they are here. */
  readonly here: boolean;
  /** The absence by hand ends with this preset as it was then. An end that the person gave as a date is one. */
  readonly preset: { readonly id: AwayPreset["id"]; readonly at: EpochMs } | null;
  /** An absence that began by the provider's clock, and when the person ended it by the other one. */
  readonly ended: { readonly since: EpochMs; readonly at: EpochMs } | null;
};

/** What decides whether the person is away; kept between runs. */
export type AwayPlan = {
  /** The absence that the person switched on; stays when it has ended by itself. */
  readonly byHand: { readonly since: EpochMs; readonly until: EpochMs | null } | null;
  readonly hours: WorkingHours;
  /** An absence of the hours begins no sooner: when they were changed, or Away was switched. */
  readonly hoursFrom: EpochMs;
  /** The hours were changed at that moment, in an absence of theirs that began `since` and goes on; null: never. */
  readonly goesOn: { readonly since: EpochMs; readonly at: EpochMs } | null;
  /** The person switched an absence of the hours off: none until then. */
  readonly hereUntil: EpochMs | null;
  /** Null: all moments are the provider's. */
  readonly undated: Undated | null;
};

/** When an absence of the hours began whose time off began at `from`. */
const begunAt = (from: EpochMs, { byHand, hoursFrom, goesOn, hereUntil }: AwayPlan): EpochMs =>
  // No work lies between that change and now.
  goesOn !== null && from <= goesOn.at ? goesOn.since : Math.max(from, hoursFrom, byHand?.until ?? 0, hereUntil ?? 0);

/** The absence at `now`, if any. Its `since` is the same whenever it is asked for: answers are counted by it. */
export const absenceAt = (plan: AwayPlan, now: EpochMs, zones: TimeZones): Absence | null => {
  const { byHand, hours, hereUntil } = plan;
  if (byHand !== null && (byHand.until === null || now < byHand.until)) return { ...byHand, because: "person" };
  if (!hours.isOn || (hereUntil !== null && now < hereUntil)) return null;
  const off = timeOffAt(hours, now, zones);
  if (off === null) return null;
  return { since: begunAt(off.from ?? 0, plan), until: off.to, because: "hours" };
};

/** When to look again whether an absence has begun or ended; null: only the person changes it. */
export const nextLook = (plan: AwayPlan, now: EpochMs, zones: TimeZones): EpochMs | null => {
  const { byHand, hours, hereUntil } = plan;
  if (byHand !== null && (byHand.until === null || now < byHand.until)) return byHand.until;
  if (!hours.isOn) return null;
  if (hereUntil !== null && now < hereUntil) return hereUntil;
  return nextChangeOfHours(hours, now, zones);
};

/** The plan after the person used the switch. Switched on while on, the absence goes on with another end. */
export const switched = (
  plan: AwayPlan,
  ask: AwaySwitch,
  now: EpochMs,
  zones: TimeZones,
  current: Absence | null = absenceAt(plan, now, zones),
): AwayPlan => {
  if (ask.kind !== "off") {
    const since = current?.since ?? now;
    return { ...plan, byHand: { since, until: ask.kind === "until" ? ask.at : null }, goesOn: null, hereUntil: null };
  }
  if (current === null) return plan;
  const off = plan.hours.isOn ? timeOffAt(plan.hours, now, zones) : null;
  // Nobody who says "I am here" in the evening wants the hours to say otherwise a moment later.
  const stays = off === null ? { hereUntil: null } : { hereUntil: off.to };
  const hours = off !== null && off.to === null ? { ...plan.hours, isOn: false } : plan.hours;
  return { ...plan, byHand: null, hours, hoursFrom: now, goesOn: null, ...stays };
};

/** The plan after the person changed the hours. An absence of theirs that holds by the new ones too goes on as the same. */
export const withHours = (
  plan: AwayPlan,
  hours: WorkingHours,
  now: EpochMs,
  zones: TimeZones,
  current: Absence | null = absenceAt(plan, now, zones),
): AwayPlan => {
  if (hours.isOn !== plan.hours.isOn) return { ...plan, hours, hoursFrom: now, goesOn: null, hereUntil: null };
  if (current?.because !== "hours") return { ...plan, hours, hoursFrom: now, goesOn: null };
  return { ...plan, hours, hoursFrom: now, goesOn: { since: current.since, at: now } };
};
