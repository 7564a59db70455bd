import type { EpochMs } from "../../preload/contract/model.ts";

/** Reads a moment that was kept with the messages; null if it never was, or is none. */
export const momentFromFact = (fact: unknown): EpochMs | null =>
  typeof fact === "number" && Number.isFinite(fact) ? fact : null;
