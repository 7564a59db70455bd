import { isDeepStrictEqual } from "node:util";
import { Menu, nativeImage, nativeTheme, Tray, type Rectangle } from "electron";
import type { TrayCommand, TrayView } from "../core/ports/tray.ts";
import { trayGround, type AssetPaths } from "./asset-paths.ts";
import { trayTemplate } from "./tray-template.ts";

/** The icon in the tray, as the desktop module holds it. */
export type TrayIconOnScreen = {
  readonly draw: (view: TrayView) => void;
  /** Where it is, in screen coordinates; null where the system does not tell. */
  readonly bounds: () => Rectangle | null;
  readonly close: () => void;
};

/** The icon near the clock. Draws what it is told, and only what changed: each redraw closes an open menu on Linux. */
export const createTray = (options: {
  readonly paths: AssetPaths;
  readonly onCommand: (command: TrayCommand) => void;
}): TrayIconOnScreen => {
  let tray: Tray | null = null;
  let drawn: TrayView | null = null;
  let drawnFile: string | null = null;

  const iconFile = (view: TrayView): string => {
    const ground = trayGround({
      platform: process.platform,
      isDark:
        process.platform === "win32"
          ? nativeTheme.shouldUseDarkColorsForSystemIntegratedUI
          : nativeTheme.shouldUseDarkColors,
      currentDesktop: process.env["XDG_CURRENT_DESKTOP"] ?? "",
    });
    return options.paths.trayIcon(view.icon, ground, process.platform);
  };

  const drawIcon = (view: TrayView): Tray => {
    const file = iconFile(view);
    if (tray === null) {
      tray = new Tray(nativeImage.createFromPath(file));
      // macOS opens the menu by the same click and tells of it all the same: the window would come up behind each menu.
      // (electron, shell/browser/ui/tray_icon_cocoa.mm, mouseDown)
      if (process.platform !== "darwin") tray.on("click", () => options.onCommand({ kind: "open" }));
    } else if (file !== drawnFile) {
      tray.setImage(nativeImage.createFromPath(file));
    }
    drawnFile = file;
    return tray;
  };

  const draw = (view: TrayView): void => {
    const shown = drawIcon(view);
    if (view.tooltip !== drawn?.tooltip) shown.setToolTip(view.tooltip);
    if (!isDeepStrictEqual(view.menu, drawn?.menu))
      shown.setContextMenu(Menu.buildFromTemplate(trayTemplate(view.menu, options.onCommand)));
    drawn = view;
  };

  const redraw = (): void => {
    if (drawn !== null) drawIcon(drawn);
  };
  nativeTheme.on("updated", redraw);

  return {
    draw,
    bounds: () => {
      const bounds = tray?.getBounds();
      return bounds !== undefined && bounds.width > 0 ? bounds : null;
    },
    close: () => {
      nativeTheme.off("updated", redraw);
      tray?.destroy();
      tray = null;
    },
  };
};
