import { expect } from "vitest";

/** Looks again and again until it is as expected: Vitest's own second is too short for real programs on a busy machine. */
export const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 20_000, interval: 20 });
