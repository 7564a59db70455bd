import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LimitsStore } from "../../../main/core/ports/gateway.ts";
import type { KeptQuiet, SettingsStore, StoredAccounts } from "../../../main/core/ports/system.ts";
import type { Vault } from "../../../main/core/ports/vault.ts";
import type { Settings } from "../../../preload/contract/state.ts";
import { usualSettings } from "../../harness/settings-in-memory.ts";

/** Whole or not at all, and done when it returns: as the systems' keychains do. */
const writeWhole = (file: string, content: string): void => {
  writeFileSync(`${file}.new`, content);
  renameSync(`${file}.new`, file);
};

/** The system's keychain as a folder with a file for each entry. `onWritten` hears every secret there ever is. */
export const createKeychainFolder = (folder: string, onWritten: (secret: string) => void): Vault => {
  const fileOf = (account: string, secret: string): string => join(folder, `${account}.${secret}`);
  return {
    kind: "keychain",
    read: async (account, secret) => {
      const file = fileOf(account, secret);
      return existsSync(file) ? readFileSync(file, "utf8") : null;
    },
    write: async (account, secret, value) => {
      onWritten(value);
      writeWhole(fileOf(account, secret), value);
    },
    remove: async (account, secret) => rmSync(fileOf(account, secret), { force: true }),
  };
};

/** The settings file. */
export const createSettingsFile = (file: string): SettingsStore => {
  const read = (): { readonly accounts: StoredAccounts; readonly settings: Settings; readonly quiet?: KeptQuiet } =>
    existsSync(file)
      ? (JSON.parse(readFileSync(file, "utf8")) as ReturnType<typeof read>)
      : { accounts: { current: null, others: [], toClear: [] }, settings: usualSettings };
  return {
    settings: () => read().settings,
    keepSettings: (settings) => writeWhole(file, JSON.stringify({ ...read(), settings })),
    quiet: () => read().quiet ?? null,
    keepQuiet: (quiet) => writeWhole(file, JSON.stringify({ ...read(), quiet })),
    accounts: () => read().accounts,
    keepAccounts: (accounts) => writeWhole(file, JSON.stringify({ ...read(), accounts })),
  };
};

/** What the settings' file holds of the rate limits, in one of its own. */
export const createLimitsFile = (file: string): LimitsStore => ({
  read: (): unknown => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null),
  keep: (limits) => writeWhole(file, JSON.stringify(limits)),
});
