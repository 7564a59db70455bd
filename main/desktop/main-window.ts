import { BrowserWindow, nativeTheme, screen } from "electron";
import type { EventName, Events } from "../../preload/contract/events.ts";
import type { Log } from "../core/ports/system.ts";
import { MAIN_WINDOW_URL } from "./app-url.ts";
import type { AssetPaths } from "./asset-paths.ts";
import { offerEditing } from "./context-menu.ts";
import type { OpenWindow, OpenWindows } from "./open-windows.ts";
import { MAIN_MIN_SIZE, MAIN_SIZE, reachable } from "./placement.ts";
import type { WindowSettings } from "./settings.ts";
import { reloadOnCrash } from "./page-crash.ts";
import { keepOnOwnPages, pageGround, webPreferences } from "./window-rules.ts";

/** The one large window; it comes and goes while Tern stays in the tray. */
export type MainWindow = {
  /** Brings it to the front; makes it if there is none. */
  readonly open: () => void;
  /** Opens it and tells its page, once that listens. */
  readonly openAndTell: <Name extends EventName>(name: Name, payload: Events[Name]) => void;
};

/**
 * The main window, which is closed for real when it is closed: state lives in main, and a hidden window would cost
 * memory all day. Where `mayClose` says there is no tray to come back from, it is minimised instead.
 */
export const createMainWindow = (options: {
  readonly paths: AssetPaths;
  readonly windows: OpenWindows;
  readonly settings: WindowSettings;
  readonly mayClose: () => boolean;
  readonly log: Log;
}): MainWindow => {
  let current: OpenWindow | null = null;
  let isDrawn = false;

  const create = (): OpenWindow => {
    const workAreas = screen.getAllDisplays().map(({ workArea }) => workArea);
    const window = new BrowserWindow({
      ...MAIN_SIZE,
      ...reachable(options.settings.mainBounds(), workAreas),
      minWidth: MAIN_MIN_SIZE.width,
      minHeight: MAIN_MIN_SIZE.height,
      show: false,
      title: "Tern",
      icon: options.paths.appIcon,
      backgroundColor: pageGround(nativeTheme.shouldUseDarkColors),
      webPreferences: webPreferences(options.paths.preload),
    });
    window.setMenuBarVisibility(false);
    keepOnOwnPages(window.webContents, options.log);
    offerEditing(window.webContents);
    reloadOnCrash(window, options.log);
    const opened = options.windows.add(window, () => {});
    isDrawn = false;
    window.once("ready-to-show", () => {
      isDrawn = true;
      window.show();
    });
    window.on("close", (event) => {
      options.settings.keepMainBounds(window.getNormalBounds());
      if (options.mayClose()) return;
      event.preventDefault();
      window.minimize();
    });
    window.on("closed", () => {
      current = null;
    });
    window.loadURL(MAIN_WINDOW_URL).catch((error: unknown) => {
      // Closed before it was loaded: nobody waits for it any more.
      if (!window.isDestroyed()) options.log.error("window/load-failed", { window: "main" }, error);
    });
    return opened;
  };

  const open = (): OpenWindow => {
    current ??= create();
    // Shown as soon as it has something to show.
    if (!isDrawn) return current;
    if (current.window.isMinimized()) current.window.restore();
    current.window.show();
    current.window.focus();
    return current;
  };

  return {
    open: () => void open(),
    openAndTell: (name, payload) => open().tell(name, payload),
  };
};
