import { AppError } from "../../../main/core/ports/app-error.ts";
import { createConnections } from "../../../main/ringcentral/connections.ts";
import { createSdk } from "../../../main/ringcentral/sdk.ts";
import { createSession } from "../../../main/ringcentral/session.ts";
import { type Token, tokenFromStored } from "../../../main/ringcentral/token.ts";
import type { Grant } from "../../../main/ringcentral/token-grants.ts";
import { createHandClock } from "../../harness/hand-clock.ts";
import { createKeepingLog } from "../../harness/keeping-log.ts";

export const HOUR = 60 * 60_000;
export const DAY = 24 * HOUR;

export const sdkSettings = {
  server: "http://127.0.0.1:9",
  clientId: "app",
  clientSecret: "secret",
  account: "one",
  version: "1",
};

export const createTestSdk = () => createSdk({ ...sdkSettings, fetch: createConnections().fetch });

/** What the token endpoint does: an error to reject with, "hangs", or null to give the next token. */
type Answer = AppError | Error | "hangs" | null;

/** A session with a token from before, in front of a token endpoint that does as told. */
export const startSession = ({
  lifetimeMs = HOUR,
  jwt = "the jwt",
  ageMs = 0,
  answer = () => null,
  turn = () => Promise.resolve(),
  write = () => Promise.resolve(),
  revoke = () => Promise.resolve(),
}: {
  readonly lifetimeMs?: number;
  readonly jwt?: string;
  /** Of the first token, by the computer's clock. */
  readonly ageMs?: number;
  readonly answer?: (grant: Grant) => Answer;
  /** Resolves when a request for a token may go. */
  readonly turn?: (signal: AbortSignal | undefined) => Promise<void>;
  readonly write?: (text: string) => Promise<void>;
  readonly revoke?: (patienceMs: number) => Promise<void>;
} = {}) => {
  const clock = createHandClock();
  const log = createKeepingLog();
  const grants: Grant[] = [];
  const stored: string[] = [];
  const revoked: string[] = [];
  let ended = 0;
  const token = (name: string): Token => ({
    accessToken: name,
    expiresAt: clock.now() + lifetimeMs,
    lifetimeMs,
    refreshToken: `refresh-${name}`,
    refreshExpiresAt: clock.now() + 7 * DAY,
  });
  const first = token("token-0");
  const session = createSession({
    sdk: createTestSdk(),
    endpoint: {
      turn: async (_, signal) => {
        await turn(signal);
        return (grant) => {
          grants.push(grant);
          const told = answer(grant);
          if (told === null) return Promise.resolve(token(`token-${grants.length}`));
          return told === "hangs" ? new Promise(() => undefined) : Promise.reject(told);
        };
      },
      revoke: (accessToken, patienceMs) => {
        revoked.push(accessToken);
        return revoke(patienceMs);
      },
    },
    tokens: {
      read: () => Promise.resolve(null),
      write: async (text) => {
        await write(text);
        stored.push(text);
      },
    },
    jwt,
    token: { ...first, expiresAt: first.expiresAt - ageMs, refreshExpiresAt: first.refreshExpiresAt - ageMs },
    clock,
    log,
  });
  session.onEnded(() => {
    ended += 1;
  });
  return {
    clock,
    log,
    session,
    grants,
    /** "refresh" or "jwt", one for each request. */
    kinds: () => grants.map(({ kind }) => kind),
    stored,
    /** Access tokens in the order in which they were stored. */
    storedTokens: () => stored.map((text) => tokenFromStored(text)?.accessToken),
    revoked,
    ended: () => ended,
  };
};

export const refusal = new AppError("bad-jwt", "refused");
