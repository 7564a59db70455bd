import type { AwayGap } from "../../../preload/contract/away.ts";
import type { EpochMs } from "../../../preload/contract/model.ts";
import type { Guard } from "../guard.ts";
import { momentFromFact } from "../moment-from-fact.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { Clock } from "../ports/system.ts";

/** Notes when Tern could not answer in an absence: asleep, offline, closed. */
export type GapWatch = {
  /** At the start, when the time is known, and whenever an absence may have begun or ended. */
  readonly check: () => void;
  /** The computer may have slept. */
  readonly wake: () => void;
  readonly offline: (isOffline: boolean) => void;
  /** Tern quits, or the person signs out. */
  readonly stop: () => void;
};

/** How often it is noted that Tern runs while Away is on, or may go on: so exactly is known when it ended. */
const BEAT_MS = 2 * 60_000;

/** So often it is written down while nobody is away: a wait for the disk each time, for what is hardly ever asked. */
const KEPT_AT_WORK_MS = 5 * BEAT_MS;

/** A beat that is so late was held up by a sleep, not by a busy computer. */
const ASLEEP_FROM_MS = 2.5 * BEAT_MS;

export const createGapWatch = ({
  store,
  isAway,
  mayBeAway,
  isTimeKnown,
  clock,
  guard,
}: {
  readonly store: Pick<MessageStore, "fact" | "keepFact" | "keepAwayGap" | "awayGaps">;
  readonly isAway: () => boolean;
  /** Away, or away by the hours later on: that may begin while the computer sleeps, or Tern is closed. */
  readonly mayBeAway: () => boolean;
  /** Whether it is known what time it is at the provider: nothing is noted by a clock that may be days off. */
  readonly isTimeKnown: () => boolean;
  readonly clock: Clock;
  readonly guard: Guard;
}): GapWatch => {
  let last: { readonly at: EpochMs; readonly steady: number } | null = null;
  /** When the last beat was written down. */
  let kept: { readonly steady: number } | null = null;
  let isOffline = false;
  let offlineSince: EpochMs | null = null;
  let isTakenUp = false;
  const begun = clock.steady();
  let cancelTimer = (): void => {};

  const keep = (gap: AwayGap): void => guard("note a gap", () => store.keepAwayGap(gap));
  const seen = (at: EpochMs | null): void => guard("note that Tern runs", () => store.keepFact("away-seen", at));

  const endOffline = (): void => {
    if (offlineSince !== null) keep({ kind: "offline", from: offlineSince, to: clock.now() });
    offlineSince = null;
  };

  const followNetwork = (): void => {
    if (!isTimeKnown()) return;
    if (!isOffline || !isAway()) endOffline();
    else if (offlineSince === null) {
      offlineSince = clock.now();
      keep({ kind: "offline", from: offlineSince, to: null });
    }
  };

  /** The run before this one ended in an absence, perhaps offline, perhaps without a chance to note that. */
  const takeUp = (): void => {
    if (isTakenUp) return;
    isTakenUp = true;
    const before = momentFromFact(store.fact("away-seen"));
    for (const gap of store.awayGaps(0, Number.MAX_SAFE_INTEGER))
      if (gap.to === null) keep({ ...gap, to: Math.max(gap.from, before ?? gap.from) });
    const now = clock.now();
    // As long as the time is not known nothing can be reached.
    const silent = clock.steady() - begun;
    const from = Math.round(now - silent);
    if (before !== null && from - before > ASLEEP_FROM_MS) keep({ kind: "closed", from: before, to: from });
    if (silent > ASLEEP_FROM_MS && mayBeAway())
      keep({ kind: "offline", from: Math.max(from, before ?? from), to: now });
    if (before !== null && !mayBeAway()) seen(null);
  };

  const beat = (): void => {
    cancelTimer();
    if (!isTimeKnown()) return;
    guard("note what an earlier run left", takeUp);
    followNetwork();
    const now = { at: clock.now(), steady: clock.steady() };
    // Before anything else is asked: an absence may have ended in that sleep.
    if (last !== null && now.steady - last.steady > ASLEEP_FROM_MS) keep({ kind: "asleep", from: last.at, to: now.at });
    if (!mayBeAway()) {
      if (last !== null) seen(null);
      last = null;
      kept = null;
      return;
    }
    last = now;
    if (isAway() || kept === null || now.steady - kept.steady >= KEPT_AT_WORK_MS) {
      kept = now;
      seen(now.at);
    }
    cancelTimer = clock.after(BEAT_MS, beat);
  };

  return {
    check: beat,
    wake: () => {
      if (last !== null) beat();
    },
    offline: (next) => {
      isOffline = next;
      followNetwork();
    },
    stop: () => {
      cancelTimer();
      endOffline();
      if (last !== null) seen(clock.now());
    },
  };
};
