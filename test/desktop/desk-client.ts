import { setTimeout as wait } from "node:timers/promises";
import { chromium, type Browser, type Page } from "playwright-core";
import type {
  NotificationReport,
  OutsideReport,
  PowerEvent,
  ReadyLine,
  TrayReport,
  WindowAct,
  WindowReport,
} from "./wire.ts";

/** The desk refused; `status` is HTTP's. */
export class DeskRefusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = "DeskRefusal";
    this.status = status;
  }
}

/** A person at the desk: sees and does what the desk's HTTP offers, and reaches the pages of the windows. */
export type DeskClient = {
  readonly tray: () => Promise<TrayReport>;
  readonly trayIcon: () => Promise<Buffer>;
  /** By labels, such as ["Away"]; none: the icon itself. */
  readonly clickTray: (...path: readonly string[]) => Promise<void>;
  /** Those on screen, oldest first. */
  readonly notifications: () => Promise<readonly NotificationReport[]>;
  /** Those that were ever shown too. */
  readonly allNotifications: () => Promise<readonly NotificationReport[]>;
  readonly replyTo: (id: number, text: string) => Promise<void>;
  readonly clickNotification: (id: number) => Promise<void>;
  readonly closeNotification: (id: number) => Promise<void>;
  readonly actOnNotification: (id: number, index: number) => Promise<void>;
  readonly windows: () => Promise<readonly WindowReport[]>;
  readonly screenshot: (windowId: number) => Promise<Buffer>;
  readonly actOnWindow: (windowId: number, act: WindowAct) => Promise<void>;
  readonly power: (event: PowerEvent) => Promise<void>;
  readonly network: (online: boolean) => Promise<void>;
  readonly theme: (dark: boolean) => Promise<void>;
  /** Links that were opened and boxes that were put up. */
  readonly outside: () => Promise<OutsideReport>;
  readonly quit: () => Promise<void>;

  /** The page of a window whose URL (as main knows it) holds `urlPart`; waits until there is one. */
  readonly page: (urlPart: string, timeoutMs?: number) => Promise<Page>;
  /** Lets go of the pages. The desktop goes on. */
  readonly disconnect: () => Promise<void>;
};

const WAIT_MS = 10_000;

/** Asks until `find` answers something; rejects with what was awaited. */
export const until = async <T>(
  what: string,
  find: () => Promise<T | undefined | null | false>,
  timeoutMs: number = WAIT_MS,
): Promise<T> => {
  for (const end = Date.now() + timeoutMs; ; await wait(50)) {
    const found = await find();
    if (found !== undefined && found !== null && found !== false) return found;
    if (Date.now() > end) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
  }
};

export const createDeskClient = ({ desk, cdp }: ReadyLine): DeskClient => {
  let connection: Promise<Browser> | null = null;

  const ask = async (method: "GET" | "POST", path: string, body?: object): Promise<Response> => {
    const response = await fetch(`${desk}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    if (response.ok) return response;
    const { error }: { error?: string } = await response.json();
    throw new DeskRefusal(response.status, `${method} ${path}: ${error ?? response.status}`);
  };
  const read = async <T>(path: string): Promise<T> => (await ask("GET", path)).json() as Promise<T>;
  const bytes = async (path: string): Promise<Buffer> => Buffer.from(await (await ask("GET", path)).arrayBuffer());
  const act = async (path: string, body: object = {}): Promise<void> => void (await ask("POST", path, body));
  const windows = (): Promise<readonly WindowReport[]> => read("/windows");

  const connect = async (): Promise<Browser> => {
    // Without defaults: a second set of overrides would fight with the stand-in's own.
    const browser = await chromium.connectOverCDP(cdp, { noDefaults: true });
    // Dialogs are the stand-in's business: with nobody listening, Playwright would say yes to each before it can say no.
    for (const context of browser.contexts()) context.on("dialog", () => {});
    return browser;
  };
  const pages = async (): Promise<readonly Page[]> => {
    connection ??= connect();
    return (await connection).contexts().flatMap((context) => context.pages());
  };
  const pageWith = async (target: string): Promise<Page | undefined> => {
    for (const page of await pages()) {
      const session = await page.context().newCDPSession(page);
      const { targetInfo } = await session.send("Target.getTargetInfo");
      await session.detach();
      if (targetInfo.targetId === target) return page;
    }
    return undefined;
  };

  return {
    tray: () => read("/tray"),
    trayIcon: () => bytes("/tray/icon"),
    clickTray: (...path) => act("/tray/click", { path }),
    notifications: () => read("/notifications"),
    allNotifications: () => read("/notifications?all"),
    replyTo: (id, text) => act(`/notifications/${id}/reply`, { text }),
    clickNotification: (id) => act(`/notifications/${id}/click`),
    closeNotification: (id) => act(`/notifications/${id}/close`),
    actOnNotification: (id, index) => act(`/notifications/${id}/action`, { index }),
    windows,
    screenshot: (windowId) => bytes(`/windows/${windowId}/screenshot`),
    actOnWindow: (windowId, what) => act(`/windows/${windowId}/${what}`),
    power: (event) => act("/power", { event }),
    network: (online) => act("/network", { online }),
    theme: (dark) => act("/theme", { dark }),
    outside: () => read("/outside"),
    quit: () => act("/quit"),

    page: (urlPart, timeoutMs) =>
      until(
        `a window at ${urlPart}`,
        async () => {
          const window = (await windows()).findLast(({ url }) => url.includes(urlPart));
          return window?.target ? pageWith(window.target) : undefined;
        },
        timeoutMs,
      ),
    disconnect: async () => {
      const open = connection;
      connection = null;
      await (await open)?.close();
    },
  };
};
