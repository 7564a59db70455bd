import type { TokenStore } from "../ports/gateway.ts";
import type { Vault } from "../ports/vault.ts";
import { createOneAtATime } from "./one-at-a-time.ts";

/** The account's token in the keychain. */
export const tokenStoreOf = (vault: Vault, account: string): TokenStore => ({
  read: () => vault.read(account, "token"),
  write: (token) => vault.write(account, "token", token),
});

/** The tokens of one session, in the order they were written, whatever the keychain takes its time with. */
export type SessionTokens = TokenStore & {
  /** Where they are kept from now on, with the one that waits for it. */
  readonly moveTo: (kept: TokenStore) => Promise<void>;
  /** Resolves when nothing is being written. */
  readonly settled: () => Promise<void>;
  /** Nothing is written from now on: another session, or nobody, has its place in the keychain. */
  readonly close: () => void;
};

/**
 * `kept`: null while it is not yet clear whose account this is, so that a sign-in that fails leaves nothing in the
 * keychain.
 */
export const createSessionTokens = (kept: TokenStore | null): SessionTokens => {
  const inTurn = createOneAtATime();
  let target = kept;
  let waiting: string | null = null;
  let isClosed = false;
  return {
    read: () => (target === null ? Promise.resolve(waiting) : target.read()),
    write: (token) =>
      inTurn(async () => {
        if (isClosed) return;
        if (target === null) waiting = token;
        else await target.write(token);
      }),
    moveTo: (next) =>
      inTurn(async () => {
        target = next;
        if (waiting !== null && !isClosed) await next.write(waiting);
        waiting = null;
      }),
    settled: () => inTurn(async () => {}),
    close: () => {
      isClosed = true;
    },
  };
};
