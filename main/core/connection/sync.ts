import type { EpochMs } from "../../../preload/contract/model.ts";
import type { Failure } from "../../../preload/contract/result.ts";
import type { SyncProgress } from "../../../preload/contract/state.ts";
import { codeAndAbout, failureFrom } from "../ports/app-error.ts";
import type { Clock, Log, Randomness } from "../ports/system.ts";
import type { InBackground } from "../in-background.ts";
import { waitBeforeRetry } from "../wait-before-retry.ts";
import type { OnProgress, Readings } from "./readings.ts";

/** Reads changes from the provider: one run at a time; who asks during a run gets another one after it. */
export type Sync = {
  /**
   * Answers the number of the run that began after this call, or is the next to begin: nothing begins before the time
   * the provider asked to wait for. One that fails is tried again, later and later; see `through`.
   */
  readonly run: () => number;
  readonly state: () => SyncState;
  readonly stop: () => void;
};

/** How reading goes. */
export type SyncState = {
  /** Number of the latest run that went through; 0: none did. */
  readonly through: number;
  /** How far a long run under way is; null if there is none. */
  readonly progress: SyncProgress | null;
  /** How many runs in a row failed, since when, and why the last one did; null once one went through. */
  readonly failing: {
    readonly times: number;
    readonly since: EpochMs;
    readonly failure: Pick<Failure, "code" | "about">;
  } | null;
  /** The provider asked to wait until then; null if it did not. */
  readonly limitedUntil: EpochMs | null;
};

/** First wait after a failed run; see waitBeforeRetry. */
const RETRY_FIRST_MS = 5_000;
/** RingCentral's penalty, where it does not say how long to wait. */
const PENALTY_MS = 60_000;
/** Progress is told no more often than this: each time every window is drawn anew. */
const PROGRESS_EVERY_MS = 250;

export const createSync = ({
  readings,
  clock,
  randomness,
  log,
  inBackground,
  onState,
  onStored,
}: {
  readonly readings: Readings;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, "fraction">;
  readonly log: Log;
  readonly inBackground: InBackground;
  readonly onState: () => void;
  /** A run was stored whole: what comes in can be kept. The store itself tells if it cannot. */
  readonly onStored: () => void;
}): Sync => {
  let state: SyncState = { through: 0, progress: null, failing: null, limitedUntil: null };
  let begun = 0;
  let isRunning = false;
  let isFollowed = false;
  let isStopped = false;
  let cancelRetry = (): void => {};
  /** By Clock.steady: nothing is asked before. */
  let heldUntil = 0;
  let historyFailures = 0;
  let isHistoryDue = true;
  let cancelHistory = (): void => {};

  const tell = (change: Partial<SyncState>): void => {
    state = { ...state, ...change };
    onState();
  };

  const progressTeller = (): OnProgress => {
    let told = Number.NEGATIVE_INFINITY;
    return (done, total) => {
      const now = clock.steady();
      if (isStopped || now - told < PROGRESS_EVERY_MS) return;
      told = now;
      tell({ progress: { done, total } });
    };
  };

  /** Notes what went wrong. Answers how long to wait: longer each time, and as long as the provider asked for. */
  const waitAfter = (error: unknown, what: string, times: number): number => {
    const { code, about, retryAfterMs } = failureFrom(error);
    log.warn(what, { code, about, times }, code === "internal" ? error : undefined);
    const asked = retryAfterMs ?? (code === "rate-limited" ? PENALTY_MS : 0);
    heldUntil = clock.steady() + asked;
    if (code === "rate-limited") tell({ limitedUntil: clock.now() + asked });
    return waitBeforeRetry(RETRY_FIRST_MS, times, asked, randomness.fraction());
  };

  const readChanges = async (number: number): Promise<boolean> => {
    try {
      await readings.changes(progressTeller());
      if (isStopped) return false;
      onStored();
      tell({ through: number, progress: null, failing: null });
      return true;
    } catch (error) {
      if (isStopped) return false;
      const { code, about } = failureFrom(error);
      const { times, since } = state.failing ?? { times: 0, since: clock.now() };
      tell({ progress: null, failing: { times: times + 1, since, failure: codeAndAbout({ code, about }) } });
      const wait = waitAfter(error, "sync failed", times + 1);
      // Whoever owns the session hears that it is over, and ends this one.
      if (code !== "signed-out") cancelRetry = clock.after(wait, runWhenAllowed);
      return false;
    }
  };

  /** In no hurry, and its failure says nothing about texts that come in now. */
  const readHistory = async (): Promise<void> => {
    if (!isHistoryDue) return;
    try {
      await readings.history(progressTeller());
      historyFailures = 0;
    } catch (error) {
      if (isStopped) return;
      historyFailures += 1;
      isHistoryDue = false;
      cancelHistory = clock.after(waitAfter(error, "older texts not read", historyFailures), () => {
        isHistoryDue = true;
        runWhenAllowed();
      });
    }
    if (!isStopped && state.progress !== null) tell({ progress: null });
  };

  const runOnce = async (number: number): Promise<void> => {
    try {
      if (await readChanges(number)) await readHistory();
    } finally {
      isRunning = false;
    }
    if (!isFollowed) return;
    isFollowed = false;
    run();
  };

  const run = (): number => {
    if (isStopped || clock.steady() < heldUntil) return begun + 1;
    if (isRunning) {
      isFollowed = true;
      return begun + 1;
    }
    cancelRetry();
    isRunning = true;
    begun += 1;
    if (state.limitedUntil !== null) tell({ limitedUntil: null });
    inBackground("sync", runOnce(begun));
    return begun;
  };

  /** Timers and Clock.steady need not agree to the millisecond, and a later failure may have asked for more time. */
  const runWhenAllowed = (): void => {
    cancelRetry();
    const left = heldUntil - clock.steady();
    if (left > 0) cancelRetry = clock.after(left, runWhenAllowed);
    else run();
  };

  return {
    run,
    state: () => state,
    stop: () => {
      isStopped = true;
      cancelRetry();
      cancelHistory();
    },
  };
};
