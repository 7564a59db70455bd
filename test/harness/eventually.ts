import { vi } from "vitest";

/**
 * Tries again and again until `check` neither throws nor rejects; its last failure is the test's. Vitest's own second is
 * too short for real programs on a busy machine.
 */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 20_000, interval: 20 });
