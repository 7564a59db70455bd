import { beforeEach } from "vitest";
import { chromium } from "../commands/programs.ts";
import { skipWithout } from "./missing-programs.ts";

/** For a file of screen tests: skips each, with the reason, where Chromium or (on Linux) one of these is missing. */
export const needsScreen = (...linuxPrograms: readonly string[]): void => {
  beforeEach((context) => context.skip(chromium.find() === undefined, "not on this machine: chromium"));
  if (process.platform === "linux") beforeEach(skipWithout("dbus-daemon", ...linuxPrograms));
};
