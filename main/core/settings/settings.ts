import { SETTINGS_LIMITS } from "../../../preload/contract/limits.ts";
import { failed, ok, type Result } from "../../../preload/contract/result.ts";
import type { Settings } from "../../../preload/contract/state.ts";
import { resultFromError } from "../ports/app-error.ts";
import type { SettingsStore } from "../ports/system.ts";

type Limits = { readonly least: number; readonly most: number };

const isWithin = (value: number, { least, most }: Limits): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

/** Keeps what a person chose. Fails with invalid-request outside SETTINGS_LIMITS, with storage if it cannot be written; then nothing changes. */
export const createSettingsChange =
  ({
    store,
    onChanged,
  }: {
    readonly store: Pick<SettingsStore, "keepSettings">;
    readonly onChanged: (settings: Settings) => void;
  }): ((settings: Settings) => Result<void>) =>
  (settings) => {
    const { historyDays, checkMinutes, keepDays } = settings;
    const isRight =
      isWithin(historyDays, SETTINGS_LIMITS.historyDays) &&
      isWithin(checkMinutes, SETTINGS_LIMITS.checkMinutes) &&
      (keepDays === null || isWithin(keepDays, SETTINGS_LIMITS.keepDays));
    if (!isRight) return failed("invalid-request", "a setting is out of its limits");
    try {
      store.keepSettings(settings);
    } catch (error) {
      return resultFromError(error);
    }
    onChanged(settings);
    return ok(undefined);
  };
