import { AppError, isAppError } from "../core/ports/app-error.ts";
import type { Clock, Log } from "../core/ports/system.ts";
import { pause, WokenError } from "./deadline.ts";
import { answerBehind } from "./errors.ts";
import type { HeldToken } from "./held-token.ts";
import type { Token } from "./token.ts";
import type { Grant, TokenEndpoint } from "./token-grants.ts";

/** How long a request for a token waits for its turn. */
const PATIENCE_MS = 70_000;
/** RingCentral's rule for 408, 500 and no answer at the token endpoint: three tries, ten seconds apart. */
const TRIES = 3;
const BETWEEN_TRIES_MS = 10_000;
/** Failures that the rule is for. */
const PASSES: ReadonlySet<string> = new Set(["server-error", "bad-server"]);

/** RingCentral said no for good: not a full minute, not a failing server, not a broken network. */
export const isRefused = (error: unknown): boolean =>
  isAppError(error) && (error.code === "bad-jwt" || error.code === "bad-client" || error.code === "missing-permission");

/**
 * Gets the token after this one, by whatever there is. `take` is given each request as it goes out. Rejects with a refusal
 * only when everything was refused, and soon after `stopping` aborts.
 */
export const createNewToken = ({
  endpoint,
  jwt,
  stopping,
  clock,
  log,
}: {
  readonly endpoint: Pick<TokenEndpoint, "turn">;
  /** Empty if there is none. */
  readonly jwt: string;
  readonly stopping: AbortSignal;
  readonly clock: Clock;
  readonly log: Log;
}) => {
  /**
   * What there is to ask with, the likely first. A refresh token that seems too old is tried all the same where nothing
   * else is left: it may be the computer's clock that is wrong.
   */
  const waysAfter = (held: HeldToken | null): readonly Grant[] => {
    const refreshToken = held?.token.refreshToken ?? null;
    const refresh = refreshToken === null ? [] : [{ kind: "refresh", refreshToken } as const];
    const again = jwt.trim() === "" ? [] : [{ kind: "jwt", jwt: jwt.trim() } as const];
    return held !== null && clock.steady() < held.refreshUntil ? [...refresh, ...again] : [...again, ...refresh];
  };

  type Take = (asked: Promise<Token>) => Promise<Token>;

  const tryAllWays = async (held: HeldToken | null, take: Take): Promise<Token> => {
    let refusal: unknown = new AppError("bad-jwt", "no refresh token and no JWT");
    for (const way of waysAfter(held)) {
      const ask = await endpoint.turn(PATIENCE_MS, stopping);
      try {
        return await take(ask(way));
      } catch (error) {
        if (!isRefused(error)) throw error;
        log.info("renewal refused", { by: way.kind, answer: answerBehind(error)?.message });
        refusal = error;
      }
    }
    throw refusal;
  };

  return async (held: HeldToken | null, take: Take): Promise<Token> => {
    for (let tries = 1; ;) {
      try {
        return await tryAllWays(held, take);
      } catch (error) {
        if (stopping.aborted) throw error;
        if (error instanceof WokenError) continue;
        if (tries === TRIES || !isAppError(error) || !PASSES.has(error.code)) throw error;
        tries += 1;
        await pause(clock, BETWEEN_TRIES_MS, stopping);
      }
    }
  };
};
