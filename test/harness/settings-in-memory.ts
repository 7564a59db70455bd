import type { KeptQuiet, SettingsStore, StoredAccounts } from "../../main/core/ports/system.ts";
import type { Settings } from "../../preload/contract/state.ts";

/** Plain settings as they are until a person chose. */
export const usualSettings: Settings = { historyDays: 30, checkMinutes: 10, keepDays: null };

/** The settings file as an object: outlives a run of Tern, not the test. */
export const createSettingsInMemory = (): SettingsStore => {
  let accounts: StoredAccounts = { current: null, others: [], toClear: [] };
  let settings = usualSettings;
  let quiet: KeptQuiet | null = null;
  return {
    settings: () => settings,
    keepSettings: (next) => {
      settings = next;
    },
    quiet: () => quiet,
    keepQuiet: (next) => {
      quiet = next;
    },
    accounts: () => accounts,
    keepAccounts: (next) => {
      accounts = next;
    },
  };
};
