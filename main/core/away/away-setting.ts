import type { EpochMs, LocalDate } from "../../../preload/contract/model.ts";
import { DEFAULT_AWAY_MESSAGE, isLocalDate } from "./away-message.ts";

/** What is kept of Away between runs. */
export type AwaySetting = {
  readonly message: string;
  /** Away ends when this day begins; null: when it is switched off. */
  readonly returnDate: LocalDate | null;
  /** When this absence began, by this computer's clock; null: not away. */
  readonly since: EpochMs | null;
  /** The same by the provider's clock, which dates texts; null if that was not known, or Tern was an older one. */
  readonly sinceThere: EpochMs | null;
  /** When the latest absence began, this one or the last: its answers are listed. */
  readonly lastSince: EpochMs | null;
};

const INITIAL: AwaySetting = {
  message: DEFAULT_AWAY_MESSAGE,
  returnDate: null,
  since: null,
  sinceThere: null,
  lastSince: null,
};

const numberOrNull = (value: unknown): number | null => (typeof value === "number" ? value : null);

/** Reads what was kept; anything of another shape is as if never set. */
export const awaySettingFromFact = (fact: unknown): AwaySetting => {
  if (typeof fact !== "object" || fact === null) return INITIAL;
  const kept: Partial<Record<keyof AwaySetting, unknown>> = fact;
  const since = numberOrNull(kept.since);
  return {
    message: typeof kept.message === "string" ? kept.message : INITIAL.message,
    returnDate: typeof kept.returnDate === "string" && isLocalDate(kept.returnDate) ? kept.returnDate : null,
    since,
    sinceThere: numberOrNull(kept.sinceThere),
    lastSince: numberOrNull(kept.lastSince) ?? since,
  };
};
