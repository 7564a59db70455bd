import type { TestContext } from "vitest";
import { limitOf, type Ability } from "../desktop/real-electron/limits.ts";
import { startRealElectron } from "../desktop/real-electron/start.ts";
import { startDesktop as startStandIn, type Desktop, type DesktopStart } from "../desktop/start.ts";

/** Electron's program, if the screen tests are to run on it (`npm run test:electron`) and not on the stand-in. */
export const realElectron = (): string | undefined => process.env["TERN_TEST_ELECTRON"] || undefined;

/** The desktop of the screen tests: the stand-in, or real Electron. */
export const startDesktop = (options: DesktopStart): Promise<Desktop> => {
  const program = realElectron();
  return program === undefined ? startStandIn(options) : startRealElectron(program, options);
};

/** For beforeEach, or for one test: it is reported as skipped, with the reason, where real Electron cannot do this. */
export const skipUnlessElectronCan =
  (ability: Ability) =>
  (context: TestContext): void => {
    const reason = realElectron() === undefined ? null : limitOf(ability);
    context.skip(reason !== null, `not on real Electron: ${reason ?? ""}`);
  };
