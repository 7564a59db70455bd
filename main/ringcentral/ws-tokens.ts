import { AppError } from "../core/ports/app-error.ts";
import type { Clock } from "../core/ports/system.ts";
import type { Calls } from "./calls.ts";
import { type WsToken, wsToken } from "./schemas.ts";

/** Tickets for the gateway: five a minute at most, so one is used again while it is good. */
export type WsTokens = {
  /**
   * Rejects as `Gateway` calls do; with rate-limited at once if none may be asked for now, with no-network if no answer
   * came within `deadlineMs`.
   */
  readonly get: (deadlineMs: number) => Promise<WsToken>;
  /** The gateway did not take it. */
  readonly forget: () => void;
};

/** The part of its life in which a token is used: the rest is for the way. */
const USABLE = 0.8;

export const createWsTokens = ({ calls, clock }: { readonly calls: Calls; readonly clock: Clock }): WsTokens => {
  let held: { readonly token: WsToken; readonly until: number } | null = null;
  let asking: Promise<WsToken> | null = null;

  const ask = async (deadlineMs: number): Promise<WsToken> => {
    const answer = await calls.read({
      method: "POST",
      url: "/restapi/oauth/wstoken",
      group: "auth",
      permission: "WebSocketsSubscription",
      patienceMs: 0,
      deadlineMs,
    });
    const parsed = wsToken.safeParse(answer);
    if (!parsed.success) throw new AppError("server-error", "a socket token that is none");
    held = { token: parsed.data, until: clock.steady() + parsed.data.expires_in * USABLE * 1000 };
    return parsed.data;
  };

  return {
    get: (deadlineMs) => {
      if (held !== null && clock.steady() < held.until) return Promise.resolve(held.token);
      // Whoever gave up waiting for one, because the computer woke up, gets the same when asking again.
      asking ??= ask(deadlineMs).finally(() => {
        asking = null;
      });
      return asking;
    },
    forget: () => {
      held = null;
    },
  };
};
