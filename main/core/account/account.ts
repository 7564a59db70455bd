import type { Credentials } from "../../../preload/contract/requests.ts";
import { failed, ok, type Result } from "../../../preload/contract/result.ts";
import type { AccountView, SessionState, StorageState, StorageTrouble } from "../../../preload/contract/state.ts";
import type { GatewayProvider, ProviderProfile } from "../ports/gateway.ts";
import type { Clock, Log, StoredAccount } from "../ports/system.ts";
import type { Vault } from "../ports/vault.ts";
import { AppError, failureFrom, resultFromError } from "../ports/app-error.ts";
import type { InBackground } from "../in-background.ts";
import type { StandingNotice } from "../standing-notice.ts";
import { checkCredentials } from "./check-credentials.ts";
import { type Databases, ruinIn } from "./databases.ts";
import { createHeldSessions, type HeldSession } from "./held-sessions.ts";
import type { KeptAccounts } from "./kept-accounts.ts";
import { createOneAtATime } from "./one-at-a-time.ts";
import { resumeOutcome } from "./resume-outcome.ts";
import { createRunner, type Opened } from "./runner.ts";
import { SIGN_IN_AGAIN } from "./sign-in-again.ts";
import { createSignInAnew, type SignedInAnew } from "./sign-in-anew.ts";
import { createTakeUp } from "./take-up.ts";
import { createTimeLimit } from "./time-limit.ts";

/** Who is signed in: signing in, taking up the kept session at start, signing out. One of these at a time. */
export type Account<SignedIn> = {
  /** Fails with bad-server, bad-client, bad-jwt, missing-permission, no-network, rate-limited, server-error, storage. */
  readonly signIn: (credentials: Credentials) => Promise<Result<void>>;
  /**
   * Takes up the kept session, without network as a rule; false if no account is kept. What becomes of it is in the
   * state. What may pass by itself is tried again every minute.
   */
  readonly resume: () => Promise<boolean>;
  /** The network may be back: does not wait any longer to try again. */
  readonly wake: () => void;
  /** What came in could not be kept, or can again (null). A database that turns out to be damaged is built anew. */
  readonly toldOfStorage: (trouble: StorageTrouble | null) => void;
  /** The person has seen that the database was rebuilt. Throws AppError `storage`. */
  readonly dismissRebuilt: () => void;
  /**
   * Takes away everything kept of whoever is signed in, and lets the session end at the provider in the background; if
   * nobody is, everything kept of anybody. Answers within a few seconds.
   */
  readonly signOut: () => Promise<Result<void>>;
  /** Ends what runs and keeps what is kept, within a few seconds. */
  readonly quit: () => Promise<void>;
  /** What runs while somebody is signed in; null otherwise. */
  readonly signedIn: () => SignedIn | null;
};

/** What is on its way out gets this long to finish, in milliseconds. */
const STOP_WITHIN_MS = 3_000;
/** All of quitting, whatever hangs. */
const QUIT_WITHIN_MS = 4_500;
/** The same for signing out, where nobody wants to know what becomes of the texts on their way. */
const STOP_FOR_GOOD_WITHIN_MS = 1_500;
const SIGN_OUT_WITHIN_MS = 3_000;

