import type { Credentials } from "../../../preload/contract/requests.ts";
import { failed, ok, type Result } from "../../../preload/contract/result.ts";
import type { AccountView, SessionState } from "../../../preload/contract/state.ts";
import type { Gateway, GatewayProvider, ProviderNumber, ProviderProfile } from "../ports/gateway.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { Clock, Log, StoredAccount } from "../ports/system.ts";
import type { Vault } from "../ports/vault.ts";
import { failureFrom, resultFromError } from "../ports/app-error.ts";
import type { InBackground } from "../in-background.ts";
import { checkCredentials } from "./check-credentials.ts";
import { type KeptAccount, profileFromFact } from "./kept-account.ts";
import { createOneAtATime } from "./one-at-a-time.ts";
import { createWaitingTokenStore, tokenStoreOf } from "./token-store.ts";

/** What a session starts from. `numbers` is null where they have not been asked for yet. */
export type Opened = {
  readonly gateway: Gateway;
  readonly store: MessageStore;
  readonly profile: ProviderProfile;
  readonly numbers: readonly ProviderNumber[] | null;
};

/** Who is signed in: signing in, taking up the kept session at start, signing out. One of these at a time. */
export type Account<Session> = {
  /** Fails with bad-server, bad-client, bad-jwt, missing-permission, no-network, rate-limited, server-error, storage. */
  readonly signIn: (credentials: Credentials) => Promise<Result<void>>;
  /** Takes up the kept session without network; false if no account is kept. */
  readonly resume: () => Promise<boolean>;
  /** Ends the session at the provider and takes away everything kept of the account. */
  readonly signOut: () => Promise<Result<void>>;
  /** Ends what runs and keeps what is kept. */
  readonly quit: () => Promise<void>;
  /** What runs while somebody is signed in; null otherwise. */
  readonly session: () => Session | null;
};

/** What is on its way out gets this long to finish, in milliseconds. */
const STOP_WITHIN_MS = 3_000;

export const createAccount = <Session extends { readonly stop: () => Promise<void> }>({
  gateways,
  vault,
  kept,
  clock,
  log,
  inBackground,
  openSession,
  onSession,
}: {
  readonly gateways: GatewayProvider;
  readonly vault: Vault;
  readonly kept: KeptAccount;
  readonly clock: Clock;
  readonly log: Log;
  readonly inBackground: InBackground;
  readonly openSession: (opened: Opened) => Session;
  readonly onSession: (state: SessionState) => void;
}): Account<Session> => {
  type Running = { readonly session: Session; readonly gateway: Gateway; readonly store: MessageStore };
  const oneAtATime = createOneAtATime();
  let running: Running | null = null;
  let state: SessionState = { kind: "signed-out", because: "nobody" };

  const become = (next: SessionState): void => {
    state = next;
    onSession(next);
  };

  /** Waits for it, but not too long. */
  const briefly = async (work: Promise<void>): Promise<void> => {
    let cancelTimer = (): void => {};
    const tooLong = new Promise<void>((resolve) => {
      cancelTimer = clock.after(STOP_WITHIN_MS, resolve);
    });
    await Promise.race([work, tooLong]);
    cancelTimer();
  };

  const stop = async ({ session, store }: Running): Promise<void> => {
    running = null;
    await briefly(session.stop());
    store.close();
  };

  const run = (server: string, opened: Opened): void => {
    const { gateway, store, profile } = opened;
    running = { session: openSession(opened), gateway, store };
    become({ kind: "signed-in", account: accountView(server, profile) });
    gateway.onEnded(() => {
      inBackground(
        "end the session",
        oneAtATime(async () => {
          if (running?.gateway !== gateway) return;
          log.warn("session ended by the provider");
          await stop(running);
          become({ kind: "signed-out", because: "ended" });
        }),
      );
    });
  };

  const trySignIn = async (credentials: Credentials): Promise<Result<void>> => {
    const tokens = createWaitingTokenStore();
    let gateway: Gateway | null = null;
    let store: MessageStore | null = null;
    try {
      gateway = await gateways.signIn(credentials, tokens);
      const profile = await gateway.profile();
      const numbers = await gateway.senderNumbers();
      store = await kept.keep(credentials, profile, tokens);
      run(credentials.server, { gateway, store, profile, numbers });
      return ok(undefined);
    } catch (error) {
      const { code, about } = failureFrom(error);
      log.warn("sign-in failed", { code, about }, code === "internal" ? error : undefined);
      store?.close();
      await gateway?.signOut();
      return resultFromError(error);
    }
  };

  const tryResume = async (account: StoredAccount): Promise<SessionState | null> => {
    const secrets = await kept.secrets(account);
    if (secrets === null) return { kind: "signed-out", because: "ended" };
    const { server, clientId } = account;
    const { clientSecret, jwt, databaseKey } = secrets;
    const gateway = await gateways.resume({ server, clientId, clientSecret, jwt }, tokenStoreOf(vault, account.id));
    const store = kept.open(account, databaseKey);
    try {
      const profile = profileFromFact(store.fact("profile")) ?? (await gateway.profile());
      run(server, { gateway, store, profile, numbers: null });
      return null;
    } catch (error) {
      store.close();
      throw error;
    }
  };

  return {
    session: () => running?.session ?? null,

    signIn: (typed) =>
      oneAtATime(async () => {
        if (running !== null) return failed("invalid-request", "somebody is signed in already");
        const checked = checkCredentials(typed);
        if (!checked.ok) return checked;
        const before = state;
        become({ kind: "signing-in" });
        const result = await trySignIn(checked.value);
        if (!result.ok) become(before);
        return result;
      }),

    resume: () =>
      oneAtATime(async () => {
        if (kept.isOutOfReach()) {
          log.warn("session not resumed: no keychain");
          become({ kind: "signed-out", because: "storage" });
          return true;
        }
        const account = kept.current();
        if (account === null) return false;
        become({ kind: "signing-in" });
        try {
          const refusal = await tryResume(account);
          if (refusal !== null) become(refusal);
        } catch (error) {
          // Nothing is thrown away: the keychain may be locked only now, and the next start may find it open.
          const { code } = failureFrom(error);
          log.error("session not resumed", { code }, error);
          become({ kind: "signed-out", because: code === "storage" ? "storage" : "ended" });
        }
        return true;
      }),

    signOut: () =>
      oneAtATime(async () => {
        const account = kept.current();
        const ending = running;
        if (ending !== null) {
          await stop(ending);
          await ending.gateway.signOut();
        }
        try {
          if (account !== null) await kept.forget(account);
          return ok(undefined);
        } catch (error) {
          log.error("not everything of the account could be removed", { code: failureFrom(error).code }, error);
          return resultFromError(error);
        } finally {
          become({ kind: "signed-out", because: "nobody" });
        }
      }),

    quit: async () => {
      const ended = oneAtATime(async () => {
        if (running !== null) await stop(running);
      });
      // A sign-in may wait for the network, and a resume for the keychain, far longer than a person who quits.
      await (state.kind === "signing-in" && running === null ? briefly(ended) : ended);
    },
  };
};

const accountView = (server: string, { name, company, extensionNumber }: ProviderProfile): AccountView => ({
  name,
  company,
  extensionNumber,
  server,
});
