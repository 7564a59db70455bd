import type { SDK } from "@ringcentral/sdk";
import { AppError, isAppError } from "../core/ports/app-error.ts";
import type { TokenStore } from "../core/ports/gateway.ts";
import type { Clock, Log } from "../core/ports/system.ts";
import { pause } from "./deadline.ts";
import { answerBehind } from "./errors.ts";
import { storedFromToken, type Token } from "./token.ts";
import type { TokenEndpoint } from "./token-grants.ts";

/** A signed-in session: always one usable token, one renewal in flight at most. */
export type Session = {
  /** The access token to use now; renews it first if it is about to expire. Rejects with signed-out when it is over. */
  readonly accessToken: () => Promise<string>;
  /** This access token was refused: the next one. Does not renew if somebody else already did. */
  readonly replace: (refused: string) => Promise<string>;
  /**
   * A socket lives until the returned function is called: so long the token is renewed about every 30 minutes, or
   * RingCentral would drop the socket when it expires.
   */
  readonly socketOpened: () => () => void;
  readonly isOver: () => boolean;
  readonly onEnded: (listener: () => void) => void;
  /** Revokes the token and stops everything. Never rejects. */
  readonly signOut: () => Promise<void>;
};

/** Renewed this long before it expires, or at four fifths of its life if that is later. */
const EARLY_MS = 5 * 60_000;
const WHILE_LIVE_MS = 30 * 60_000;
/** By timer no more often than this, however short a token lives: a call renews for itself when it must. */
const LEAST_MS = 20_000;
/** After a renewal by timer that failed. */
const AGAIN_MS = 60_000;
/** A token that expires in less is not worth sending. */
const MARGIN_MS = 2_000;
const PATIENCE_MS = 70_000;
/** RingCentral's rule for 408, 500 and no answer at the token endpoint: three tries, ten seconds apart. */
const TRIES = 3;
const BETWEEN_TRIES_MS = 10_000;

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
  let token = initial;
  let renewal: Promise<Token> | null = null;
  let isOver = false;
  let sockets = 0;
  let cancelTimer = (): void => {};
  const listeners: (() => void)[] = [];
  let renewedAt = clock.now();

  const handToSdk = async (next: Token): Promise<void> =>
    sdk.platform().auth().setData({
      token_type: "bearer",
      access_token: next.accessToken,
      expires_in: "3600",
    });

  const schedule = (afterMs?: number): void => {
    cancelTimer();
    if (isOver || token === null) return;
    const beforeExpiry = token.expiresAt - Math.min(EARLY_MS, token.lifetimeMs / 5) - clock.now();
    const whileLive = sockets > 0 ? renewedAt + WHILE_LIVE_MS - clock.now() : beforeExpiry;
    const due = afterMs ?? Math.max(LEAST_MS, Math.min(beforeExpiry, whileLive));
    cancelTimer = clock.after(due, () => {
      renew().catch((error: unknown) => {
        log.warn("token not renewed", { code: isAppError(error) ? error.code : "internal" });
        schedule(AGAIN_MS);
      });
    });
  };

  const end = (error: AppError): AppError => {
    if (!isOver) {
      isOver = true;
      cancelTimer();
      log.warn("session ended", { code: error.code, answer: answerBehind(error)?.message });
      for (const listener of listeners) listener();
    }
    return new AppError("signed-out", "the session has ended", { cause: error });
  };

  /** Refresh token first; the JWT when that is dead or there never was one. */
  const grant = async (): Promise<Token> => {
    if (token?.refreshToken && clock.now() < token.refreshExpiresAt) {
      try {
        return await endpoint.grant({ kind: "refresh", refreshToken: token.refreshToken }, PATIENCE_MS);
      } catch (error) {
        if (!isRefused(error)) throw error;
        log.info("refresh token refused", { answer: answerBehind(error)?.message });
      }
    }
    if (jwt === "") throw new AppError("bad-jwt", "no refresh token and no JWT");
    return endpoint.grant({ kind: "jwt", jwt }, PATIENCE_MS);
  };

  const grantPatiently = async (): Promise<Token> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await grant();
      } catch (error) {
        if (tries === TRIES || isOver || !isAppError(error) || error.code !== "server-error") throw error;
        await pause(clock, BETWEEN_TRIES_MS);
      }
    }
  };

  const adopt = async (next: Token): Promise<void> => {
    // Before it is used: the one it replaces is dead, so a crash in between would lose the session.
    if (!isOver) {
      try {
        await tokens.write(storedFromToken(next));
      } catch (error) {
        log.error("token not stored", { code: isAppError(error) ? error.code : "internal" });
      }
    }
    await handToSdk(next);
    token = next;
    renewedAt = clock.now();
    schedule();
  };

  const renew = (): Promise<Token> => {
    renewal ??= (async () => {
      try {
        const next = await grantPatiently();
        await adopt(next);
        return next;
      } catch (error) {
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

  const valid = async (): Promise<Token> => {
    if (isOver) throw new AppError("signed-out", "the session is over");
    if (renewal !== null) return renewal;
    if (token === null || token.expiresAt - Math.min(MARGIN_MS, token.lifetimeMs / 5) <= clock.now()) return renew();
    await handToSdk(token);
    return token;
  };

  schedule();

  return {
    accessToken: async () => (await valid()).accessToken,
    replace: async (refused) => {
      if (isOver) throw new AppError("signed-out", "the session is over");
      const current = renewal === null && token?.accessToken === refused ? await renew() : await valid();
      return current.accessToken;
    },
    socketOpened: () => {
      sockets += 1;
      schedule();
      return () => {
        sockets -= 1;
        schedule();
      };
    },
    isOver: () => isOver,
    onEnded: (listener) => void listeners.push(listener),
    signOut: async () => {
      isOver = true;
      cancelTimer();
      try {
        // A renewal under way would leave a live token behind.
        await renewal?.catch(() => null);
        if (token !== null) await endpoint.revoke(token.accessToken);
      } catch (error) {
        log.info("token not revoked", { error: error instanceof Error ? error.name : "unknown" });
      }
      await sdk.cache().clean();
    },
  };
};

/** RingCentral said no for good: not a full minute, not a failing server, not a broken network. */
const isRefused = (error: unknown): boolean =>
  isAppError(error) && (error.code === "bad-jwt" || error.code === "bad-client" || error.code === "missing-permission");
