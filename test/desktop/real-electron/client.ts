import { relative } from "node:path";
import type { ElectronApplication, Page } from "playwright-core";
import type { DeskAnswer } from "../desk/desk-server.ts";
import { ACT_ANSWERS, TRAY_ANSWERS } from "../desk/desk-routes.ts";
import { DeskRefusal, until, type DeskClient } from "../desk-client.ts";
import type { NotificationList } from "../notification-list.ts";
import { requireAbility } from "./limits.ts";
import { HANDS } from "./recorder-names.ts";
import type { ElectronHands } from "./recorder.ts";

type Answer<Name extends keyof ElectronHands> = Awaited<ReturnType<ElectronHands[Name]>>;

/** Asks the hands in Electron's main process. Rejects once that has ended. */
export const ask = <Name extends keyof ElectronHands>(
  app: ElectronApplication,
  name: Name,
  ...given: Parameters<ElectronHands[Name]>
): Promise<Answer<Name>> =>
  app.evaluate<Answer<Name>, { hands: string; name: string; given: unknown[] }>(
    (_electron, { hands, name, given }) =>
      Reflect.apply(Reflect.get(Reflect.get(globalThis, hands), name), null, given),
    { hands: HANDS, name, given },
  );

const accept = (what: string, answer: DeskAnswer): void => {
  if (answer.status >= 400)
    throw new DeskRefusal(answer.status, `${what}: ${"json" in answer ? JSON.stringify(answer.json) : ""}`);
};

/** The page that this window shows; null while Playwright has none for it. */
const pageOf = async (app: ElectronApplication, windowId: number): Promise<Page | null> => {
  for (const page of app.windows()) {
    try {
      const window = await app.browserWindow(page);
      // Null for a page in no window, such as that of the developer tools.
      if ((await window.evaluate((each: { readonly id: number } | null) => each?.id)) === windowId) return page;
    } catch (error) {
      // A page that closes while it is asked belongs to no window any more.
      if (!page.isClosed()) throw error;
    }
  }
  return null;
};

/**
 * A person before real Electron, with the same hands as at the stand-in's desk. `notifications` are those that the test
 * itself shows, as the notification server of Tern's session. What cannot be had rejects with NotOnRealElectron.
 */
export const createElectronClient = (options: {
  readonly app: ElectronApplication;
  readonly notifications: NotificationList;
  /** Icons are told as paths from here. */
  readonly folder: string;
}): DeskClient => {
  const { app, notifications, folder } = options;
  const list = (): NotificationList => {
    requireAbility("see notifications");
    return notifications;
  };
  const windows: DeskClient["windows"] = () => ask(app, "windows");

  return {
    tray: async () => {
      const tray = await ask(app, "tray");
      if (tray === null) throw new DeskRefusal(404, "there is no tray icon");
      return tray.icon.startsWith("data:") ? tray : { ...tray, icon: relative(folder, tray.icon) };
    },
    trayIcon: async () => {
      const png = await ask(app, "trayIcon");
      if (png === null) throw new DeskRefusal(404, "there is no tray icon");
      return Buffer.from(png, "base64");
    },
    clickTray: async (...path) => accept("tray", TRAY_ANSWERS[await ask(app, "clickTray", path)]),
    notifications: async () => list().open(),
    allNotifications: async () => list().all(),
    replyTo: async (id, text) => accept("reply", ACT_ANSWERS[list().reply(id, text)]),
    clickNotification: async (id) => accept("click", ACT_ANSWERS[list().click(id)]),
    closeNotification: async (id) => accept("close", ACT_ANSWERS[list().dismiss(id)]),
    actOnNotification: async (id, index) => accept("action", ACT_ANSWERS[list().act(id, index)]),
    windows,
    screenshot: async (windowId) => {
      const page = await pageOf(app, windowId);
      if (page === null) throw new DeskRefusal(404, "there is no such window");
      return page.screenshot();
    },
    actOnWindow: async (windowId, act) => {
      if (!(await ask(app, "actOnWindow", windowId, act))) throw new DeskRefusal(404, "there is no such window");
    },
    power: (event) => ask(app, "power", event),
    network: async () => requireAbility("pull the cable"),
    theme: async (dark) => {
      requireAbility("change the theme");
      await ask(app, "setDark", dark);
    },
    outside: () => ask(app, "outside"),
    quit: () => ask(app, "quit"),
    page: (urlPart, timeoutMs) =>
      until(
        `a window at ${urlPart}`,
        async () => {
          const window = (await windows()).findLast(({ url }) => url.includes(urlPart));
          return window && pageOf(app, window.id);
        },
        timeoutMs,
      ),
    // The pages go with Electron: there is nothing else that holds them.
    disconnect: async () => {},
  };
};