export const createAccount = <SignedIn extends { readonly stop: () => Promise<void> }>({
  gateways,
  vault,
  kept,
  databases,
  clock,
  log,
  signInAgain,
  inBackground,
  createSignedIn,
  onSession,
  onStorage,
}: {
  readonly gateways: GatewayProvider;
  readonly vault: Vault;
  readonly kept: KeptAccounts;
  readonly databases: Pick<Databases, "open" | "rebuild">;
  readonly clock: Clock;
  readonly log: Log;
  /** Shown when a session has ended for good. */
  readonly signInAgain: StandingNotice;
  readonly inBackground: InBackground;
  readonly createSignedIn: (opened: Opened & { readonly accountId: string }) => SignedIn;
  readonly onSession: (state: SessionState) => void;
  readonly onStorage: (state: StorageState) => void;
}): Account<SignedIn> => {
  const oneAtATime = createOneAtATime();
  const sessions = createHeldSessions({ inBackground, onEnded: (ended) => endSoon(ended) });
  const runner = createRunner({ clock, createSignedIn, onStorage, onRuined: () => rebuildSoon() });
  const takeUp = createTakeUp({ gateways, vault, kept, databases, sessions });
  const signInAnew = createSignInAnew({ gateways, kept, sessions });
  let state: SessionState = { kind: "signed-out", because: "nobody" };
  /** Whose account is kept, as far as this run knows. */
  let person: AccountView | null = null;
  /** A database that breaks again at once would be rebuilt without end. */
  let hasRebuilt = false;
  let hasQuit = false;
  let cancelAgain: (() => void) | null = null;

  const become = (next: SessionState): void => {
    const { current, others } = kept.all();
    const isAnythingKept = current !== null || others.length > 0;
    state =
      next.kind === "signed-out" && isAnythingKept
        ? { ...next, kept: { account: current === null ? null : person, others: others.length } }
        : next;
    onSession(state);
  };

  /** Never rejects: whatever goes wrong on the way, nothing runs afterwards. */
  const stopBriefly = async (ms = STOP_WITHIN_MS): Promise<void> => {
    const limit = createTimeLimit(clock, ms);
    try {
      await runner.stop(limit);
    } catch (error) {
      log.error("session not stopped in good order", { code: failureFrom(error).code }, error);
    } finally {
      limit.end();
    }
  };

  const stopWaiting = (): void => {
    cancelAgain?.();
    cancelAgain = null;
  };

  /** The kept account cannot be run now. */
  const fail = (error: unknown): void => {
    if (hasQuit) return;
    const failure = failureFrom(error);
    const { state: next, againAfterMs } = resumeOutcome(error);
    const isBug = failure.code === "internal";
    log.warn("not running", { code: failure.code, about: failure.about }, isBug ? error : undefined);
    become(next);
    if (next.kind === "signed-out" && next.because === "ended") signInAgain.show(SIGN_IN_AGAIN);
    stopWaiting();
    if (againAfterMs !== null) cancelAgain = clock.after(againAfterMs, tryAgain);
  };

  const run = (account: StoredAccount, opened: Opened): void => {
    if (hasQuit) {
      opened.store.close();
      throw new AppError("signed-out", "Tern has quit meanwhile");
    }
    runner.start(account, opened);
    person = accountView(account.server, opened.profile);
    signInAgain.withdraw();
    become({ kind: "signed-in", account: person });
  };

  /** In turn: one that ends while its account is being kept has begun to run by then. */
  const endSoon = (ended: HeldSession): void => {
    const end = oneAtATime(async () => {
      if (sessions.current() !== ended || hasQuit) return;
      sessions.change(null);
      await stopBriefly();
      fail(new AppError("signed-out", "the provider has ended the session"));
    });
    inBackground("end the session", end);
  };

  /** For a database that was opened and turned out to be damaged. It is closed. */
  const rebuild = async (account: StoredAccount, profile: ProviderProfile): Promise<void> => {
    if (hasRebuilt) throw new AppError("storage", "damaged once more", { about: "damaged" });
    hasRebuilt = true;
    await databases.rebuild(account.id, profile);
    run(account, await takeUp(account));
  };

  const runOrRebuild = async (account: StoredAccount, opened: Opened): Promise<void> => {
    try {
      run(account, opened);
    } catch (error) {
      if (ruinIn(error) === null) throw error;
      await rebuild(account, opened.profile);
    }
  };

  const rebuildSoon = (): void => {
    const ruined = runner.running();
    const rebuilding = oneAtATime(async () => {
      if (ruined === null || runner.running() !== ruined) return;
      await stopBriefly();
      become({ kind: "signing-in" });
      try {
        await rebuild(ruined.account, ruined.profile);
      } catch (error) {
        fail(error);
      }
    });
    inBackground("rebuild the database", rebuilding);
  };

  const resume = (isAskedFor: boolean): Promise<boolean> =>
    oneAtATime(async () => {
      stopWaiting();
      if (kept.isOutOfReach()) {
        fail(new AppError("storage", "no keychain", { about: "keychain" }));
        return true;
      }
      const account = kept.all().current;
      if (account === null || runner.running() !== null) return account !== null;
      if (isAskedFor) {
        hasRebuilt = false;
        become({ kind: "signing-in" });
      }
      try {
        await runOrRebuild(account, await takeUp(account));
      } catch (error) {
        const isUnknown = person === null && failureFrom(error).code === "signed-out";
        const profile = isUnknown ? await kept.personOf(account) : null;
        if (profile !== null) person = accountView(account.server, profile);
        fail(error);
      }
      return true;
    });

  const tryAgain = (): void => inBackground("take up the account", resume(false));

  /** Takes away what an earlier sign-in or sign-out left; what cannot go now goes at the next start. */
  const tidyUp = (): void => {
    if (kept.all().toClear.length > 0) inBackground("tidy up after an account", kept.clear());
  };

  return {
    signedIn: () => runner.running()?.signedIn ?? null,

    signIn: (typed) =>
      oneAtATime(async () => {
        if (runner.running() !== null) return failed("invalid-request", "somebody is signed in already");
        const checked = checkCredentials(typed);
        if (!checked.ok) return checked;
        const before = state;
        become({ kind: "signing-in" });
        let signedIn: SignedInAnew | null = null;
        try {
          signedIn = await signInAnew(checked.value);
          await runOrRebuild(signedIn.account, signedIn.opened);
          return ok(undefined);
        } catch (error) {
          const { code, about } = failureFrom(error);
          log.warn("sign-in failed", { code, about }, code === "internal" ? error : undefined);
          if (signedIn === null) become(before);
          else fail(error);
          return resultFromError(error);
        } finally {
          tidyUp();
        }
      }),

    resume: async () => {
      const isKept = await resume(true);
      tidyUp();
      return isKept;
    },

    wake: () => {
      if (cancelAgain !== null) tryAgain();
    },

    toldOfStorage: runner.toldOfStorage,
    dismissRebuilt: runner.dismissRebuilt,

    signOut: () =>
      oneAtATime(async () => {
        stopWaiting();
        const { current, others } = kept.all();
        const accounts = runner.running() === null ? [current, ...others] : [current];
        kept.disown(accounts.flatMap((account) => account?.id ?? []));
        const limit = createTimeLimit(clock, SIGN_OUT_WITHIN_MS);
        try {
          await stopBriefly(STOP_FOR_GOOD_WITHIN_MS);
          const written = sessions.current()?.tokens.settled() ?? Promise.resolve();
          sessions.change(null);
          // A token that is just being written must not come after its entry was taken away.
          const clearing = written.then(kept.clear);
          inBackground("take away what was kept", clearing);
          if (!(await limit.within(clearing))) log.info("the keychain has yet to forget the account");
          return ok(undefined);
        } catch (error) {
          return resultFromError(error);
        } finally {
          limit.end();
          person = null;
          signInAgain.withdraw();
          become({ kind: "signed-out", because: "nobody" });
        }
      }),

    quit: async () => {
      hasQuit = true;
      stopWaiting();
      signInAgain.stop();
      // A sign-in may wait for the network, and a resume for the keychain, far longer than a person who quits.
      const limit = createTimeLimit(clock, QUIT_WITHIN_MS);
      await limit.within(Promise.all([oneAtATime(() => stopBriefly()), sessions.settled()]));
      limit.end();
    },
  };
};

const accountView = (server: string, { name, company, extensionNumber }: ProviderProfile): AccountView => ({
  name,
  company,
  extensionNumber,
  server,
});
