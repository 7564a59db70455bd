import { afterAll, beforeAll, beforeEach, type TestContext } from "vitest";
import { hasDisplay } from "../desktop/chromium/browser.ts";
import { dunstPrograms } from "./dunst.ts";
import { keyringPrograms } from "./keyring.ts";
import { missingOf, skipWithout } from "./missing-programs.ts";
import { realElectron } from "./screen-desktop.ts";
import { keepEvidence, startTern, type Tern, type TernOptions } from "./start-tern.ts";
import { virtualDisplayPrograms } from "./virtual-display.ts";

/** The programs that a Tern with these options takes. */
const programsFor = ({ keyring, dunst }: TernOptions): readonly string[] => {
  const isReal = realElectron() !== undefined;
  // Electron brings its own Chromium; its windows have to be somewhere.
  const ofElectron = isReal && !hasDisplay() ? virtualDisplayPrograms : [];
  const onLinux = ["dbus-daemon", ...ofElectron, ...(keyring ? keyringPrograms : []), ...(dunst ? dunstPrograms : [])];
  return [...(isReal ? [] : ["chromium"]), ...(process.platform === "linux" ? onLinux : [])];
};

/** For beforeEach: where a program that a Tern with these options needs is missing, a test is skipped with the reason. */
export const skipWithoutTern = (options: TernOptions = {}): ((context: TestContext) => void) =>
  skipWithout(...programsFor(options));

/**
 * One Tern for all tests of a suite; `prepare` runs once before them. What a failed test showed is kept. Where a program
 * is missing, nothing is started and each test is reported as skipped, with the reason.
 */
export const useTern = (
  options: TernOptions | (() => TernOptions | Promise<TernOptions>) = {},
  prepare: (tern: Tern) => Promise<void> = async () => {},
): (() => Tern) => {
  let tern: Tern | undefined;
  const known = typeof options === "function" ? {} : options;
  beforeAll(async () => {
    if (missingOf(programsFor(known)).length > 0) return;
    tern = await startTern(typeof options === "function" ? await options() : options);
    await prepare(tern);
  }, 180_000);
  beforeEach(skipWithoutTern(known));
  keepEvidence(() => tern);
  afterAll(() => tern?.close());
  return () => {
    if (tern === undefined) throw new Error("Tern was not started");
    return tern;
  };
};
