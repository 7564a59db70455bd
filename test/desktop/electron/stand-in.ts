import { join } from "node:path";
import type { WebContents } from "electron";
import { offerDesktopServices } from "../bus/desktop-services.ts";
import { createCable } from "../cable.ts";
import { createAppAddress } from "../chromium/app-address.ts";
import { hasDisplay, launchBrowser, type DesktopBrowser } from "../chromium/browser.ts";
import { deskRoutes, type DeskHands } from "../desk/desk-routes.ts";
import { fire } from "../in-background.ts";
import { createNotificationList } from "../notification-list.ts";
import type { WindowReport } from "../wire.ts";
import { createApp } from "./app.ts";
import { createWindows } from "./browser-window.ts";
import { createIpcMain } from "./ipc-main.ts";
import { createMenus } from "./menu.ts";
import { nativeImage } from "./native-image.ts";
import { createNotificationClass } from "./notification.ts";
import { createSession } from "./session.ts";
import { createSystem } from "./system.ts";
import { createTrays } from "./tray.ts";

export type StandInOptions = {
  /** Also headless without a display. */
  readonly headless: boolean;
  /** Whether this desktop has a place for tray icons. */
  readonly hasTray: boolean;
};

/** Everything of Electron that main uses, and the desk's hands on it; built by hand, top to bottom. */
export const createStandIn = (options: StandInOptions) => {
  let deskUrl = "about:blank";
  const headless = options.headless || !hasDisplay();
  const cable = createCable();
  const address = createAppAddress();
  const notifications = createNotificationList();
  const browser = Promise.withResolvers<DesktopBrowser>();
  browser.promise.catch(() => {}); // whoever opens a window is told
  const shown = Promise.withResolvers<void>();
  let hasBrowser = false;
  let closeServices = async (): Promise<void> => {};

  const { app, windowsAllClosed } = createApp({
    start: () => {
      hasBrowser = true;
      launchBrowser({ folder: join(app.getPath("userData"), "stand-in-chromium"), headless, deskUrl }).then(
        browser.resolve,
        browser.reject,
      );
    },
    closeWindows: () => windows.closeAll(),
    end: async () => {
      if (hasBrowser) await (await browser.promise).context.close();
      await closeServices();
    },
  });
  const system = createSystem({
    isOnline: cable.isOnline,
    onTheme: (isDark) => {
      for (const { contents } of windows.entries()) fire("theme", async () => (await contents.page()).setDark(isDark));
    },
  });
  const { protocol, session, defaultSession, handlerOf, applyPermissions } = createSession(address);
  const { ipcMain, receive } = createIpcMain();
  const windows = createWindows({
    headless,
    workArea: system.workArea,
    contents: {
      browser: () => browser.promise,
      beforeLoad: async (contents, url) => {
        if (address.schemeOf(url) !== null) await applyPermissions(await browser.promise, contents, url);
      },
      address,
      handlerOf,
      isOnline: cable.isOnline,
      isDark: system.isDark,
      session: defaultSession,
      receive,
    },
    onContents: (contents: WebContents) => {
      shown.resolve();
      app.emit("web-contents-created", {}, contents);
    },
    onAllClosed: windowsAllClosed,
  });
  const trays = createTrays({ root: app.getAppPath(), onShown: shown.resolve });

  const windowReports = (): readonly WindowReport[] =>
    windows.entries().map(({ window, contents }) => ({
      id: window.id,
      url: window.webContents.getURL(),
      title: window.getTitle(),
      visible: window.isVisible() && !window.isMinimized(),
      focused: window.isFocused(),
      minimized: window.isMinimized(),
      bounds: window.getBounds(),
      target: contents.current()?.target ?? null,
    }));
  const entryOf = (id: number) => windows.entries().find(({ window }) => window.id === id);

  const hands: DeskHands = {
    tray: trays.report,
    trayIcon: trays.icon,
    clickTray: trays.click,
    notifications,
    windows: windowReports,
    screenshot: async (id) => (await (await entryOf(id)?.contents.page())?.screenshot()) ?? null,
    actOnWindow: (id, act) => {
      const entry = entryOf(id);
      if (act === "crash") entry?.contents.current()?.crash();
      else entry?.window[act]();
      return entry !== undefined;
    },
    power: system.emitPower,
    plug: async (isOnline) => {
      cable.plug(isOnline);
      await (await browser.promise).context.setOffline(!isOnline);
    },
    setDark: system.setDark,
    outside: system.outside,
    quit: app.quit,
  };

  return {
    electron: {
      app,
      BrowserWindow: windows.BrowserWindow,
      Tray: trays.Tray,
      Menu: createMenus(),
      nativeImage,
      Notification: createNotificationClass(notifications),
      ipcMain,
      protocol,
      session,
      powerMonitor: system.powerMonitor,
      powerSaveBlocker: system.powerSaveBlocker,
      nativeTheme: system.nativeTheme,
      net: system.net,
      shell: system.shell,
      dialog: system.dialog,
      screen: system.screen,
    },
    deskRoutes: deskRoutes(hands),
    /** Where the desk is, for a person to see. */
    showDesk: (url: string) => {
      deskUrl = url;
    },
    /** Must have happened before main is loaded. */
    offerServices: async (busAddress: string): Promise<void> => {
      const services = await offerDesktopServices({
        address: busAddress,
        list: notifications,
        hasTray: options.hasTray,
      });
      closeServices = services.close;
    },
    /** Resolves with Chromium's DevTools address once a tray icon or a window exists. */
    whenShown: async (): Promise<string> => {
      await shown.promise;
      return (await browser.promise).cdp;
    },
  };
};

export type StandIn = ReturnType<typeof createStandIn>;
