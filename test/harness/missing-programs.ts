import type { TestContext } from "vitest";

import { onPath } from "../commands/programs.ts";

/**
 * For beforeEach, before any other: a test that needs programs this machine does not have is reported as skipped, with
 * their names, never as passed.
 */
export const skipWithout =
  (...programs: readonly string[]) =>
  (context: TestContext): void => {
    const missing = programs.filter((program) => onPath(program) === undefined);
    context.skip(missing.length > 0, `not on this machine: ${missing.join(", ")}`);
  };
