import { randomBytes } from "node:crypto";
import type { HeldSubscription } from "./call.ts";
import type { ServerClock } from "./clock.ts";
import type { Notification } from "./events.ts";
import type { Faults } from "./faults.ts";
import type { OAuthSession } from "./oauth-sessions.ts";

/** What outlives a connection: the subscription, and what was missed. Found again by the wsc token. */
export type GatewaySession<Connection> = {
  readonly oauth: OAuthSession;
  subscription: HeldSubscription | null;
  connection: Connection | null;
  /** Since when it has had no connection, in ms; null while it has one. */
  detachedAt: number | null;
  /** Missed notifications, oldest first. */
  missed: Notification[];
};

export type Recovery<Connection> =
  | { readonly kind: "recovered"; readonly session: GatewaySession<Connection> }
  | { readonly kind: "failed"; readonly errorCode: string }
  /** A token this server never gave out. */
  | { readonly kind: "malformed" };

/** Sessions by wsc token. Each connection gets a new token; all tokens of a session stay good while it does. */
export const createGatewaySessions = <Connection>({
  clock,
  faults,
}: {
  readonly clock: ServerClock;
  readonly faults: Faults;
}) => {
  const byToken = new Map<string, GatewaySession<Connection>>();

  const isTooOld = (session: GatewaySession<Connection>): boolean =>
    session.detachedAt !== null && clock.now() > session.detachedAt + faults.settings().recoveryTimeoutS * 1000;

  return {
    open: (oauth: OAuthSession): GatewaySession<Connection> => ({
      oauth,
      subscription: null,
      connection: null,
      detachedAt: null,
      missed: [],
    }),
    /** A new token under which the session can be found again. */
    tokenFor: (session: GatewaySession<Connection>): string => {
      const token = randomBytes(24).toString("base64url");
      byToken.set(token, session);
      return token;
    },
    recover: (token: string, oauth: OAuthSession): Recovery<Connection> => {
      const session = byToken.get(token);
      if (session === undefined) return { kind: "malformed" };
      const forced = faults.takeFailedRecovery();
      if (forced !== null) return { kind: "failed", errorCode: forced };
      if (session.oauth !== oauth) return { kind: "failed", errorCode: "WSG-1003" };
      if (session.subscription === null) return { kind: "failed", errorCode: "WSG-1005" };
      // The code for a session kept waiting too long is not documented; clients look at recoveryState.
      if (isTooOld(session)) return { kind: "failed", errorCode: "WSG-1004" };
      return { kind: "recovered", session };
    },
    /** Every session that events are for: connected, or still recoverable. */
    subscribed: (): readonly GatewaySession<Connection>[] =>
      [...new Set(byToken.values())].filter((session) => session.subscription !== null && !isTooOld(session)),
    /** Keeps the newest; what does not fit any more is lost. */
    miss: (session: GatewaySession<Connection>, notification: Notification): void => {
      session.missed.push(notification);
      session.missed = session.missed.slice(-faults.settings().recoveryBufferSize);
    },
  };
};
