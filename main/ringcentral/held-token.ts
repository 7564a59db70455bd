import type { Clock } from "../core/ports/system.ts";
import type { Token } from "./token.ts";

/**
 * A token with its times by the steady clock, so that nobody can age it by setting the computer's clock. That clock is
 * read only once, when the token is taken up, since what was stored by an earlier run has no other times.
 */
export type HeldToken = {
  readonly token: Token;
  /** When it was issued. */
  readonly since: number;
  /** When the access token ends, as far as we know: only RingCentral's refusal is certain. */
  readonly goodUntil: number;
  readonly refreshUntil: number;
  /** When it is to be renewed though nobody needs that yet. */
  readonly renewAt: number;
};

/** Renewed this long before it expires, or at four fifths of its life if that is later. */
const EARLY_MS = 5 * 60_000;
/** And in any case after this long, so that the refresh token, good for a week, never ages out while Tern runs. */
const DAILY_MS = 20 * 60 * 60_000;

/** An age that cannot be, because a clock was set back, counts as none: no wait gets longer by it. */
export const holdToken = (token: Token, clock: Pick<Clock, "now" | "steady">): HeldToken => {
  const { lifetimeMs, expiresAt, refreshToken, refreshExpiresAt } = token;
  const left = Math.min(lifetimeMs, expiresAt - clock.now());
  const refreshLifetimeMs = refreshExpiresAt - (expiresAt - lifetimeMs);
  const since = clock.steady() - (lifetimeMs - left);
  return {
    token,
    since,
    goodUntil: clock.steady() + left,
    refreshUntil: since + refreshLifetimeMs,
    renewAt: Math.min(
      since + lifetimeMs - Math.min(EARLY_MS, lifetimeMs / 5),
      since + DAILY_MS,
      refreshToken === null ? Number.POSITIVE_INFINITY : since + refreshLifetimeMs / 2,
    ),
  };
};
