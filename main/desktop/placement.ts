import type { Point, Rectangle, Size } from "electron";

export const MAIN_SIZE = { width: 980, height: 680 } as const;
/** The narrowest main window that still reads well, in CSS pixels. */
export const MAIN_MIN_SIZE = { width: 360, height: 480 } as const;
export const QUICK_REPLY_SIZE = { width: 420, height: 220 } as const;
const MIN_QUICK_REPLY_HEIGHT = 120;
/** Room between the quick-reply window and the edge of the screen or the tray icon. */
const GAP = 12;

/** A kept place, if enough of the title bar can be reached on one of today's screens; else null: centre it. */
export const reachable = (bounds: Rectangle | null, workAreas: readonly Rectangle[]): Rectangle | null => {
  if (bounds === null) return null;
  const title = { ...bounds, height: 32 };
  const isReachable = workAreas.some((area) => {
    const width = Math.min(title.x + title.width, area.x + area.width) - Math.max(title.x, area.x);
    const height = Math.min(title.y + title.height, area.y + area.height) - Math.max(title.y, area.y);
    return width >= 100 && height >= 16;
  });
  return isReachable ? bounds : null;
};

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, Math.max(low, high)));

/**
 * Where the quick-reply window goes: at the tray icon where the system says where that is, else in the corner where
 * this system shows notifications (bottom right on Windows, top right elsewhere). Whole pixels, always on the screen.
 */
export const quickReplyBounds = (options: {
  readonly platform: NodeJS.Platform;
  readonly workArea: Rectangle;
  readonly tray: Rectangle | null;
  readonly size: Size;
}): Rectangle => {
  const { workArea, tray, platform } = options;
  const width = Math.min(options.size.width, workArea.width - 2 * GAP);
  const height = clamp(Math.ceil(options.size.height), MIN_QUICK_REPLY_HEIGHT, workArea.height - 2 * GAP);
  const left = workArea.x + GAP;
  const right = workArea.x + workArea.width - width - GAP;
  const top = workArea.y + GAP;
  const bottom = workArea.y + workArea.height - height - GAP;
  if (tray === null) return { x: right, y: platform === "win32" ? bottom : top, width, height };
  const isTrayAbove = tray.y + tray.height / 2 < workArea.y + workArea.height / 2;
  return {
    x: Math.round(clamp(tray.x + tray.width / 2 - width / 2, left, right)),
    y: isTrayAbove ? top : bottom,
    width,
    height,
  };
};

/** Whether a tray icon is on that screen: with several screens the cursor's wins. */
export const isOn = (area: Rectangle, point: Point): boolean =>
  point.x >= area.x && point.x < area.x + area.width && point.y >= area.y && point.y < area.y + area.height;
