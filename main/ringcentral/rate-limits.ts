import type { EpochMs } from "../../preload/contract/model.ts";
import { AppError } from "../core/ports/app-error.ts";
import type { Clock } from "../core/ports/system.ts";
import { type KeptLimits, LONGEST_MS } from "./kept-limits.ts";
import { GROUPS, type RateGroup } from "./rate-groups.ts";
import { createWakes } from "./wakes.ts";

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
   * Resolves when a request of this group may go, and counts it. What it resolves with takes the request back: for one
   * that certainly did not leave this computer.
   * Rejects with `rate-limited` at once if that is more than `patienceMs` away, and when the signal aborts.
   */
  readonly admit: (group: RateGroup, patienceMs: number, signal?: AbortSignal) => Promise<() => void>;
  /** Learns from the status and headers of an answer to a request of this group. */
  readonly learn: (group: RateGroup, status: number, headers: Headers) => void;
  /** The computer woke up: whoever waits looks at the clock again. */
  readonly wake: () => void;
};

/**
 * `Retry-After` in milliseconds: seconds, or a date by the server's own clock (its `Date` header, else `now`); null if
 * absent, unreadable or not to be believed.
 */
export const retryAfterMs = (headers: Headers, now: EpochMs): number | null => {
  const value = headers.get("retry-after");
  if (value === null || value.trim() === "") return null;
  const seconds = Number(value);
  const sent = Date.parse(headers.get("date") ?? "");
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - (Number.isNaN(sent) ? now : sent);
  return Number.isNaN(wait) || wait > LONGEST_MS ? null : Math.max(0, wait);
};

/** The whole number in a header; null if it is absent or something else. */
const countFrom = (headers: Headers, name: string): number | null => {
  const value = headers.get(name)?.trim();
  return value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : null;
};

/** By the steady clock: nobody can set that, so a wait is never longer or shorter than it should be. */
type Group = { limit: number; sent: { readonly at: number }[]; shutUntil: number };

/** Begins where the last run left off: with its penalties, and its requests for tokens. */
export const createRateLimits = ({ clock, kept }: { readonly clock: Clock; readonly kept: KeptLimits }): RateLimits => {
  const wakes = createWakes({ clock });
  const before = kept.read();
  const group = (name: RateGroup): Group => ({
    limit: DEFAULT_LIMITS[name],
    sent: name === "auth" ? before.sent.map((at) => ({ at })) : [],
    shutUntil: before.shutUntil[name] ?? 0,
  });
  const groups: Readonly<Record<RateGroup, Group>> = {
    light: group("light"),
    medium: group("medium"),
    heavy: group("heavy"),
    auth: group("auth"),
  };

  const keep = (): void =>
    kept.keep({
      sent: recent(groups.auth).map(({ at }) => at),
      shutUntil: Object.fromEntries(GROUPS.map((name) => [name, groups[name].shutUntil])),
    });

  const shut = (name: RateGroup, ms: number): void => {
    groups[name].shutUntil = Math.max(groups[name].shutUntil, clock.steady() + ms + LATE_MS);
    keep();
  };

  /** Those of the last minute. */
  const recent = (group: Group): Group["sent"] => {
    group.sent = group.sent.filter(({ at }) => at > clock.steady() - WINDOW_MS);
    return group.sent;
  };

  const waitFor = (name: RateGroup): number => {
    const group = groups[name];
    const sent = recent(group);
    const oldest = sent[sent.length - group.limit];
    const forWindow = oldest === undefined ? 0 : oldest.at + WINDOW_MS + LATE_MS - clock.steady();
    return Math.max(0, forWindow, group.shutUntil - clock.steady());
  };

  return {
    admit: async (name, patienceMs, signal) => {
      const until = clock.steady() + patienceMs;
      // Looked at again after each wait: a 429 may have come meanwhile, or somebody else have gone first.
      for (let wait = waitFor(name); wait > 0; wait = waitFor(name)) {
        if (clock.steady() + wait > until)
          throw new AppError("rate-limited", `${name} requests are used up`, { retryAfterMs: wait });
        await wakes.pause(wait, signal);
        signal?.throwIfAborted();
      }
      signal?.throwIfAborted();
      const one = { at: clock.steady() };
      groups[name].sent.push(one);
      if (name === "auth") keep();
      return () => {
        groups[name].sent = groups[name].sent.filter((other) => other !== one);
        if (name === "auth") keep();
      };
    },
    learn: (name, status, headers) => {
      // The group that the headers speak of, if it is one we know: RingCentral may have moved the endpoint.
      const named = headers.get("x-rate-limit-group")?.trim().toLowerCase();
      const told = GROUPS.find((one) => one === named) ?? null;
      const wait = retryAfterMs(headers, clock.now());
      if (status === 429) for (const one of new Set([name, told ?? name])) shut(one, wait ?? PENALTY_MS);
      // Its rule for the token endpoint, which everything else hangs on.
      if (status === 503 && name === "auth" && wait !== null) shut(name, wait);
      if (status === 429 || told === null) return;
      const group = groups[told];
      const limit = countFrom(headers, "x-rate-limit-limit");
      // For sign-in and tokens never more than the default, whatever an app is given: a storm stays a trickle.
      if (limit !== null && limit > 0)
        group.limit = told === "auth" ? Math.min(DEFAULT_LIMITS.auth, Math.max(1, limit - 1)) : limit;
      // By our own count there would be more: somebody else uses this account, and when their minute began is not known.
      if (countFrom(headers, "x-rate-limit-remaining") === 0 && recent(group).length < group.limit) {
        const windowMs = (countFrom(headers, "x-rate-limit-window") ?? 0) * 1000;
        shut(told, windowMs > 0 && windowMs <= LONGEST_MS ? windowMs : WINDOW_MS);
      }
    },
    wake: wakes.wake,
  };
};
