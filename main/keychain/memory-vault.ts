import type { Vault } from "../core/ports/vault.ts";

/** Keeps secrets until Tern quits: for systems without a keychain. */
export const createMemoryVault = (): Vault => {
  const entries = new Map<string, string>();
  return {
    kind: "memory-only",
    read: async (account, secret) => entries.get(`${account}/${secret}`) ?? null,
    write: async (account, secret, value) => {
      entries.set(`${account}/${secret}`, value);
    },
    remove: async (account, secret) => {
      entries.delete(`${account}/${secret}`);
    },
  };
};
