import { AsyncEntry } from "@napi-rs/keyring";

/**
 * Entries of the operating system's keychain under one service name. Secrets are kept as UTF-8 bytes, not as a
 * "password": Windows counts 2,560 bytes for an entry and would store a password as UTF-16, at half the length.
 */
export const createKeychainEntries = (service: string) => {
  /**
   * Pinned to the Secret Service on Linux: left to itself the library falls back to the kernel's keyring, which forgets
   * everything at a restart. Making an entry asks the bus and throws where there is no Secret Service.
   */
  const entry = (account: string): AsyncEntry =>
    new AsyncEntry(service, account, { linux: { store: "secret-service" } });

  return {
    read: async (account: string): Promise<string | null> => {
      const secret = await entry(account).getSecret();
      return secret === null ? null : Buffer.from(secret).toString("utf8");
    },
    write: async (account: string, value: string): Promise<void> => {
      await entry(account).setSecret(Buffer.from(value, "utf8"));
    },
    remove: async (account: string): Promise<void> => {
      await entry(account).deleteCredential();
    },
  };
};

export type KeychainEntries = ReturnType<typeof createKeychainEntries>;
