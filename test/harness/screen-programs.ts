import { beforeEach } from "vitest";
import { chromium } from "../commands/programs.ts";
import { hasDisplay } from "../desktop/chromium/browser.ts";
import { skipWithout } from "./missing-programs.ts";
import { realElectron } from "./screen-desktop.ts";
import { virtualDisplayPrograms } from "./virtual-display.ts";

/** For a file of screen tests: skips each, with the reason, where Chromium or (on Linux) one of these is missing. */
export const needsScreen = (...linuxPrograms: readonly string[]): void => {
  const isReal = realElectron() !== undefined;
  if (!isReal) beforeEach((context) => context.skip(chromium.find() === undefined, "not on this machine: chromium"));
  // Electron brings its own Chromium; its windows have to be somewhere.
  const ofElectron = isReal && !hasDisplay() ? virtualDisplayPrograms : [];
  if (process.platform === "linux") beforeEach(skipWithout("dbus-daemon", ...ofElectron, ...linuxPrograms));
};
