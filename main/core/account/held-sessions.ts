import type { Gateway } from "../ports/gateway.ts";
import type { InBackground } from "../in-background.ts";
import type { SessionTokens } from "./token-store.ts";

/** A session at the provider, whether Tern runs on it or not: while its database cannot be opened, say. */
export type HeldSession = {
  readonly gateway: Gateway;
  readonly tokens: SessionTokens;
  /** The provider has ended it. */
  readonly isOver: () => boolean;
};

/** The sessions at the provider that this run has begun or taken up. */
export type HeldSessions = {
  readonly begin: (gateway: Gateway, tokens: SessionTokens) => HeldSession;
  /** The kept account's, of which there is one: two would renew each other's token. */
  readonly current: () => HeldSession | null;
  /** Takes the place of the current one, which is let go. Null: there is none any more. */
  readonly change: (to: HeldSession | null) => void;
  /**
   * Ends it at the provider in the background; one that cannot be ended is left to expire. Nothing of it reaches the
   * keychain from now on.
   */
  readonly letGo: (held: HeldSession) => void;
  /** Resolves when no token is being written and those that were let go are ended. Never rejects. */
  readonly settled: () => Promise<void>;
};

export const createHeldSessions = ({
  inBackground,
  onEnded,
}: {
  readonly inBackground: InBackground;
  /** The provider has ended it for good. */
  readonly onEnded: (held: HeldSession) => void;
}): HeldSessions => {
  let current: HeldSession | null = null;
  let endings: Promise<unknown> = Promise.resolve();

  const letGo = ({ gateway, tokens, isOver }: HeldSession): void => {
    tokens.close();
    if (isOver()) return;
    const ending = gateway.signOut();
    inBackground("end a session at the provider", ending);
    endings = Promise.allSettled([endings, ending]);
  };

  return {
    begin: (gateway, tokens) => {
      let isOver = false;
      const held: HeldSession = { gateway, tokens, isOver: () => isOver };
      // At once: it may end while its account is still being kept.
      gateway.onEnded(() => {
        isOver = true;
        onEnded(held);
      });
      return held;
    },
    current: () => current,
    change: (to) => {
      if (current !== null) letGo(current);
      current = to;
    },
    letGo,
    settled: async () => {
      await Promise.allSettled([current?.tokens.settled(), endings]);
    },
  };
};
