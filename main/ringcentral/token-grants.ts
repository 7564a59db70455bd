import type { SDK } from "@ringcentral/sdk";
import { AppError } from "../core/ports/app-error.ts";
import type { Clock } from "../core/ports/system.ts";
import { withDeadline } from "./deadline.ts";
import { appErrorFrom } from "./errors.ts";
import type { RateLimits } from "./rate-limits.ts";
import { type Token, tokenFromAnswer } from "./token.ts";
import { jsonFrom, wireErrorFrom } from "./wire-error.ts";

/** What a token is asked for with. */
export type Grant =
  | { readonly kind: "jwt"; readonly jwt: string }
  | { readonly kind: "refresh"; readonly refreshToken: string };

/** RingCentral's token endpoint for one app at one server. */
export type TokenEndpoint = {
  /** One request, never repeated here. Rejects as signing in does: bad-client, bad-jwt, no-network, … */
  readonly grant: (grant: Grant, patienceMs: number) => Promise<Token>;
  /** Ends the whole session at RingCentral. */
  readonly revoke: (token: string) => Promise<void>;
};

const GRANT_DEADLINE_MS = 20_000;
const REVOKE_DEADLINE_MS = 5_000;

/**
 * RingCentral's token endpoint, through the SDK's `send` and not its `login` and `refresh`: those repeat a refused
 * request (two of five a minute), know no deadline, and send `access_token_ttl=-1` after a 401.
 */
export const createTokenEndpoint = ({
  sdk,
  clientId,
  clientSecret,
  limits,
  clock,
}: {
  readonly sdk: SDK;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly limits: RateLimits;
  readonly clock: Clock;
}): TokenEndpoint => {
  const post = (url: string, fields: Readonly<Record<string, string>>, deadlineMs: number): Promise<string> =>
    withDeadline(clock, deadlineMs, async (signal) => {
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
        retry: true,
        redirect: "manual",
        credentials: "omit",
        signal,
      };
      try {
        const response = await sdk.platform().send(options);
        limits.learn("auth", response.status, response.headers);
        return await response.text();
      } catch (error) {
        const wire = await wireErrorFrom(error, clock.now());
        if (wire === null) throw error;
        if (wire.status === 429) limits.learn("auth", 429, retryAfterHeaders(wire.retryAfterMs));
        else limits.forget("auth");
        throw wire;
      }
    });

  return {
    grant: async (grant, patienceMs) => {
      await limits.admit("auth", patienceMs);
      try {
        const fields =
          grant.kind === "jwt"
            ? { grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion: grant.jwt }
            : { grant_type: "refresh_token", refresh_token: grant.refreshToken };
        const token = tokenFromAnswer(
          jsonFrom(await post("/restapi/oauth/token", fields, GRANT_DEADLINE_MS)),
          clock.now(),
        );
        if (token === null) throw new AppError("bad-server", "the token endpoint answered something else");
        return token;
      } catch (error) {
        throw await appErrorFrom(error, { kind: "sign-in" }, clock.now());
      }
    },
    revoke: async (token) => {
      await limits.admit("auth", 0);
      await post("/restapi/oauth/revoke", { token }, REVOKE_DEADLINE_MS);
    },
  };
};

const retryAfterHeaders = (ms: number | null): Headers =>
  new Headers(ms === null ? {} : { "retry-after": String(ms / 1000) });
