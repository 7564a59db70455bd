import type { Absence } from "../../../preload/contract/away.ts";
import type { EpochMs } from "../../../preload/contract/model.ts";
import { momentFromFact } from "../moment-from-fact.ts";
import type { TimeZones } from "../ports/system.ts";
import type { AwayPlan, Undated } from "./absence.ts";
import { awayPresets } from "./presets.ts";
import { timeOffAt } from "./working-hours.ts";

/** What has come to be known of that clock. */
export type Correction = {
  /** By how much the clock is ahead of the provider's. */
  readonly ahead: number;
  /** By the provider's clock. */
  readonly now: EpochMs;
  /** Nothing of it happened before then, by the provider's clock; null: nobody knows. */
  readonly earliest: EpochMs | null;
};

/** When that was. Never later than now, whatever became of the clock between two runs of Tern. */
export const trueMoment = (at: EpochMs, { ahead, now, earliest }: Correction): EpochMs =>
  Math.min(now, Math.max(earliest ?? 0, at - ahead));

/** Whether an absence began by that clock. */
export const isUndated = ({ since, because }: Absence, { byHand, hoursFrom, goesOn, undated }: AwayPlan): boolean => {
  if (undated === null) return false;
  if (because === "person") return undated.since && since === byHand?.since;
  return (undated.hours && since === hoursFrom) || (undated.goesOn && since === goesOn?.since);
};

/** The plan with moments of the provider's. */
export const dated = (plan: AwayPlan, correction: Correction, zones: TimeZones): AwayPlan => {
  const { byHand, hours, goesOn, undated } = plan;
  if (undated === null) return plan;
  const trueIf = (isWrong: boolean, at: EpochMs): EpochMs => (isWrong ? trueMoment(at, correction) : at);
  const hoursFrom = trueIf(undated.hours, plan.hoursFrom);
  const { preset } = undated;
  const untilPreset = (): EpochMs | null =>
    awayPresets(hours, trueMoment(preset?.at ?? 0, correction), zones).find(({ id }) => id === preset?.id)?.at ?? null;
  const hereUntil = (): EpochMs | null => (hours.isOn ? (timeOffAt(hours, hoursFrom, zones)?.to ?? null) : null);
  return {
    byHand: byHand && {
      since: trueIf(undated.since, byHand.since),
      until: preset === null ? byHand.until : untilPreset(),
    },
    hours,
    hoursFrom,
    goesOn: goesOn && { since: trueIf(undated.goesOn, goesOn.since), at: trueIf(undated.hours, goesOn.at) },
    hereUntil: undated.here ? hereUntil() : plan.hereUntil,
    undated: null,
  };
};

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** As it was kept; null: nothing is undated. */
export const undatedFromFact = (fact: unknown): Undated | null => {
  if (!isObject(fact)) return null;
  const kept: Partial<Record<keyof Undated, unknown>> = fact;
  const preset: { readonly id?: unknown; readonly at?: unknown } = isObject(kept.preset) ? kept.preset : {};
  const ended: { readonly since?: unknown; readonly at?: unknown } = isObject(kept.ended) ? kept.ended : {};
  const [presetAt, since, at] = [preset.at, ended.since, ended.at].map(momentFromFact);
  const id = (["lunch", "today", "monday"] as const).find((each) => each === preset.id);
  return {
    since: kept.since === true,
    hours: kept.hours === true,
    goesOn: kept.goesOn === true,
    here: kept.here === true,
    preset: presetAt == null || id === undefined ? null : { id, at: presetAt },
    ended: since == null || at == null ? null : { since, at },
  };
};
