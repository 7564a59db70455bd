import { randomBytes, randomUUID } from "node:crypto";
import type { Randomness } from "../core/ports/system.ts";

/** The operating system's random numbers; `fraction` is for jitter only. */
export const createRandomness = (): Randomness => ({
  uuid: () => randomUUID(),
  hex: (bytes) => randomBytes(bytes).toString("hex"),
  fraction: () => Math.random(),
});
