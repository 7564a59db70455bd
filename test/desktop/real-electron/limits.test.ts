import { describe, expect, it, onTestFinished, vi, type TestContext } from "vitest";
import { skipUnlessElectronCan } from "../../harness/screen-desktop.ts";
import { limitOf, type Ability } from "./limits.ts";

const abilities: readonly Ability[] = [
  "pull the cable",
  "see notifications",
  "change the theme",
  "see minimised windows",
];
const lacking = (platform: NodeJS.Platform, hasDisplay = true): readonly Ability[] =>
  abilities.filter((ability) => limitOf(ability, { platform, hasDisplay }) !== null);

describe("what cannot be tested on real Electron", () => {
  it("is the cable everywhere, and what a system keeps to itself", () => {
    expect({ linux: lacking("linux"), darwin: lacking("darwin"), win32: lacking("win32") }).toEqual({
      linux: ["pull the cable"],
      darwin: ["pull the cable", "see notifications"],
      win32: ["pull the cable", "see notifications", "change the theme"],
    });
  });

  it("is a minimised window too, where nothing but a virtual display is there", () => {
    expect(lacking("linux", false)).toEqual(["pull the cable", "see minimised windows"]);
  });
});

describe("a test that needs what real Electron lacks", () => {
  it("is skipped there with the reason, and runs in the stand-in", () => {
    const skips: (readonly unknown[])[] = [];
    const context = { skip: (...given: readonly unknown[]) => void skips.push(given) } as unknown as TestContext;
    const ask = (program: string): void => {
      vi.stubEnv("TERN_TEST_ELECTRON", program);
      skipUnlessElectronCan("pull the cable")(context);
    };
    onTestFinished(() => void vi.unstubAllEnvs());
    ask("");
    ask("/opt/electron");
    expect(skips).toEqual([
      [false, expect.anything()],
      [true, "not on real Electron: Electron's main process has no network that can be switched off"],
    ]);
  });
});
