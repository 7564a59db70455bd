import type { ServerClock } from "./clock.ts";
import { errorBody, ApiFailure } from "./errors.ts";
import type { Faults } from "./faults.ts";
import type { GroupLimits } from "./knobs.ts";

export type RateGroup = "light" | "medium" | "heavy" | "auth";

/** Requests for each user and app in a minute, as documented; a penalty of a minute starts anew with each request in it. */
export const documentedLimits: GroupLimits = {
  light: 50,
  medium: 40,
  heavy: 10,
  auth: 5,
  windowS: 60,
  penaltyS: 60,
  retryAfter: true,
};

/**
 * What the server applies unless told otherwise: the same machinery with twenty times the room, so that a test that signs
 * in six times within a minute is not throttled by accident. `--rate-limits documented` and the knob `rateLimits` give
 * the real ones.
 */
export const generousLimits: GroupLimits = { ...documentedLimits, light: 1000, medium: 800, heavy: 200, auth: 100 };

export type RateLimits = ReturnType<typeof createRateLimits>;

type Window = { startedAt: number; used: number; penaltyUntil: number };

export const createRateLimits = ({
  clock,
  faults,
  base,
}: {
  readonly clock: ServerClock;
  readonly faults: Faults;
  readonly base: GroupLimits;
}) => {
  const windows = new Map<string, Window>();

  const limits = (): GroupLimits => {
    const knob = faults.settings().rateLimits;
    if (knob === "documented") return documentedLimits;
    return { ...base, ...knob };
  };

  return {
    /**
     * Counts one request. Answers the headers for a normal reply; throws the 429 when there have been too many, and
     * while the penalty lasts.
     */
    count: (group: RateGroup, who: string): Readonly<Record<string, string>> => {
      const { windowS, penaltyS, retryAfter, ...perGroup } = limits();
      const limit = perGroup[group];
      const now = clock.now();
      const key = `${group} ${who}`;
      const window = windows.get(key) ?? { startedAt: now, used: 0, penaltyUntil: 0 };
      windows.set(key, window);
      if (now >= window.startedAt + windowS * 1000 && now >= window.penaltyUntil) {
        window.startedAt = now;
        window.used = 0;
      }
      const headers = (remaining: number) => ({
        "X-Rate-Limit-Group": group,
        "X-Rate-Limit-Limit": String(limit),
        "X-Rate-Limit-Remaining": String(remaining),
        "X-Rate-Limit-Window": String(windowS),
      });
      window.used += 1;
      if (window.used <= limit && now >= window.penaltyUntil) return headers(limit - window.used);
      window.penaltyUntil = now + penaltyS * 1000;
      throw new ApiFailure(429, errorBody("CMN-301"), {
        ...headers(0),
        ...(retryAfter ? { "Retry-After": String(Math.ceil(penaltyS)) } : {}),
      });
    },
  };
};
