import { describe, expect, it } from "vitest";
import { quickReplyBounds, reachable } from "../../../main/desktop/placement.ts";

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const size = { width: 420, height: 220 };

describe("where the main window was", () => {
  it("is kept while its title bar can be reached", () => {
    const bounds = { x: 1500, y: 900, width: 980, height: 680 };
    expect(reachable(bounds, [screen])).toEqual(bounds);
  });

  it.each([
    ["on a screen that is gone", { x: 2500, y: 100, width: 980, height: 680 }],
    ["above the screen", { x: 100, y: -600, width: 980, height: 680 }],
    ["all but a sliver at the side", { x: 1900, y: 100, width: 980, height: 680 }],
  ])("is forgotten when it is %s", (_where, bounds) => {
    expect(reachable(bounds, [screen])).toBeNull();
  });

  it("is kept on a second screen left of the first", () => {
    const bounds = { x: -1200, y: 40, width: 980, height: 680 };
    expect(reachable(bounds, [screen, { x: -1280, y: 0, width: 1280, height: 1024 }])).toEqual(bounds);
  });
});

describe("the quick-reply window", () => {
  it("hangs from a tray icon at the top of the screen", () => {
    const tray = { x: 1400, y: 0, width: 24, height: 24 };
    const workArea = { x: 0, y: 24, width: 1920, height: 1056 };
    expect(quickReplyBounds({ platform: "darwin", workArea, tray, size })).toEqual({
      x: 1202,
      y: 36,
      width: 420,
      height: 220,
    });
  });

  it("stands on a tray icon at the bottom, inside the screen", () => {
    const tray = { x: 1880, y: 1044, width: 24, height: 36 };
    const workArea = { x: 0, y: 0, width: 1920, height: 1040 };
    expect(quickReplyBounds({ platform: "win32", workArea, tray, size })).toEqual({
      x: 1488,
      y: 808,
      width: 420,
      height: 220,
    });
  });

  it.each([
    ["linux", 12],
    ["win32", 848],
  ] as const)("on %s goes where notifications are if nobody tells where the tray is", (platform, y) => {
    expect(quickReplyBounds({ platform, workArea: screen, tray: null, size })).toMatchObject({ x: 1488, y });
  });

  it("grows and shrinks with its content, never beyond the screen", () => {
    const height = (asked: number): number =>
      quickReplyBounds({ platform: "linux", workArea: screen, tray: null, size: { width: 420, height: asked } }).height;
    expect([height(10), height(300.2), height(5000)]).toEqual([120, 301, 1056]);
  });
});
