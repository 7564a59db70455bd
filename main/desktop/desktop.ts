import { app, BrowserWindow, powerSaveBlocker } from "electron";
import type { Desktop } from "../core/ports/desktop.ts";
import type { Log } from "../core/ports/system.ts";
import type { TrayCommand } from "../core/ports/tray.ts";
import type { AssetPaths } from "./asset-paths.ts";
import { createKeepAwake } from "./keep-awake.ts";
import { createLoginStart } from "./login-start.ts";
import { createMainWindow } from "./main-window.ts";
import { createOpenWindows, type OpenWindows } from "./open-windows.ts";
import { createQuickReplyWindow } from "./quick-reply-window.ts";
import { saveFile } from "./save-file.ts";
import type { WindowSettings } from "./settings.ts";
import { createTray } from "./tray.ts";

export type ElectronDesktop = Desktop & {
  readonly windows: OpenWindows;
  /** Takes the tray icon away: the last thing before the process ends. */
  readonly close: () => void;
};

/** Windows and tray over Electron. */
export const createDesktop = (options: {
  readonly paths: AssetPaths;
  readonly settings: WindowSettings;
  /** Whether the person could come back to Tern if its last window were gone. */
  readonly hasTray: () => boolean;
  readonly isQuitting: () => boolean;
  readonly onCommand: (command: TrayCommand) => void;
  readonly onWindowClosed: (windowId: number) => void;
  readonly onNetworkReport: (isOnline: boolean) => void;
  readonly log: Log;
}): ElectronDesktop => {
  const { paths, settings, log } = options;
  const windows = createOpenWindows(options.onWindowClosed);
  const tray = createTray({ paths, onCommand: options.onCommand });
  const mayClose = (): boolean => options.isQuitting() || options.hasTray();
  const mainWindow = createMainWindow({ paths, windows, settings, mayClose, log });
  const quickReply = createQuickReplyWindow({ paths, windows, trayBounds: tray.bounds, log });

  return {
    windows,
    drawTray: tray.draw,
    openMain: mainWindow.open,
    openConversation: (conversationId) => mainWindow.openAndTell("window/conversation-requested", { conversationId }),
    openPage: (page) => mainWindow.openAndTell("window/page-requested", { page }),
    openQuickReply: quickReply.open,
    reportNetwork: options.onNetworkReport,
    broadcast: windows.broadcast,
    saveFile: (suggestedName, content) => saveFile(BrowserWindow.getFocusedWindow(), suggestedName, content),
    keepAwake: createKeepAwake(powerSaveBlocker),
    loginStart: createLoginStart(app),
    quit: () => app.quit(),
    close: tray.close,
  };
};
