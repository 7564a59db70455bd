import type { Gateway, GatewayProvider, ProviderProfile } from "../ports/gateway.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { StoredAccount } from "../ports/system.ts";
import type { Vault } from "../ports/vault.ts";
import { AppError } from "../ports/app-error.ts";
import type { Databases } from "./databases.ts";
import { profileFromFact } from "./facts.ts";
import type { HeldSession, HeldSessions } from "./held-sessions.ts";
import type { KeptAccounts } from "./kept-accounts.ts";
import type { Opened } from "./runner.ts";
import { createSessionTokens, tokenStoreOf } from "./token-store.ts";

/**
 * Opens what a kept account needs to run. Rejects with signed-out if the keychain does not hold what it takes to sign in,
 * with storage, or, where the database does not say who the person is, with what a call to the provider rejects with.
 */
export type TakeUp = (account: StoredAccount) => Promise<Opened>;

export const createTakeUp = ({
  gateways,
  vault,
  kept,
  databases,
  sessions,
}: {
  readonly gateways: Pick<GatewayProvider, "resume">;
  readonly vault: Vault;
  readonly kept: Pick<KeptAccounts, "secrets">;
  readonly databases: Pick<Databases, "open">;
  readonly sessions: HeldSessions;
}): TakeUp => {
  const sessionOf = async ({ id, server, clientId }: StoredAccount): Promise<HeldSession> => {
    const current = sessions.current();
    if (current !== null) return current;
    const secrets = await kept.secrets(id);
    if (secrets === null) throw new AppError("signed-out", "the keychain does not hold what it takes to sign in");
    const tokens = createSessionTokens(tokenStoreOf(vault, id));
    const begun = sessions.begin(await gateways.resume({ server, clientId, ...secrets }, tokens), tokens);
    // From now on, also if the database does not open: the next try goes on with this one.
    sessions.change(begun);
    return begun;
  };

  /** Kept for the next start, which then needs no network. */
  const profileOf = async (store: MessageStore, gateway: Gateway): Promise<ProviderProfile> => {
    const known = profileFromFact(store.fact("profile"));
    if (known !== null) return known;
    const profile = await gateway.profile();
    store.keepFact("profile", profile);
    return profile;
  };

  return async (account) => {
    const { gateway } = await sessionOf(account);
    const store = await databases.open(account.id);
    try {
      return { gateway, store, profile: await profileOf(store, gateway), numbers: null };
    } catch (error) {
      store.close();
      throw error;
    }
  };
};
