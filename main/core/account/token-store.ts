import type { TokenStore } from "../ports/gateway.ts";
import type { Vault } from "../ports/vault.ts";

/** The account's token in the keychain. */
export const tokenStoreOf = (vault: Vault, account: string): TokenStore => ({
  read: () => vault.read(account, "token"),
  write: (token) => vault.write(account, "token", token),
});

/**
 * Holds the token while it is not yet clear whose account this is, so that a sign-in that fails leaves nothing in the
 * keychain. After `moveTo` it reads and writes there.
 */
export type WaitingTokenStore = TokenStore & { readonly moveTo: (kept: TokenStore) => Promise<void> };

export const createWaitingTokenStore = (): WaitingTokenStore => {
  let waiting: string | null = null;
  let target: TokenStore | null = null;
  return {
    read: () => (target === null ? Promise.resolve(waiting) : target.read()),
    write: async (token) => {
      if (target === null) waiting = token;
      else await target.write(token);
    },
    moveTo: async (kept) => {
      // Set first: a token that rotates during the write must not stay behind here.
      target = kept;
      if (waiting !== null) await kept.write(waiting);
      waiting = null;
    },
  };
};
