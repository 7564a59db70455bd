import type { EpochMs } from "../../../preload/contract/model.ts";
import type { Settings } from "../../../preload/contract/state.ts";

const DAY_MS = 24 * 60 * 60_000;

type Given = {
  readonly settings: Pick<Settings, "historyDays" | "keepDays">;
  /** The provider's time; as long as that is not known this computer's, which may be set wrong. */
  readonly now: EpochMs;
  /** The provider's time at the last reading; null: there was none. */
  readonly syncedAt: EpochMs | null;
};

/**
 * Texts from before this moment are not kept; null: all are. Counted from the last reading if that is earlier than now:
 * a clock set to a wrong year must not empty the database.
 */
export const keptFrom = ({ settings: { keepDays }, now, syncedAt }: Given): EpochMs | null =>
  keepDays === null ? null : Math.min(now, syncedAt ?? now) - keepDays * DAY_MS;

/** Since when the person wants to have texts here. A clock that is behind does not read a whole life's texts. */
export const wantedFrom = (given: Given): EpochMs => {
  const { settings, now, syncedAt } = given;
  const wished = Math.max(now, syncedAt ?? now) - settings.historyDays * DAY_MS;
  return Math.max(wished, keptFrom(given) ?? wished);
};

/** Since when everything is read if the provider does not know any more what was: nothing of the meantime is missed. */
export const everythingFrom = (given: Given): EpochMs => {
  const { syncedAt } = given;
  const wanted = wantedFrom(given);
  const missed = syncedAt === null ? wanted : Math.min(wanted, syncedAt - DAY_MS);
  return Math.max(missed, keptFrom(given) ?? missed);
};

/** A clock that is set by some hours is no reason to read everything again. */
const WORTH_READING_MS = DAY_MS / 2;

/** Whether older texts have to be read than were so far. */
export const isTooShort = (historyFrom: EpochMs | null, wanted: EpochMs): boolean =>
  historyFrom === null || wanted < historyFrom - WORTH_READING_MS;
