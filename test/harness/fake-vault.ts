import { AppError } from "../../main/core/ports/app-error.ts";
import type { Vault } from "../../main/core/ports/vault.ts";

/** A keychain that a test can look into and lock. */
export type FakeVault = Vault & {
  /** `<account>/<secret>` → value. */
  readonly entries: ReadonlyMap<string, string>;
  readonly lock: (isLocked: boolean) => void;
};

export const createFakeVault = (kind: Vault["kind"] = "keychain"): FakeVault => {
  const entries = new Map<string, string>();
  let isLocked = false;
  const unlocked = async (): Promise<void> => {
    if (isLocked) throw new AppError("storage", "the keychain is locked", { about: "keychain" });
  };
  return {
    kind,
    entries,
    lock: (locked) => {
      isLocked = locked;
    },
    read: async (account, secret) => {
      await unlocked();
      return entries.get(`${account}/${secret}`) ?? null;
    },
    write: async (account, secret, value) => {
      await unlocked();
      entries.set(`${account}/${secret}`, value);
    },
    remove: async (account, secret) => {
      await unlocked();
      entries.delete(`${account}/${secret}`);
    },
  };
};
