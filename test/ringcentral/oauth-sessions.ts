import { randomBytes, randomUUID } from "node:crypto";
import type { ServerClock } from "./clock.ts";

/** One signed-in session: survives refreshes, ends with a revoke or when its refresh token expires. */
export type OAuthSession = {
  readonly id: string;
  readonly extensionId: number;
  readonly clientId: string;
  readonly endpointId: string;
  accessToken: string;
  /** Milliseconds. */
  accessExpiresAt: number;
  /** Seconds. */
  accessTtlS: number;
  /** Null when the app is not set to issue refresh tokens. */
  refreshToken: string | null;
  refreshExpiresAt: number;
  refreshTtlS: number;
  /** When the present access token was first used; decides how long the previous refresh token still works. */
  accessFirstUsedAt: number | null;
  previousRefresh: { readonly token: string; readonly replacedAt: number } | null;
  hasEnded: boolean;
};

export type AccessCheck =
  | { readonly kind: "valid"; readonly session: OAuthSession }
  | { readonly kind: "expired" | "unknown" };

/** How long a replaced refresh token keeps returning the pair that replaced it (documentation: refresh tokens). */
const graceAfterUseMs = 10_000;
const graceUnusedMs = 60 * 60_000;

export type OAuthSessions = ReturnType<typeof createOAuthSessions>;

export type SessionWishes = {
  readonly extensionId: number;
  readonly clientId: string;
  readonly endpointId: string | null;
  readonly accessTtlS: number;
  readonly refreshTtlS: number;
  readonly hasRefreshToken: boolean;
};

const newToken = (): string => `U1BC${randomBytes(48).toString("base64url")}`;

/** The tokens the server has handed out. Nothing here reads the wire. */
export const createOAuthSessions = ({ clock }: { readonly clock: ServerClock }) => {
  const sessions = new Set<OAuthSession>();
  const wsTokens = new Map<string, { readonly session: OAuthSession; readonly expiresAt: number; used: boolean }>();

  const renew = (session: OAuthSession, accessTtlS: number, refreshTtlS: number): void => {
    session.accessToken = newToken();
    session.accessTtlS = accessTtlS;
    session.accessExpiresAt = clock.now() + accessTtlS * 1000;
    session.accessFirstUsedAt = null;
    if (session.refreshToken === null) return;
    session.refreshToken = newToken();
    session.refreshTtlS = refreshTtlS;
    session.refreshExpiresAt = clock.now() + refreshTtlS * 1000;
  };

  const inGrace = (session: OAuthSession): boolean => {
    const { previousRefresh, accessFirstUsedAt } = session;
    if (previousRefresh === null) return false;
    return accessFirstUsedAt === null
      ? clock.now() < previousRefresh.replacedAt + graceUnusedMs
      : clock.now() < accessFirstUsedAt + graceAfterUseMs;
  };

  return {
    open: (wishes: SessionWishes): OAuthSession => {
      const session: OAuthSession = {
        id: randomUUID(),
        extensionId: wishes.extensionId,
        clientId: wishes.clientId,
        endpointId: wishes.endpointId ?? randomBytes(16).toString("base64url"),
        accessToken: "",
        accessExpiresAt: 0,
        accessTtlS: 0,
        refreshToken: wishes.hasRefreshToken ? "" : null,
        refreshExpiresAt: 0,
        refreshTtlS: 0,
        accessFirstUsedAt: null,
        previousRefresh: null,
        hasEnded: false,
      };
      renew(session, wishes.accessTtlS, wishes.refreshTtlS);
      sessions.add(session);
      return session;
    },
    /** Finds whose access token this is, and notes that it has been used. */
    useAccessToken: (token: string): AccessCheck => {
      for (const session of sessions) {
        if (session.hasEnded || session.accessToken !== token) continue;
        if (clock.now() >= session.accessExpiresAt) return { kind: "expired" };
        session.accessFirstUsedAt ??= clock.now();
        return { kind: "valid", session };
      }
      return { kind: "unknown" };
    },
    /**
     * A new pair for a refresh token; the old access token dies at once. A token replaced moments ago returns the pair
     * that replaced it. Null: the token is dead.
     */
    refresh: (token: string, clientId: string, accessTtlS: number, refreshTtlS: number): OAuthSession | null => {
      for (const session of sessions) {
        if (session.hasEnded || session.clientId !== clientId || session.refreshToken === null) continue;
        if (session.refreshToken === token && clock.now() < session.refreshExpiresAt) {
          session.previousRefresh = { token, replacedAt: clock.now() };
          renew(session, accessTtlS, refreshTtlS);
          return session;
        }
        if (session.previousRefresh?.token === token && inGrace(session)) return session;
      }
      return null;
    },
    /** Whose token this is or was, access or refresh; changes nothing. Null if of nobody who is signed in. */
    peek: (token: string): OAuthSession | null =>
      [...sessions].find(
        (session) =>
          !session.hasEnded &&
          [session.accessToken, session.refreshToken, session.previousRefresh?.token].includes(token),
      ) ?? null,
    /** Ends the session of either of its tokens; does nothing for an unknown one. */
    revoke: (token: string): void => {
      for (const session of sessions)
        if (session.accessToken === token || session.refreshToken === token) session.hasEnded = true;
    },
    /** Every access token is too old from now on; refresh tokens still work. */
    expireAccessTokens: (): void => {
      for (const session of sessions) session.accessExpiresAt = clock.now();
    },
    revokeAll: (): void => {
      for (const session of sessions) session.hasEnded = true;
    },
    /** A token for one WebSocket connection; not the access token. */
    issueWsToken: (session: OAuthSession, lifetimeS: number): string => {
      const token = `U1BW${randomBytes(24).toString("base64url")}`;
      wsTokens.set(token, { session, expiresAt: clock.now() + lifetimeS * 1000, used: false });
      return token;
    },
    /** Whose WebSocket token it is; null if unknown, too old, or (with `singleUse`) used before. */
    useWsToken: (token: string, singleUse: boolean): OAuthSession | null => {
      const entry = wsTokens.get(token);
      if (entry === undefined || entry.session.hasEnded || clock.now() >= entry.expiresAt) return null;
      if (singleUse && entry.used) return null;
      entry.used = true;
      return entry.session;
    },
    /** Whether its access token still opens anything; a WebSocket does not outlive it. */
    isAlive: (session: OAuthSession): boolean => !session.hasEnded && clock.now() < session.accessExpiresAt,
  };
};
