import type { TestContext } from "vitest";

import { chromium, onPath } from "../commands/programs.ts";

const isHere = (program: string): boolean =>
  (program === chromium.name ? chromium.find() : onPath(program)) !== undefined;

/** Those of these programs that this machine does not have. "chromium" is any browser that the stand-in can use. */
export const missingOf = (programs: readonly string[]): readonly string[] =>
  [...new Set(programs)].filter((program) => !isHere(program));

/**
 * For beforeEach, before any other: a test that needs programs this machine does not have is reported as skipped, with
 * their names, never as passed.
 */
export const skipWithout =
  (...programs: readonly string[]) =>
  (context: TestContext): void => {
    const missing = missingOf(programs);
    context.skip(missing.length > 0, `not on this machine: ${missing.join(", ")}`);
  };
