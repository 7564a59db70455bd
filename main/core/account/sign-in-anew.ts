import type { Credentials } from "../../../preload/contract/requests.ts";
import type { GatewayProvider } from "../ports/gateway.ts";
import type { StoredAccount } from "../ports/system.ts";
import type { HeldSessions } from "./held-sessions.ts";
import type { KeptAccounts } from "./kept-accounts.ts";
import type { Opened } from "./runner.ts";
import { createSessionTokens } from "./token-store.ts";

/** The account as it is kept now, and what it takes to run it. */
export type SignedInAnew = { readonly account: StoredAccount; readonly opened: Opened };

/**
 * Signs in at the provider and keeps the account, whose session is the current one then. Rejects as signing in does; what
 * was kept before stays the current account.
 */
export const createSignInAnew =
  ({
    gateways,
    kept,
    sessions,
  }: {
    readonly gateways: Pick<GatewayProvider, "signIn">;
    readonly kept: Pick<KeptAccounts, "keep">;
    readonly sessions: HeldSessions;
  }): ((credentials: Credentials) => Promise<SignedInAnew>) =>
  async (credentials) => {
    const tokens = createSessionTokens(null);
    const begun = sessions.begin(await gateways.signIn(credentials, tokens), tokens);
    try {
      const { gateway } = begun;
      const profile = await gateway.profile();
      const numbers = await gateway.senderNumbers();
      const { account, store } = await kept.keep(credentials, profile, tokens);
      sessions.change(begun);
      return { account, opened: { gateway, store, profile, numbers } };
    } catch (error) {
      sessions.letGo(begun);
      throw error;
    }
  };
