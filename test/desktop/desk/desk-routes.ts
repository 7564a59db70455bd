import type { ClickOutcome } from "../electron/tray.ts";
import type { ActOutcome, NotificationList } from "../notification-list.ts";
import {
  POWER_EVENTS,
  type OutsideReport,
  type PowerEvent,
  type TrayReport,
  type WindowAct,
  type WindowReport,
} from "../wire.ts";
import { DESK_PAGE } from "./desk-page.ts";
import { done, refused, type DeskAnswer, type DeskRoute } from "./desk-server.ts";

/** What the desk can see and do. */
export type DeskHands = {
  readonly tray: () => TrayReport | null;
  readonly trayIcon: () => Buffer | null;
  readonly clickTray: (path: readonly string[]) => ClickOutcome;
  readonly notifications: NotificationList;
  readonly windows: () => readonly WindowReport[];
  /** A PNG; null if there is no such window. */
  readonly screenshot: (windowId: number) => Promise<Buffer | null>;
  /** False if there is no such window. */
  readonly actOnWindow: (windowId: number, act: WindowAct) => boolean;
  readonly power: (event: PowerEvent) => void;
  readonly plug: (isOnline: boolean) => Promise<void>;
  readonly setDark: (isDark: boolean) => void;
  readonly outside: () => OutsideReport;
  readonly quit: () => void;
};

const png = (bytes: Buffer): DeskAnswer => ({ status: 200, bytes, type: "image/png" });

export const TRAY_ANSWERS: Readonly<Record<ClickOutcome, DeskAnswer>> = {
  clicked: done(),
  "no-tray": refused(404, "there is no tray icon"),
  "no-entry": refused(404, "the tray menu has no such entry"),
  disabled: refused(409, "this entry of the tray menu is disabled"),
};

export const ACT_ANSWERS: Readonly<Record<ActOutcome, DeskAnswer>> = {
  done: done(),
  unknown: refused(404, "there was no such notification"),
  gone: refused(409, "this notification is no longer on screen"),
  impossible: refused(409, "this notification does not offer that"),
  elsewhere: refused(409, "another notification server shows this one: act on it there"),
};

const isPowerEvent = (value: unknown): value is PowerEvent => POWER_EVENTS.some((event) => event === value);

/** The desk's paths. */
export const deskRoutes = (hands: DeskHands): readonly DeskRoute[] => [
  {
    method: "GET",
    path: /^\/$/,
    run: () => ({ status: 200, bytes: Buffer.from(DESK_PAGE), type: "text/html; charset=utf-8" }),
  },
  {
    method: "GET",
    path: /^\/tray$/,
    run: () => {
      const tray = hands.tray();
      return tray ? done(tray) : refused(404, "there is no tray icon");
    },
  },
  {
    method: "GET",
    path: /^\/tray\/icon$/,
    run: () => {
      const icon = hands.trayIcon();
      return icon ? png(icon) : refused(404, "there is no tray icon");
    },
  },
  {
    method: "POST",
    path: /^\/tray\/click$/,
    run: (_parts, { path }) =>
      Array.isArray(path) && path.every((label) => typeof label === "string")
        ? TRAY_ANSWERS[hands.clickTray(path)]
        : refused(400, 'path must be a list of labels, such as ["Away"]'),
  },
  {
    method: "GET",
    path: /^\/notifications$/,
    run: (_parts, _body, query) => done(query.has("all") ? hands.notifications.all() : hands.notifications.open()),
  },
  {
    method: "POST",
    path: /^\/notifications\/(\d+)\/reply$/,
    run: ([id], { text }) =>
      typeof text === "string"
        ? ACT_ANSWERS[hands.notifications.reply(Number(id), text)]
        : refused(400, "text must be a string"),
  },
  {
    method: "POST",
    path: /^\/notifications\/(\d+)\/click$/,
    run: ([id]) => ACT_ANSWERS[hands.notifications.click(Number(id))],
  },
  {
    method: "POST",
    path: /^\/notifications\/(\d+)\/close$/,
    run: ([id]) => ACT_ANSWERS[hands.notifications.dismiss(Number(id))],
  },
  {
    method: "POST",
    path: /^\/notifications\/(\d+)\/action$/,
    run: ([id], { index }) =>
      typeof index === "number" && Number.isInteger(index)
        ? ACT_ANSWERS[hands.notifications.act(Number(id), index)]
        : refused(400, "index must be a whole number"),
  },
  { method: "GET", path: /^\/windows$/, run: () => done(hands.windows()) },
  {
    method: "GET",
    path: /^\/windows\/(\d+)\/screenshot$/,
    run: async ([id]) => {
      const image = await hands.screenshot(Number(id));
      return image ? png(image) : refused(404, "there is no such window");
    },
  },
  {
    method: "POST",
    path: /^\/windows\/(\d+)\/(close|focus|blur|minimize|crash)$/,
    run: ([id, act]) =>
      hands.actOnWindow(Number(id), act as WindowAct) ? done() : refused(404, "there is no such window"),
  },
  {
    method: "POST",
    path: /^\/power$/,
    run: (_parts, { event }) => {
      if (!isPowerEvent(event)) return refused(400, `event must be one of ${POWER_EVENTS.join(", ")}`);
      hands.power(event);
      return done();
    },
  },
  {
    method: "POST",
    path: /^\/network$/,
    run: async (_parts, { online }) => {
      if (typeof online !== "boolean") return refused(400, "online must be true or false");
      await hands.plug(online);
      return done();
    },
  },
  {
    method: "POST",
    path: /^\/theme$/,
    run: (_parts, { dark }) => {
      if (typeof dark !== "boolean") return refused(400, "dark must be true or false");
      hands.setDark(dark);
      return done();
    },
  },
  { method: "GET", path: /^\/outside$/, run: () => done(hands.outside()) },
  {
    method: "POST",
    path: /^\/quit$/,
    run: () => {
      setImmediate(hands.quit); // after the answer is written
      return done();
    },
  },
];
