import { randomUUID } from "node:crypto";

import { AppError } from "../core/ports/app-error.ts";
import type { Log } from "../core/ports/system.ts";
import type { Vault } from "../core/ports/vault.ts";

import { createKeychainEntries, type KeychainEntries } from "./keychain-entries.ts";
import { createMemoryVault } from "./memory-vault.ts";
import { withinLimit } from "./time-limit.ts";

/** A locked keychain asks the person for its password first: time to type it. */
const promptLimitMs = 60_000;

/** An entry of its own, so that two Terns that start at once do not mistake each other's for a fault. */
const probe = async (entries: KeychainEntries): Promise<void> => {
  const [account, value] = [`probe/${randomUUID()}`, randomUUID()];
  await entries.write(account, value);
  try {
    if ((await entries.read(account)) !== value) throw new Error("the keychain did not give back what it was given");
  } finally {
    await entries.remove(account);
  }
};

/** Has the keychain unlocked where the library itself would wait for that without end. */
const unlock = async (limitMs: number): Promise<void> => {
  if (process.platform !== "linux") return;
  // Loaded here: its D-Bus client is not in the other systems' installers.
  const { unlockSecretService } = await import("./secret-service.ts");
  await unlockSecretService(limitMs);
};

const createKeychainVault = (entries: KeychainEntries, limitMs: number): Vault => {
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      await unlock(limitMs);
      return await withinLimit(work(), limitMs);
    } catch (error) {
      throw new AppError("storage", "the keychain refused", { cause: error, about: "keychain" });
    }
  };
  return {
    kind: "keychain",
    read: (account, secret) => guarded(() => entries.read(`${account}/${secret}`)),
    write: (account, secret, value) => guarded(() => entries.write(`${account}/${secret}`, value)),
    remove: (account, secret) => guarded(() => entries.remove(`${account}/${secret}`)),
  };
};

/**
 * The operating system's keychain, entries named `<account>/<secret>` under `service`; or, where a probe entry cannot be
 * written, read back and removed within `limitMs`, a vault that keeps everything in memory. Never rejects.
 */
export const openVault = async ({
  log,
  service = "Tern",
  limitMs = promptLimitMs,
}: {
  readonly log: Log;
  readonly service?: string;
  readonly limitMs?: number;
}): Promise<Vault> => {
  const entries = createKeychainEntries(service);
  try {
    await unlock(limitMs);
    await withinLimit(probe(entries), limitMs);
    return createKeychainVault(entries, limitMs);
  } catch (error) {
    log.warn("keychain/unavailable", {}, error);
    return createMemoryVault();
  }
};
