import type { Credentials } from "../../../preload/contract/requests.ts";
import type { ProviderProfile } from "../ports/gateway.ts";
import type { MessageStore, MessageStoreProvider } from "../ports/message-store.ts";
import type { Log, Randomness, SettingsStore, StoredAccount } from "../ports/system.ts";
import type { SecretKind, Vault } from "../ports/vault.ts";
import { failureFrom } from "../ports/app-error.ts";
import { tokenStoreOf, type WaitingTokenStore } from "./token-store.ts";

/** The account that this computer keeps: its settings entry, its keychain entries and its database, always together. */
export type KeptAccount = {
  readonly current: () => StoredAccount | null;
  /** An account is kept whose secrets are in a keychain that this run cannot use (its question was dismissed, say). */
  readonly isOutOfReach: () => boolean;
  /** All it takes to resume; null if the keychain no longer holds it. Rejects with storage if the keychain refuses. */
  readonly secrets: (account: StoredAccount) => Promise<KeptSecrets | null>;
  readonly open: (account: StoredAccount, databaseKey: string) => MessageStore;
  /**
   * Keeps what a sign-in brought, the token included. The same person finds their messages again; anybody else's are
   * erased first. Rejects with storage, and then has kept nothing.
   */
  readonly keep: (
    credentials: Credentials,
    profile: ProviderProfile,
    token: WaitingTokenStore,
  ) => Promise<MessageStore>;
  /** Takes away everything kept of it. Goes on if one part fails, then rejects with the first failure. */
  readonly forget: (account: StoredAccount) => Promise<void>;
};

export type KeptSecrets = { readonly clientSecret: string; readonly jwt: string; readonly databaseKey: string };

const SECRETS: readonly SecretKind[] = ["token", "client-secret", "jwt", "database-key"];

/** SQLCipher's raw keys have 32 bytes. */
const KEY_BYTES = 32;

export const createKeptAccount = ({
  vault,
  stores,
  settings,
  randomness,
  log,
}: {
  readonly vault: Vault;
  readonly stores: MessageStoreProvider;
  readonly settings: SettingsStore;
  readonly randomness: Randomness;
  readonly log: Log;
}): KeptAccount => {
  const hasKeychain = vault.kind === "keychain";
  // Without a keychain the account is kept in memory only, so the settings do not tell of it. What they do tell of was
  // kept with a keychain, and waits for it untouched: texts on their way out may be in its database.
  let current = hasKeychain ? settings.accounts().current : null;

  const open = ({ id }: StoredAccount, databaseKey: string): MessageStore =>
    // A key that lasts as long as Tern runs would make a file nobody can ever read.
    stores.open(id, hasKeychain ? databaseKey : null);

  const forget = async (account: StoredAccount): Promise<void> => {
    const failures: unknown[] = [];
    for (const secret of SECRETS) {
      await vault.remove(account.id, secret).catch((error: unknown) => failures.push(error));
    }
    try {
      stores.erase(account.id);
    } catch (error) {
      failures.push(error);
    }
    if (hasKeychain) settings.keepAccounts({ ...settings.accounts(), current: null });
    current = null;
    if (failures.length > 0) throw failures[0];
  };

  /** Null if nobody can ever read it again: RingCentral still has the texts, so that must not lock the person out. */
  const openUnlessRuined = (account: StoredAccount, databaseKey: string): MessageStore | null => {
    try {
      return open(account, databaseKey);
    } catch (error) {
      const { code, about } = failureFrom(error);
      if (code !== "storage" || (about !== "wrong-key" && about !== "damaged")) throw error;
      log.error("kept database is ruined", { about }, error);
      return null;
    }
  };

  /** The kept account and its messages, if they are this person's; else they are erased. */
  const takeUp = async (
    server: string,
    profile: ProviderProfile,
  ): Promise<{ readonly id: string; readonly databaseKey: string; readonly store: MessageStore } | null> => {
    const kept = current;
    if (kept === null) return null;
    const databaseKey = await vault.read(kept.id, "database-key");
    const store = databaseKey === null || kept.server !== server ? null : openUnlessRuined(kept, databaseKey);
    if (databaseKey !== null && store !== null) {
      if (profileFromFact(store.fact("profile"))?.userId === profile.userId) return { id: kept.id, databaseKey, store };
      store.close();
    }
    await forget(kept);
    return null;
  };

  return {
    current: () => current,
    isOutOfReach: () => !hasKeychain && settings.accounts().current !== null,
    secrets: async ({ id }) => {
      const clientSecret = await vault.read(id, "client-secret");
      const jwt = await vault.read(id, "jwt");
      const databaseKey = await vault.read(id, "database-key");
      if (clientSecret === null || jwt === null || databaseKey === null) return null;
      return { clientSecret, jwt, databaseKey };
    },
    open,
    keep: async ({ server, clientId, clientSecret, jwt }, profile, token) => {
      const mine = await takeUp(server, profile);
      const account: StoredAccount = { id: mine?.id ?? randomness.uuid(), server, clientId };
      const databaseKey = mine?.databaseKey ?? randomness.hex(KEY_BYTES);
      let store = mine?.store ?? null;
      try {
        await vault.write(account.id, "client-secret", clientSecret);
        await vault.write(account.id, "jwt", jwt);
        await vault.write(account.id, "database-key", databaseKey);
        store ??= open(account, databaseKey);
        store.keepFact("profile", profile);
        await token.moveTo(tokenStoreOf(vault, account.id));
        // Without a keychain the next run could not resume it: it would only ask for what is not there.
        if (hasKeychain) settings.keepAccounts({ ...settings.accounts(), current: account });
        current = account;
        return store;
      } catch (error) {
        store?.close();
        if (mine === null) await forget(account).catch((cause: unknown) => log.warn("not tidied up", {}, cause));
        throw error;
      }
    },
    forget,
  };
};

/** Reads a kept profile; null if it was never kept or has another shape. */
export const profileFromFact = (fact: unknown): ProviderProfile | null => {
  if (typeof fact !== "object" || fact === null) return null;
  const kept: Partial<Record<keyof ProviderProfile, unknown>> = fact;
  const { userId, name, company, extensionNumber, country } = kept;
  if (typeof userId !== "string" || typeof name !== "string" || typeof country !== "string") return null;
  return {
    userId,
    name,
    country,
    company: typeof company === "string" ? company : null,
    extensionNumber: typeof extensionNumber === "string" ? extensionNumber : null,
  };
};
