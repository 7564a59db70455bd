import type { EpochMs } from "../../preload/contract/model.ts";
import { AppError } from "../core/ports/app-error.ts";
import type { Clock } from "../core/ports/system.ts";
import { pause } from "./deadline.ts";

/** RingCentral counts requests in four groups, per user and app. */
export type RateGroup = "light" | "medium" | "heavy" | "auth";

/** Requests in a minute, by RingCentral's defaults; for sign-in and tokens one less than it allows. */
const DEFAULT_LIMITS: Readonly<Record<RateGroup, number>> = { light: 50, medium: 40, heavy: 10, auth: 4 };
const WINDOW_MS = 60_000;
/** After a 429 the group is shut this long, and every request sent meanwhile starts the time anew. */
const PENALTY_MS = 60_000;
/** Clocks differ, and a request takes time to arrive: come back a little later than allowed. */
const LATE_MS = 250;

/** Lets requests go as often as RingCentral allows: so many of each group within a minute. */
export type RateLimits = {
  /**
   * Resolves when a request of this group may go, and counts it.
   * Rejects with `rate-limited` at once if that is more than `patienceMs` away.
   */
  readonly admit: (group: RateGroup, patienceMs: number) => Promise<void>;
  /** Takes the last counted request back: RingCentral does not count what belongs to no user. */
  readonly forget: (group: RateGroup) => void;
  /** Learns from an answer's status and headers. */
  readonly learn: (group: RateGroup, status: number, headers: Headers) => void;
};

/** `Retry-After` in milliseconds: seconds or a date; null if absent or unreadable. */
export const retryAfterMs = (headers: Headers, now: EpochMs): number | null => {
  const value = headers.get("retry-after");
  if (value === null || value.trim() === "") return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
};

/** The whole number in a header; null if it is absent or something else. */
const countFrom = (headers: Headers, name: string): number | null => {
  const value = headers.get(name);
  return value !== null && /^\d+$/.test(value) ? Number(value) : null;
};

type Group = { limit: number; sent: EpochMs[]; shutUntil: EpochMs };

export const createRateLimits = ({ clock }: { readonly clock: Clock }): RateLimits => {
  const group = (name: RateGroup): Group => ({ limit: DEFAULT_LIMITS[name], sent: [], shutUntil: 0 });
  const groups: Readonly<Record<RateGroup, Group>> = {
    light: group("light"),
    medium: group("medium"),
    heavy: group("heavy"),
    auth: group("auth"),
  };

  const waitFor = (name: RateGroup): number => {
    const now = clock.now();
    const group = groups[name];
    group.sent = group.sent.filter((at) => at > now - WINDOW_MS);
    const oldest = group.sent[group.sent.length - group.limit];
    const forWindow = oldest === undefined ? 0 : oldest + WINDOW_MS + LATE_MS - now;
    return Math.max(0, forWindow, group.shutUntil - now);
  };

  return {
    admit: async (name, patienceMs) => {
      const until = clock.now() + patienceMs;
      for (;;) {
        const wait = waitFor(name);
        if (wait === 0) break;
        if (clock.now() + wait > until)
          throw new AppError("rate-limited", `${name} requests are used up`, { retryAfterMs: wait });
        await pause(clock, wait);
      }
      groups[name].sent.push(clock.now());
    },
    forget: (name) => void groups[name].sent.pop(),
    learn: (name, status, headers) => {
      const now = clock.now();
      const group = groups[name];
      if (status === 429) {
        group.shutUntil = Math.max(group.shutUntil, now + (retryAfterMs(headers, now) ?? PENALTY_MS) + LATE_MS);
        return;
      }
      // RingCentral may tune an app's limits: what the headers say wins, if they are about this group.
      if (headers.get("x-rate-limit-group")?.toLowerCase() !== name) return;
      const limit = countFrom(headers, "x-rate-limit-limit");
      if (limit !== null && limit > 0) group.limit = name === "auth" ? Math.max(1, limit - 1) : limit;
      const windowS = countFrom(headers, "x-rate-limit-window") ?? WINDOW_MS / 1000;
      if (countFrom(headers, "x-rate-limit-remaining") === 0 && name !== "auth")
        group.shutUntil = Math.max(group.shutUntil, (group.sent[0] ?? now) + windowS * 1000 + LATE_MS);
    },
  };
};
