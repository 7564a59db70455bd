import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openVault } from "../../main/keychain/vault.ts";
import { createKeepingLog } from "../harness/keeping-log.ts";

/** Takes what a throw-away profile left in the person's keychain out of it. */
export const forgetKeychainEntries = async (profile: string): Promise<void> => {
  const file = join(profile, "settings.json");
  if (!existsSync(file)) return;
  const settings: {
    account?: { id: string } | null;
    otherAccounts?: readonly { id: string }[];
    accountsToClear?: readonly string[];
  } = JSON.parse(readFileSync(file, "utf8"));
  const { account = null, otherAccounts = [], accountsToClear = [] } = settings;
  const accounts = [...(account === null ? [] : [account]), ...otherAccounts].map(({ id }) => id);
  const ids = new Set([...accounts, ...accountsToClear]);
  if (ids.size === 0) return;
  const vault = await openVault({ log: createKeepingLog() });
  for (const id of ids)
    for (const secret of ["token", "client-secret", "jwt", "database-key"] as const) await vault.remove(id, secret);
};
