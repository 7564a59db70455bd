import type { SDK } from "@ringcentral/sdk";
import { AppError, isAppError } from "../core/ports/app-error.ts";
import type { TokenStore } from "../core/ports/gateway.ts";
import type { Clock, Log } from "../core/ports/system.ts";
import type { SessionTerm } from "../../preload/contract/state.ts";
import { atMost } from "./deadline.ts";
import { answerBehind } from "./errors.ts";
import { type HeldToken, holdToken } from "./held-token.ts";
import { createNewToken, isRefused } from "./new-token.ts";
import { storedFromToken, type Token } from "./token.ts";
import type { TokenEndpoint } from "./token-grants.ts";
import { createTokenKeeper } from "./token-keeper.ts";

/** A signed-in session: always one usable token, one renewal in flight at most. */
export type Session = {
  /** The access token to use now; renews it first if it has expired. Rejects with signed-out when the session is over. */
  readonly accessToken: () => Promise<string>;
  /** This access token was refused: the next one. Does not renew if somebody else already did. */
  readonly replace: (refused: string) => Promise<string>;
  /**
   * A socket lives until the returned function is called: so long the token is renewed about every 30 minutes, or
   * RingCentral would drop the socket when it expires.
   */
  readonly socketOpened: () => () => void;
  /** The computer woke up: renews now what became due in its sleep. */
  readonly wake: () => void;
  readonly isOver: () => boolean;
  /** Told once, when RingCentral has refused all there is to renew it with. Not told after `stop`. */
  readonly onEnded: (listener: () => void) => void;
  /** Told of each token that is taken up while the session is not over, and at once of the one there is. */
  readonly onTerm: (listener: (term: SessionTerm) => void) => void;
  /** Renews and stores nothing from now on; resolves when what of that is under way has ended, in 3 s at most. */
  readonly stop: () => Promise<void>;
  /**
   * Stops, and revokes the token, within 6 s: one that cannot be reached is left to expire. If the requests for tokens of
   * this minute are used up, it is revoked after that, in the background, as long as Tern runs. Never rejects.
   */
  readonly signOut: () => Promise<void>;
};

const WHILE_LIVE_MS = 30 * 60_000;
/** By timer no more often than this, however short a token lives: a call renews for itself when it must. */
const LEAST_MS = 20_000;
/** After a renewal by timer that failed. */
const AGAIN_MS = 60_000;
/** A token that expires in less is not worth sending. */
const MARGIN_MS = 2_000;
/** So long a new token waits to be stored: a locked keychain may ask a person who is not there. */
const STORE_WITHIN_MS = 15_000;
const STOP_WITHIN_MS = 3_000;
/** How long a token to be revoked waits for its turn: a minute's requests for tokens may be used up. */
const REVOKE_PATIENCE_MS = 70_000;

