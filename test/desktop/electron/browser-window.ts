import { EventEmitter } from "node:events";
import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle, WebContents } from "electron";
import { fire, isClosedPage } from "../in-background.ts";
import type { WindowState } from "../world/page-world.ts";
import { createContents, type Contents, type ContentsDeps } from "./web-contents.ts";
import { createEvent } from "./events.ts";

type WindowApi = Pick<
  BrowserWindow,
  | "id"
  | "webContents"
  | "show"
  | "showInactive"
  | "hide"
  | "focus"
  | "blur"
  | "close"
  | "destroy"
  | "isDestroyed"
  | "isVisible"
  | "isFocused"
  | "isMinimized"
  | "minimize"
  | "restore"
  | "loadURL"
  | "reload"
  | "setBounds"
  | "getBounds"
  | "getNormalBounds"
  | "setSize"
  | "getSize"
  | "setContentSize"
  | "getContentSize"
  | "setAlwaysOnTop"
  | "setMenuBarVisibility"
  | "getTitle"
  | "setTitle"
>;

/** A window of main's, and the stand-in's own hand on it. */
export type StandInWindow = EventEmitter & WindowApi;
export type WindowEntry = { readonly window: StandInWindow; readonly contents: Contents };

export type Windows = {
  readonly BrowserWindow: (new (options?: BrowserWindowConstructorOptions) => StandInWindow) & {
    getAllWindows: () => StandInWindow[];
    getFocusedWindow: () => StandInWindow | null;
    fromWebContents: (contents: WebContents) => StandInWindow | null;
    fromId: (id: number) => StandInWindow | null;
  };
  readonly entries: () => readonly WindowEntry[];
  /** Closes each as a person would; false: one refused. */
  readonly closeAll: () => Promise<boolean>;
};

