import { describe, expect, it } from "vitest";
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
