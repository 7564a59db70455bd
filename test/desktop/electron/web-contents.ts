import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import type { Session, WebContents, WebContentsWillNavigateEventParams, WebPreferences } from "electron";
import type { AppAddress } from "../chromium/app-address.ts";
import type { DesktopBrowser } from "../chromium/browser.ts";
import type { SchemeHandler } from "../chromium/routing.ts";
import { openWindowPage, type WindowPage } from "../chromium/window-page.ts";
import { fire } from "../in-background.ts";
import { createCloneCodec } from "../world/clone-codec.ts";
import type { WindowState } from "../world/page-world.ts";
import type { FromPreload } from "../world/preload-world.ts";
import { createEvent } from "./events.ts";
import { frameApi } from "./frame.ts";
import type { createIpcMain } from "./ipc-main.ts";

type ContentsApi = Pick<
  WebContents,
  | "id"
  | "session"
  | "send"
  | "getURL"
  | "getTitle"
  | "isDestroyed"
  | "setWindowOpenHandler"
  | "loadURL"
  | "reload"
  | "replaceMisspelling"
> & { readonly mainFrame: WebContents["mainFrame"] };
export type StandInContents = EventEmitter & ContentsApi;

/** What all windows share. */
export type ContentsDeps = {
  readonly browser: () => Promise<DesktopBrowser>;
  /** Before the window goes to an address that main asked for. */
  readonly beforeLoad: (contents: WebContents, url: string) => Promise<void>;
  readonly address: AppAddress;
  readonly handlerOf: (scheme: string) => SchemeHandler | undefined;
  readonly isOnline: () => boolean;
  readonly isDark: () => boolean;
  readonly session: Pick<Session, "setPermissionRequestHandler">;
  readonly receive: ReturnType<typeof createIpcMain>["receive"];
};

export type ContentsHooks = {
  /** How the window stands now. */
  readonly state: () => WindowState;
  /** Null where Chromium's own window has a size. */
  readonly size: () => { readonly width: number; readonly height: number } | null;
  readonly onTitle: (title: string) => void;
  readonly onFirstLoad: () => void;
  /** The page asks for its window to be closed. */
  readonly onCloseRequested: () => void;
  readonly onPageGone: () => void;
  /** It was asked to close and refused. */
  readonly onPageStayed: () => void;
};

/** Electron's webContents of one window, and the stand-in's own hand on it. */
export type Contents = {
  readonly api: StandInContents;
  /** Another one after a crash. */
  readonly page: () => Promise<WindowPage>;
  /** The page once it is there. */
  readonly current: () => WindowPage | null;
  readonly markDestroyed: () => void;
};