export const createWindows = (options: {
  readonly contents: ContentsDeps;
  readonly headless: boolean;
  readonly workArea: Rectangle;
  readonly onContents: (contents: WebContents) => void;
  readonly onAllClosed: () => void;
}): Windows => {
  const open = new Map<number, WindowEntry>();
  let lastId = 0;
  let focused: StandInBrowserWindow | null = null;
  const moveFocus = (to: StandInBrowserWindow | null): void => {
    focused = to;
  };

  class StandInBrowserWindow extends EventEmitter implements WindowApi {
    readonly id = ++lastId;
    readonly webContents: WebContents;
    readonly #contents: Contents;
    /** How the closing that is going on ends: true, gone. */
    #closed = Promise.withResolvers<boolean>();
    readonly #minimum: { readonly width: number; readonly height: number };
    #bounds: Rectangle;
    #title: string;
    #isVisible: boolean;
    #isMinimized = false;
    #isClosing = false;
    #isDestroyed = false;
    /** Until it was hidden once, Electron's page takes itself for visible, even with `show: false`. */
    #wasHidden = false;

    constructor(given: BrowserWindowConstructorOptions = {}) {
      super();
      const { width = 800, height = 600, workArea } = { ...given, workArea: options.workArea };
      const x = given.x ?? workArea.x + Math.round((workArea.width - width) / 2);
      const y = given.y ?? workArea.y + Math.round((workArea.height - height) / 2);
      this.#bounds = { x, y, width, height };
      this.#minimum = { width: given.minWidth ?? 0, height: given.minHeight ?? 0 };
      this.#title = given.title ?? "";
      this.#isVisible = given.show ?? true;
      this.#contents = createContents(this.id, given.webPreferences ?? {}, options.contents, {
        state: () => this.#state(),
        size: () => (options.headless ? this.#bounds : null),
        onTitle: (title) => {
          const event = createEvent({});
          this.emit("page-title-updated", event, title, true);
          if (!event.defaultPrevented) this.#title = title;
        },
        onFirstLoad: () => this.emit("ready-to-show"),
        onCloseRequested: () => this.close(),
        onPageGone: () => this.#gone(),
        onPageStayed: () => this.#stayed(),
      });
      this.webContents = this.#contents.api as unknown as WebContents;
      open.set(this.id, { window: this, contents: this.#contents });
      options.onContents(this.webContents);
      if (!options.headless) fire("window/place", () => this.#place());
      if (this.#isVisible) this.focus();
    }

    async #place(): Promise<void> {
      const { x, y, width, height } = this.#bounds;
      const page = await this.#contents.page();
      await page.setWindowBounds({ left: x, top: y, width, height });
      if (!this.#isVisible) await page.setWindowBounds({ windowState: "minimized" });
    }

    #state(): WindowState {
      const visible = !this.#isMinimized && (this.#isVisible || !this.#wasHidden);
      return { visible, focused: this.isFocused() };
    }

    #stateChanged(): void {
      this.#contents.current()?.setState(this.#state());
    }

    #onScreen(isShown: boolean): void {
      if (!options.headless)
        fire("window/show", async () =>
          (await this.#contents.page()).setWindowBounds({ windowState: isShown ? "normal" : "minimized" }),
        );
    }

    /** The page went: closed from here, or by a person at Chromium's own window, which asks nobody. */
    #gone(): void {
      if (this.#isDestroyed) return;
      if (!this.#isClosing) this.emit("close", createEvent({}));
      this.#isDestroyed = true;
      if (focused === this) focused = null;
      open.delete(this.id);
      this.#contents.markDestroyed();
      this.emit("closed");
      this.#closed.resolve(true);
      if (open.size === 0) options.onAllClosed();
    }

    #stayed(): void {
      this.#isClosing = false;
      this.#closed.resolve(false);
      this.#closed = Promise.withResolvers();
    }

    show(): void {
      this.showInactive();
      this.focus();
    }

    showInactive(): void {
      if (this.#isVisible) return;
      this.#isVisible = true;
      this.#onScreen(true);
      this.#stateChanged();
      this.emit("show");
    }

    hide(): void {
      if (!this.#isVisible) return;
      this.#isVisible = false;
      this.#wasHidden = true;
      this.blur();
      this.#onScreen(false);
      this.#stateChanged();
      this.emit("hide");
    }

    focus(): void {
      if (!this.#isVisible || this.#isMinimized) return;
      if (!options.headless) fire("window/front", async () => (await this.#contents.page()).toFront());
      if (focused === this) return;
      focused?.blur();
      moveFocus(this);
      this.#stateChanged();
      this.emit("focus", createEvent({}));
    }

    blur(): void {
      if (focused !== this) return;
      focused = null;
      this.#stateChanged();
      this.emit("blur", createEvent({}));
    }

    minimize(): void {
      if (this.#isMinimized) return;
      this.#isMinimized = true;
      this.blur();
      this.#onScreen(false);
      this.#stateChanged();
      this.emit("minimize");
    }

    restore(): void {
      if (!this.#isMinimized) return;
      this.#isMinimized = false;
      this.#onScreen(true);
      this.emit("restore");
      this.focus();
      this.#stateChanged();
    }

    /** Resolves true once it is closed, false if main prevented it. */
    async closeAsPerson(): Promise<boolean> {
      if (this.#isDestroyed) return true;
      const event = createEvent({});
      this.emit("close", event);
      if (event.defaultPrevented) return false;
      if (!this.#isClosing) {
        this.#isClosing = true;
        await this.#closePage(true);
      }
      return this.#closed.promise;
    }

    async #closePage(askFirst: boolean): Promise<void> {
      try {
        await (await this.#contents.page()).close(askFirst);
      } catch (error) {
        if (!isClosedPage(error)) process.stderr.write(`stand-in desktop: a window had no page: ${String(error)}\n`);
        this.#gone();
      }
    }

    close(): void {
      fire("window/close", () => this.closeAsPerson());
    }

    destroy(): void {
      this.#isClosing = true;
      fire("window/destroy", () => this.#closePage(false));
      this.#gone();
    }

    isDestroyed = (): boolean => this.#isDestroyed;
    isVisible = (): boolean => this.#isVisible;
    isFocused(): boolean {
      return focused === this;
    }
    isMinimized = (): boolean => this.#isMinimized;
    getTitle = (): string => this.#title;
    setTitle(title: string): void {
      this.#title = title;
    }
    reload(): void {
      this.webContents.reload();
    }
    loadURL = (url: string): Promise<void> => this.webContents.loadURL(url);

    getBounds = (): Rectangle => ({ ...this.#bounds });
    getNormalBounds = (): Rectangle => ({ ...this.#bounds });
    getSize = (): number[] => [this.#bounds.width, this.#bounds.height];
    getContentSize = (): number[] => this.getSize();

    setBounds(bounds: Partial<Rectangle>): void {
      const next = { ...this.#bounds, ...bounds };
      this.#bounds = {
        ...next,
        width: Math.max(next.width, this.#minimum.width),
        height: Math.max(next.height, this.#minimum.height),
      };
      const { x, y, width, height } = this.#bounds;
      fire("window/resize", async () => {
        const page = await this.#contents.page();
        if (options.headless) await page.resize(width, height);
        else await page.setWindowBounds({ left: x, top: y, width, height });
      });
      this.emit("resize");
    }
    setSize(width: number, height: number): void {
      this.setBounds({ width, height });
    }
    setContentSize(width: number, height: number): void {
      this.setBounds({ width, height });
    }
    setAlwaysOnTop(): void {}
    setMenuBarVisibility(): void {}

    static getAllWindows = (): StandInWindow[] => [...open.values()].map(({ window }) => window);
    static getFocusedWindow = (): StandInWindow | null => focused;
    static fromWebContents = (contents: WebContents): StandInWindow | null =>
      [...open.values()].find(({ window }) => window.webContents === contents)?.window ?? null;
    static fromId = (id: number): StandInWindow | null => open.get(id)?.window ?? null;
  }

  return {
    BrowserWindow: StandInBrowserWindow,
    entries: () => [...open.values()],
    closeAll: async () => {
      for (const { window } of open.values())
        if (window instanceof StandInBrowserWindow && !(await window.closeAsPerson())) return false;
      return true;
    },
  };
};
