import { join } from "node:path";
import type { TrayIcon } from "../core/ports/tray.ts";

/** What the tray's ground is like, as far as a picture can answer it. */
export type TrayGround = "template" | "light" | "dark";

/**
 * Where the built files and icons lie below `root` (the repository, or the packed asar): both have `out` and `assets`.
 */
export const assetPaths = (root: string) => ({
  renderer: join(root, "out", "renderer"),
  preload: join(root, "out", "preload", "index.cjs"),
  appIcon: join(root, "assets", "icons", "linux", "256x256.png"),
  trayIcon: (icon: TrayIcon, ground: TrayGround, platform: NodeJS.Platform): string =>
    join(root, "assets", "icons", "tray", trayIconFile(icon, ground, platform)),
});

export type AssetPaths = ReturnType<typeof assetPaths>;

/**
 * macOS colours a file called …Template itself. Linux panels take the one picture they are given and scale it to the
 * panel, so theirs is large; elsewhere the file's @2x siblings are found by its name.
 */
const trayIconFile = (icon: TrayIcon, ground: TrayGround, platform: NodeJS.Platform): string => {
  if (ground === "template") return `${icon}Template.png`;
  return platform === "linux" ? `${icon}-${ground}-48.png` : `${icon}-${ground}.png`;
};

/** Which drawing of the tray icon stands out. GNOME's top bar is dark whatever the theme of the windows. */
export const trayGround = (options: {
  readonly platform: NodeJS.Platform;
  readonly isDark: boolean;
  readonly currentDesktop: string;
}): TrayGround => {
  if (options.platform === "darwin") return "template";
  if (options.platform === "linux" && /\bgnome\b/i.test(options.currentDesktop)) return "dark";
  return options.isDark ? "dark" : "light";
};
