import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openVault } from "../../main/keychain/vault.ts";
import { createKeepingLog } from "../harness/keeping-log.ts";

/** Takes what a throw-away profile left in the person's keychain out of it. */
export const forgetKeychainEntries = async (profile: string): Promise<void> => {
  const file = join(profile, "settings.json");
  if (!existsSync(file)) return;
  const settings: { account?: { id?: string } } = JSON.parse(readFileSync(file, "utf8"));
  const account = settings.account?.id;
  if (account === undefined) return;
  const vault = await openVault({ log: createKeepingLog() });
  for (const secret of ["token", "client-secret", "jwt", "database-key"] as const) await vault.remove(account, secret);
};
