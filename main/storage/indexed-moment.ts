import type { EpochMs } from "../../preload/contract/model.ts";

/** The latest moment the index can tell apart, in the year 2248; see migration 0003. */
export const LATEST = 2 ** 43 - 1;

/** A moment as the index knows it: whatever was asked for, a whole number that fits. */
export const momentOf = (at: EpochMs): number => Math.max(0, Math.min(LATEST, Math.ceil(at)));