export const createSession = ({
  sdk,
  endpoint,
  tokens,
  jwt,
  token: initial,
  clock,
  log,
}: {
  readonly sdk: SDK;
  readonly endpoint: TokenEndpoint;
  readonly tokens: TokenStore;
  readonly jwt: string;
  readonly token: Token | null;
  readonly clock: Clock;
  readonly log: Log;
}): Session => {
  const keeper = createTokenKeeper({ tokens, clock, log });
  let held: HeldToken | null = initial && holdToken(initial, clock);
  /** The access token that RingCentral did not take. */
  let refused: string | null = null;
  let renewal: Promise<Token> | null = null;
  /** The part of a renewal in which the old token may die at any moment. */
  let asking: Promise<Token> | null = null;
  let hasEnded = false;
  let sockets = 0;
  let cancelTimer = (): void => {};
  const stopping = new AbortController();
  const newToken = createNewToken({ endpoint, jwt, stopping: stopping.signal, clock, log });
  const listeners: (() => void)[] = [];
  const termListeners: ((term: SessionTerm) => void)[] = [];
  const isOver = (): boolean => hasEnded || stopping.signal.aborted;

  const termOf = ({ token: { refreshToken }, refreshUntil, goodUntil }: HeldToken): SessionTerm => ({
    endsAt: Math.round(clock.now() + (refreshToken === null ? goodUntil : refreshUntil) - clock.steady()),
    signsInAgain: jwt.trim() !== "",
  });

  const handToSdk = async (next: Token): Promise<void> =>
    sdk.platform().auth().setData({
      token_type: "bearer",
      access_token: next.accessToken,
      expires_in: "3600",
    });

  /** How long until the next renewal by timer; 0 or less: it is due. */
  const untilDue = ({ renewAt, since }: HeldToken): number =>
    (sockets > 0 ? Math.min(renewAt, since + WHILE_LIVE_MS) : renewAt) - clock.steady();

  const renewInBackground = (): void => {
    renew().catch((error: unknown) => {
      log.warn("token not renewed", { code: isAppError(error) ? error.code : "internal" });
      schedule(AGAIN_MS);
    });
  };

  const schedule = (afterMs?: number): void => {
    cancelTimer();
    if (isOver() || held === null) return;
    cancelTimer = clock.after(afterMs ?? Math.max(LEAST_MS, untilDue(held)), renewInBackground);
  };

  const end = (error: AppError): AppError => {
    if (!isOver()) {
      hasEnded = true;
      cancelTimer();
      // A late write would overwrite the token of whoever signs in next. What is stored stays.
      void keeper.stop();
      log.warn("session ended", { code: error.code, answer: answerBehind(error)?.message });
      for (const listener of listeners) listener();
    }
    return new AppError("signed-out", "the session has ended", { cause: error });
  };

  const adopt = async (next: Token): Promise<Token> => {
    // Before it is used: the one it replaces is dead, so a crash in between would lose the session.
    if (!isOver()) await atMost(clock, STORE_WITHIN_MS, keeper.keep(storedFromToken(next)));
    await handToSdk(next);
    held = holdToken(next, clock);
    schedule();
    if (!isOver()) for (const listener of termListeners) listener(termOf(held));
    return next;
  };

  const take = async (asked: Promise<Token>): Promise<Token> => {
    asking = asked.then(adopt);
    try {
      return await asking;
    } finally {
      asking = null;
    }
  };

  const renew = (): Promise<Token> => {
    renewal ??= (async () => {
      try {
        return await newToken(held, take);
      } catch (error) {
        if (stopping.signal.aborted) throw new AppError("signed-out", "the session was stopped", { cause: error });
        if (!isAppError(error)) throw error;
        if (isRefused(error)) throw end(error);
        // At this address RingCentral has answered before: what answers now is a proxy, or a bad hour.
        throw error.code === "bad-server" ? new AppError("server-error", error.message, { cause: error.cause }) : error;
      } finally {
        renewal = null;
      }
    })();
    return renewal;
  };

  const isUsable = ({ token, goodUntil }: HeldToken): boolean =>
    token.accessToken !== refused && goodUntil - Math.min(MARGIN_MS, token.lifetimeMs / 5) > clock.steady();

  const valid = async (): Promise<Token> => {
    if (asking !== null) {
      // A renewal that only waits for its turn does not keep anybody from using the old token meanwhile.
      await atMost(clock, STORE_WITHIN_MS, asking);
      return valid();
    }
    if (isOver()) throw new AppError("signed-out", "the session is over");
    if (held === null || !isUsable(held)) return renew();
    await handToSdk(held.token);
    return held.token;
  };

  let stopped: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopping.abort();
    cancelTimer();
    stopped ??= atMost(clock, STOP_WITHIN_MS, Promise.allSettled([renewal, keeper.stop()]));
    return stopped;
  };

  const revoke = async (accessToken: string, patienceMs: number): Promise<void> => {
    try {
      await endpoint.revoke(accessToken, patienceMs);
    } catch (error) {
      const code = isAppError(error) ? error.code : null;
      log.info("token not revoked", { code, error: error instanceof Error ? error.name : "unknown" });
      if (code === "rate-limited" && patienceMs === 0) void revoke(accessToken, REVOKE_PATIENCE_MS);
    }
  };

  schedule();

  return {
    accessToken: async () => (await valid()).accessToken,
    replace: async (token) => {
      if (held?.token.accessToken === token) refused = token;
      return (await valid()).accessToken;
    },
    socketOpened: () => {
      sockets += 1;
      schedule();
      return () => {
        sockets -= 1;
        schedule();
      };
    },
    wake: () => {
      keeper.retry();
      if (isOver() || held === null || renewal !== null) return;
      if (untilDue(held) > 0) schedule();
      else renewInBackground();
    },
    isOver,
    onEnded: (listener) => {
      listeners.push(listener);
      if (hasEnded) queueMicrotask(listener);
    },
    onTerm: (listener) => {
      termListeners.push(listener);
      if (held !== null && !isOver()) listener(termOf(held));
    },
    stop,
    signOut: async () => {
      await stop();
      if (held !== null) await revoke(held.token.accessToken, 0);
      await sdk.cache().clean();
    },
  };
};