export const createContents = (
  id: number,
  preferences: WebPreferences,
  deps: ContentsDeps,
  hooks: ContentsHooks,
): Contents => {
  const emitter = new EventEmitter();
  const codec = createCloneCodec();
  let openHandler: Parameters<WebContents["setWindowOpenHandler"]>[0] | null = null;
  let current: WindowPage | null = null;
  let title = "";
  let url = "";
  let isDestroyed = false;
  let hasLoaded = false;
  let hasCrashed = false;

  const addressNow = (): string => {
    const frame = current?.frames.main();
    return frame ? deps.address.outside(frame.url) : url;
  };
  const mayNavigate = (to: string, isMainFrame: boolean): boolean => {
    const frame = current?.frames.main();
    const params = {
      url: to,
      isMainFrame,
      isSameDocument: false,
      frame: frame && current ? frameApi(frame, current.frames, deps.address) : null,
      initiator: null,
    } as unknown as WebContentsWillNavigateEventParams;
    const event = createEvent(params);
    emitter.emit("will-frame-navigate", event);
    if (isMainFrame && !event.defaultPrevented) emitter.emit("will-navigate", event, to, false, true);
    return !event.defaultPrevented;
  };

  const onMessage = (message: FromPreload, frame: ReturnType<WindowPage["frames"]["main"]>): void => {
    if (isDestroyed) return;
    switch (message.kind) {
      case "send":
      case "invoke":
        return deps.receive(message, {
          contents,
          frame: frame && current ? frameApi(frame, current.frames, deps.address) : null,
          answer: (answer) => current?.deliver(answer),
        });
      case "navigate": {
        const to = message.url;
        if (mayNavigate(to, true) && deps.address.schemeOf(to) !== null)
          fire("page/navigate", async () => (await page).load(to));
        return undefined;
      }
      case "open": {
        const details = {
          url: deps.address.outside(message.url),
          frameName: message.frameName,
          features: message.features,
          disposition: message.disposition,
          referrer: { url: "", policy: "no-referrer" },
        } as Parameters<NonNullable<typeof openHandler>>[0];
        if (openHandler?.(details).action === "deny") return undefined;
        throw new Error("the stand-in desktop opens no windows for pages: main should deny them");
      }
      case "close":
        return hooks.onCloseRequested();
    }
  };

  const open = async (): Promise<WindowPage> => {
    const browser = await deps.browser();
    const opened = await openWindowPage({
      browser,
      address: deps.address,
      preload: preferences.preload === undefined ? null : readFileSync(preferences.preload, "utf8"),
      handlerOf: deps.handlerOf,
      isOnline: deps.isOnline,
      state: hooks.state(),
      events: {
        onMessage,
        mayNavigate: (navigation) => mayNavigate(navigation.url, navigation.isMainFrame),
        onStartedNavigation: (to, isSameDocument) => {
          const details = createEvent({ url: to, isSameDocument, isMainFrame: true });
          emitter.emit("did-start-navigation", details, to, isSameDocument, true);
        },
        onNavigated: (to) => {
          url = to;
          emitter.emit("did-navigate", createEvent({}), to, 200, "OK");
        },
        onTitle: (next) => {
          title = next;
          hooks.onTitle(next);
        },
        onCrashed: () => {
          hasCrashed = true;
          url = addressNow();
          current = null;
          emitter.emit("render-process-gone", createEvent({}), { reason: "crashed", exitCode: 1 });
        },
        onStayed: hooks.onPageStayed,
        onClosed: () => {
          if (!hasCrashed) hooks.onPageGone();
        },
      },
    });
    const size = hooks.size();
    if (size) await opened.resize(size.width, size.height);
    if (deps.isDark()) await opened.setDark(true);
    current = opened;
    return opened;
  };
  let page = open();
  page.catch(() => {}); // whoever loads something is told
  /** Chromium would bring a crashed page back, but Playwright will not touch it again: the window gets a new one. */
  const reload = async (): Promise<void> => {
    const before = await page;
    if (!hasCrashed) return before.reload();
    await before.close(false);
    hasCrashed = false;
    page = open();
    const fresh = await page;
    fresh.setState(hooks.state());
    await fresh.load(url);
  };

  const api: ContentsApi = {
    id,
    session: deps.session as Session,
    get mainFrame() {
      const frame = current?.frames.main();
      if (!current || !frame) throw new Error("the window has no page yet");
      return frameApi(frame, current.frames, deps.address) as unknown as WebContents["mainFrame"];
    },
    send: (channel, ...values) => {
      const encoded = codec.encode(values);
      current?.deliver({ kind: "message", channel, values: encoded });
    },
    getURL: () => addressNow(),
    getTitle: () => title,
    isDestroyed: () => isDestroyed,
    setWindowOpenHandler: (handler) => {
      openHandler = handler;
    },
    loadURL: async (to) => {
      const target = await page;
      try {
        await deps.beforeLoad(contents as unknown as WebContents, to);
        await target.load(to);
      } catch (error) {
        emitter.emit("did-fail-load", createEvent({}), -2, "ERR_FAILED", to, true);
        throw new Error(`ERR_FAILED (-2) loading '${to}'`, { cause: error });
      }
      emitter.emit("dom-ready", createEvent({}));
      emitter.emit("did-finish-load");
      if (!hasLoaded) hooks.onFirstLoad();
      hasLoaded = true;
    },
    reload: () => fire("page/reload", reload),
    replaceMisspelling: () => {},
  };

  const contents = Object.defineProperties(emitter, Object.getOwnPropertyDescriptors(api)) as StandInContents;
  return {
    api: contents,
    page: () => page,
    current: () => current,
    markDestroyed: () => {
      isDestroyed = true;
      emitter.emit("destroyed");
    },
  };
};
