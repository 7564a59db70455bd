import type { Credentials } from "../../../preload/contract/requests.ts";
import type { ProviderProfile } from "../ports/gateway.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { Log, Randomness, SettingsStore, StoredAccount, StoredAccounts } from "../ports/system.ts";
import type { SecretKind, Vault } from "../ports/vault.ts";
import { failureFrom, isAppError } from "../ports/app-error.ts";
import type { Databases } from "./databases.ts";
import { profileFromFact, rebuiltFromFact } from "./facts.ts";
import { createLedger } from "./ledger.ts";
import { createOneAtATime } from "./one-at-a-time.ts";
import { tokenStoreOf, type SessionTokens } from "./token-store.ts";

/**
 * The accounts that this computer keeps: settings entry, keychain entries and database, always together. Every step may
 * be the last one of this run: the settings say first what is being made or taken away, so that the next run tidies up.
 */
export type KeptAccounts = {
  readonly all: () => StoredAccounts;
  /** An account is kept whose secrets are in a keychain that this run cannot use (its question was dismissed, say). */
  readonly isOutOfReach: () => boolean;
  /** All it takes to resume; null if the keychain no longer holds it. Rejects with storage if the keychain refuses. */
  readonly secrets: (id: string) => Promise<KeptSecrets | null>;
  /** Whose database this is; null if that cannot be found out now. Never rejects with storage. */
  readonly personOf: (account: StoredAccount) => Promise<ProviderProfile | null>;
  /**
   * Keeps what a sign-in brought, the token included. The same person finds their messages again; anybody else's are set
   * aside and wait for them. Rejects with storage, and then nobody's messages are lost; `clear` takes away the rest.
   */
  readonly keep: (
    credentials: Credentials,
    profile: ProviderProfile,
    tokens: SessionTokens,
  ) => Promise<{ readonly account: StoredAccount; readonly store: MessageStore }>;
  /** Whatever becomes of this run, these accounts are no more. Then `clear` takes away all there is of them. */
  readonly disown: (ids: readonly string[]) => void;
  /**
   * Takes away what is left of accounts that are no more. Goes on if one of them fails, then rejects with the first
   * failure; the next start tries again.
   */
  readonly clear: () => Promise<void>;
};

/** What the keychain holds of an account besides its token. */
export type KeptSecrets = { readonly clientSecret: string; readonly jwt: string };

/** What it takes to be signed in. */
const SIGN_IN_SECRETS: readonly SecretKind[] = ["token", "client-secret", "jwt"];

/** What waits for a person together with their database. */
const PERSONS_SECRETS: readonly SecretKind[] = ["database-key", "model-key"];

export const createKeptAccounts = ({
  vault,
  databases,
  settings,
  randomness,
  log,
}: {
  readonly vault: Vault;
  readonly databases: Databases;
  readonly settings: SettingsStore;
  readonly randomness: Randomness;
  readonly log: Log;
}): KeptAccounts => {
  const hasKeychain = vault.kind === "keychain";
  const ledger = createLedger(settings, hasKeychain);
  // Clearing waits for the keychain in the background: it must not take away what a sign-in writes under the same id.
  const inTurn = createOneAtATime();

  const clearOne = async (id: string): Promise<void> => {
    const waitsForItsPerson = ledger.read().others.some((account) => account.id === id);
    try {
      if (!waitsForItsPerson) databases.erase(id);
    } finally {
      // A keychain that refuses one is not asked for the next: it may ask the person each time.
      for (const secret of SIGN_IN_SECRETS) await vault.remove(id, secret);
      if (!waitsForItsPerson) for (const secret of PERSONS_SECRETS) await vault.remove(id, secret);
    }
    ledger.change({ toClear: ledger.read().toClear.filter((other) => other !== id) });
  };

  const clearAll = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (const id of ledger.read().toClear) {
      await clearOne(id).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  };

  /** Nobody's yet: built anew with nothing of an old one in it, and never signed in with since. */
  const isUnused = (store: MessageStore): boolean => {
    const rebuilt = rebuiltFromFact(store.fact("rebuilt"));
    return store.fact("profile") === null && rebuilt !== null && rebuilt.because !== "damaged";
  };

  /** Another person's may be in trouble of its own, which is not for this person to deal with. */
  const openOther = async ({ id }: StoredAccount): Promise<MessageStore | null> => {
    try {
      return await databases.openUntouched(id);
    } catch (error) {
      if (!isAppError(error)) throw error;
      log.warn("database of another account not opened", { about: failureFrom(error).about });
      return null;
    }
  };

  /** This person's account at this server and their messages, if they are kept here. */
  const find = async (
    server: string,
    { userId }: ProviderProfile,
  ): Promise<{ readonly id: string; readonly store: MessageStore } | null> => {
    const { current, others } = ledger.read();
    for (const account of current === null ? others : [current, ...others]) {
      if (account.server !== server) continue;
      const store = account === current ? await databases.open(account.id) : await openOther(account);
      if (store === null) continue;
      if (profileFromFact(store.fact("profile"))?.userId === userId || isUnused(store))
        return { id: account.id, store };
      store.close();
    }
    return null;
  };

  return {
    all: ledger.read,
    isOutOfReach: () => !hasKeychain && settings.accounts().current !== null,
    secrets: async (id) => {
      const clientSecret = await vault.read(id, "client-secret");
      const jwt = await vault.read(id, "jwt");
      return clientSecret === null || jwt === null ? null : { clientSecret, jwt };
    },
    personOf: async (account) => {
      const store = await openOther(account);
      try {
        return store === null ? null : profileFromFact(store.fact("profile"));
      } finally {
        store?.close();
      }
    },
    keep: ({ server, clientId, clientSecret, jwt }, profile, tokens) =>
      inTurn(async () => {
        const mine = await find(server, profile);
        const id = mine?.id ?? randomness.uuid();
        const before = ledger.read();
        const toClear = before.toClear.filter((other) => other !== id);
        let store = mine?.store ?? null;
        try {
          ledger.change({ toClear: mine === null ? [...toClear, id] : toClear });
          await vault.write(id, "client-secret", clientSecret);
          await vault.write(id, "jwt", jwt);
          store ??= await databases.create(id);
          store.keepFact("profile", profile);
          await tokens.moveTo(tokenStoreOf(vault, id));
          const account: StoredAccount = { id, server, clientId };
          const former = before.current === null || before.current.id === id ? null : before.current;
          const others = before.others.filter((other) => other.id !== id);
          ledger.change({
            current: account,
            others: former === null ? others : [former, ...others],
            toClear: former === null ? toClear : [...toClear, former.id],
          });
          return { account, store };
        } catch (error) {
          store?.close();
          tokens.close();
          try {
            ledger.change({ ...before, toClear: mine === null ? [...toClear, id] : before.toClear });
          } catch (cause) {
            log.warn("failed sign-in not noted", { about: failureFrom(cause).about }, cause);
          }
          throw error;
        }
      }),
    disown: (ids) => {
      const { current, others, toClear } = ledger.read();
      const stays = (account: StoredAccount): boolean => !ids.includes(account.id);
      try {
        ledger.change({
          current: current !== null && stays(current) ? current : null,
          others: others.filter(stays),
          toClear: [...new Set([...toClear, ...ids])],
        });
      } catch (error) {
        // A full disk: it is taken away all the same, and there may be room for the rest then.
        log.error("not noted that an account is forgotten", { about: failureFrom(error).about }, error);
      }
    },
    clear: () => inTurn(clearAll),
  };
};
