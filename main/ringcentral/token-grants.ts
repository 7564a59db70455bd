import { AppError } from "../core/ports/app-error.ts";
import type { Clock } from "../core/ports/system.ts";
import { unlessAborted, WokenError, withDeadline } from "./deadline.ts";
import { appErrorFrom } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import type { RateLimits } from "./rate-limits.ts";
import { type Token, tokenFromAnswer } from "./token.ts";
import type { Wakes } from "./wakes.ts";
import { isNotConnected, jsonFrom } from "./wire-error.ts";

/** What a token is asked for with. */
export type Grant =
  | { readonly kind: "jwt"; readonly jwt: string }
  | { readonly kind: "refresh"; readonly refreshToken: string };

/** RingCentral's token endpoint for one app at one server. Each request is made once, never repeated here. */
export type TokenEndpoint = {
  /**
   * Waits for the turn of one request for a token; what it resolves with makes that request, and is to be called at once.
   * The wait rejects with rate-limited if it would be longer than `patienceMs`, and when the signal aborts. The request
   * rejects as signing in does (bad-client, bad-jwt, no-network, …), and with WokenError if the computer woke up meanwhile.
   */
  readonly turn: (patienceMs: number, signal?: AbortSignal) => Promise<(grant: Grant) => Promise<Token>>;
  /** Ends the whole session at RingCentral. Rejects with rate-limited if its turn is more than `patienceMs` away. */
  readonly revoke: (token: string, patienceMs: number) => Promise<void>;
};

const GRANT_DEADLINE_MS = 20_000;
const REVOKE_DEADLINE_MS = 3_000;
/** Waking up leaves a request for a token this long to be answered: there are only five a minute. */
const GRACE_MS = 2_000;

/**
 * RingCentral's token endpoint, through the SDK's `send` and not its `login` and `refresh`: those repeat a refused
 * request (two of five a minute), know no deadline, and send `access_token_ttl=-1` after a 401.
 */
export const createTokenEndpoint = ({
  exchange,
  clientId,
  clientSecret,
  limits,
  wakes,
  clock,
}: {
  readonly exchange: Exchange;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly limits: RateLimits;
  readonly wakes: Wakes;
  readonly clock: Clock;
}): TokenEndpoint => {
  const post = (url: string, fields: Readonly<Record<string, string>>, signal: AbortSignal): Promise<string> => {
    // An app without a secret names itself in the form instead.
    const isPublic = clientSecret === "";
    const options = {
      method: "POST",
      url,
      body: isPublic ? { ...fields, client_id: clientId } : { ...fields },
      headers: {
        "Content-Type": "application/x-www-form-urlencoded",
        ...(isPublic
          ? {}
          : { Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` }),
      },
      skipAuthCheck: true,
      signal,
    };
    return exchange("auth", options, (response) => response.text());
  };

  const ask = async (grant: Grant): Promise<Token> => {
    const fields =
      grant.kind === "jwt"
        ? { grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion: grant.jwt }
        : { grant_type: "refresh_token", refresh_token: grant.refreshToken };
    const answer = await wakes.guard(GRACE_MS, (woken) =>
      unlessAborted(
        withDeadline(clock, GRANT_DEADLINE_MS, (signal) => post("/restapi/oauth/token", fields, signal)),
        woken,
      ),
    );
    const token = tokenFromAnswer(jsonFrom(answer), clock.now());
    if (token === null) throw new AppError("bad-server", "the token endpoint answered something else");
    return token;
  };

  return {
    turn: async (patienceMs, signal) => {
      const takeBack = await limits.admit("auth", patienceMs, signal);
      return async (grant) => {
        try {
          return await ask(grant);
        } catch (error) {
          if (isNotConnected(error)) takeBack();
          throw error instanceof WokenError ? error : await appErrorFrom(error, { kind: "sign-in" }, clock.now());
        }
      };
    },
    revoke: async (token, patienceMs) => {
      await limits.admit("auth", patienceMs);
      await withDeadline(clock, REVOKE_DEADLINE_MS, (signal) => post("/restapi/oauth/revoke", { token }, signal));
    },
  };
};
