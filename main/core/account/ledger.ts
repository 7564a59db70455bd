import type { SettingsStore, StoredAccounts } from "../ports/system.ts";

/** Which accounts there are, here and on the disk. */
export type Ledger = {
  readonly read: () => StoredAccounts;
  /** Holds in this run at once, and in the next one unless it throws: AppError `storage`, the disk refused. */
  readonly change: (patch: Partial<StoredAccounts>) => void;
};

/**
 * `isOnDisk`: false without a keychain. Then accounts end with this run, so the settings do not tell of them; what they
 * do tell of was kept with a keychain, and waits for it untouched: texts on their way out may be in its database.
 */
export const createLedger = (settings: SettingsStore, isOnDisk: boolean): Ledger => {
  let accounts: StoredAccounts = isOnDisk ? settings.accounts() : { current: null, others: [], toClear: [] };
  return {
    read: () => accounts,
    change: (patch) => {
      accounts = { ...accounts, ...patch };
      if (isOnDisk) settings.keepAccounts(accounts);
    },
  };
};
