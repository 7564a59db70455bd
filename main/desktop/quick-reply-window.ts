import { BrowserWindow, nativeTheme, screen, type Rectangle } from "electron";
import type { ConversationId } from "../../preload/contract/model.ts";
import type { Log } from "../core/ports/system.ts";
import { quickReplyUrl } from "./app-url.ts";
import type { AssetPaths } from "./asset-paths.ts";
import { offerEditing } from "./context-menu.ts";
import type { OpenWindows } from "./open-windows.ts";
import { reloadOnCrash } from "./page-crash.ts";
import { isOn, QUICK_REPLY_SIZE, quickReplyBounds } from "./placement.ts";
import { keepOnOwnPages, pageGround, webPreferences } from "./window-rules.ts";

export type QuickReplyWindow = { readonly open: (id: ConversationId) => void };

/**
 * The small window a text is answered in: one at a time, above everything, on the screen the person is at. For another
 * conversation the old one is closed first (its page keeps the draft).
 */
export const createQuickReplyWindow = (options: {
  readonly paths: AssetPaths;
  readonly windows: OpenWindows;
  readonly trayBounds: () => Rectangle | null;
  readonly log: Log;
}): QuickReplyWindow => {
  let current: { readonly id: ConversationId; readonly window: BrowserWindow } | null = null;

  const placed = (workArea: Rectangle, height: number): Rectangle => {
    const tray = options.trayBounds();
    return quickReplyBounds({
      platform: process.platform,
      workArea,
      tray: tray !== null && isOn(screen.getDisplayNearestPoint(tray).bounds, workArea) ? tray : null,
      size: { width: QUICK_REPLY_SIZE.width, height },
    });
  };

  const create = (id: ConversationId): BrowserWindow => {
    const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
    const window = new BrowserWindow({
      ...placed(workArea, QUICK_REPLY_SIZE.height),
      show: false,
      frame: false,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      alwaysOnTop: true,
      backgroundColor: pageGround(nativeTheme.shouldUseDarkColors),
      title: "Tern: quick reply",
      icon: options.paths.appIcon,
      webPreferences: webPreferences(options.paths.preload),
    });
    keepOnOwnPages(window.webContents, options.log);
    offerEditing(window.webContents);
    reloadOnCrash(window, options.log);
    options.windows.add(window, (height) => window.setBounds(placed(workArea, height)));
    window.once("ready-to-show", () => {
      window.show();
      window.focus();
    });
    window.on("closed", () => {
      if (current?.window === window) current = null;
    });
    window.loadURL(quickReplyUrl(id)).catch((error: unknown) => {
      // Closed before it was loaded: nobody waits for it any more.
      if (!window.isDestroyed()) options.log.error("window/load-failed", { window: "quick-reply" }, error);
    });
    return window;
  };

  return {
    open: (id) => {
      if (current?.id === id) {
        current.window.show();
        current.window.focus();
        return;
      }
      current?.window.close();
      current = { id, window: create(id) };
    },
  };
};
