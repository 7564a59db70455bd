import { isAppError } from "../core/ports/app-error.ts";
import type { TokenStore } from "../core/ports/gateway.ts";
import type { Clock, Log } from "../core/ports/system.ts";

/** Writes a session's token where it is kept between runs, as long as it takes. */
export type TokenKeeper = {
  /**
   * Resolves when it is written, or could not be for now: it is then tried again until it is, or a newer one. What was
   * kept before stays until then. Never rejects.
   */
  readonly keep: (token: string) => Promise<void>;
  /** The keychain may be open now. */
  readonly retry: () => void;
  /** Begins no further write; resolves when the one under way has ended. */
  readonly stop: () => Promise<void>;
};

/** After a failed write; it doubles up to the longest. */
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 10 * 60_000;

export const createTokenKeeper = ({
  tokens,
  clock,
  log,
}: {
  readonly tokens: Pick<TokenStore, "write">;
  readonly clock: Clock;
  readonly log: Log;
}): TokenKeeper => {
  let unwritten: string | null = null;
  let writing: Promise<void> | null = null;
  let failures = 0;
  let cancelRetry = (): void => {};

  const write = async (): Promise<void> => {
    cancelRetry();
    while (unwritten !== null) {
      const token = unwritten;
      try {
        await tokens.write(token);
        failures = 0;
        // One that came during the write is written next: two writes at once could end in the wrong order.
        if (unwritten === token) unwritten = null;
      } catch (error) {
        log.error("token not stored", { code: isAppError(error) ? error.code : "internal" });
        if (unwritten !== token) continue;
        cancelRetry = clock.after(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures), () => void start());
        failures += 1;
        return;
      }
    }
  };

  const start = (): Promise<void> => {
    writing ??= write().finally(() => {
      writing = null;
    });
    return writing;
  };

  return {
    keep: (token) => {
      unwritten = token;
      return start();
    },
    retry: () => {
      if (unwritten !== null) void start();
    },
    stop: async () => {
      unwritten = null;
      cancelRetry();
      await writing;
      cancelRetry();
    },
  };
};
