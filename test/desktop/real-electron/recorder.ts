import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type {
  App,
  BrowserWindow,
  Dialog,
  MessageBoxOptions,
  Menu,
  NativeImage,
  NativeTheme,
  PowerMonitor,
  PowerSaveBlocker,
  SaveDialogOptions,
  Shell,
  Tray,
  nativeImage,
} from "electron";
import type { DeskHands } from "../desk/desk-routes.ts";
import { entryAt, menuEntries, type StandInMenu } from "../electron/menu.ts";

/** The part of Electron that is watched or acted on. */
export type WatchedElectron = {
  readonly app: Pick<App, "quit">;
  readonly BrowserWindow: Pick<typeof BrowserWindow, "getAllWindows" | "fromId">;
  readonly Tray: { readonly prototype: Tray };
  readonly nativeImage: Pick<typeof nativeImage, "createFromPath">;
  readonly nativeTheme: Pick<NativeTheme, "themeSource">;
  readonly powerMonitor: Pick<PowerMonitor, "emit">;
  readonly dialog: Pick<Dialog, "showErrorBox" | "showMessageBox" | "showSaveDialog">;
  readonly powerSaveBlocker: Pick<PowerSaveBlocker, "start" | "stop">;
  readonly shell: Pick<Shell, "openExternal">;
};

/** What a test asks of Electron's main process; all values can be sent as JSON. */
export type ElectronHands = Pick<
  DeskHands,
  "tray" | "clickTray" | "windows" | "actOnWindow" | "power" | "setDark" | "outside" | "quit"
> & {
  /** A PNG, as base64. */
  readonly trayIcon: () => string | null;
  readonly pid: () => number;
};

type TrayMethod = "setImage" | "setToolTip" | "setContextMenu" | "destroy";
type Shown = { readonly tray: Tray; image: NativeImage | null; tooltip: string; menu: Menu | null };

// A MenuItem of Electron's has what these read: label, type, marks, submenu and click.
const asListed = (menu: Menu): StandInMenu => menu as unknown as StandInMenu;

/**
 * Notes what main shows where a test cannot look: Electron tells nobody what is in a tray, and boxes and browsers are
 * other programs'. Changes methods, never what `electron` exports: an ES module may hold those already. Links and
 * boxes go no further; the tray is drawn as well.
 */
export const recordDesk = (electron: WatchedElectron, complain: (line: string) => void): ElectronHands => {
  const opened: string[] = [];
  const boxes: { title: string; content: string }[] = [];
  const saved: string[] = [];
  const blockers = new Set<number>();
  const files = new WeakMap<NativeImage, string>();
  let lastImage: NativeImage | null = null;
  let shown: Shown | null = null;

  const { nativeImage, powerSaveBlocker, shell, dialog, Tray, BrowserWindow } = electron;
  const createFromPath = nativeImage.createFromPath.bind(nativeImage);
  nativeImage.createFromPath = (path) => {
    const image = createFromPath(path);
    files.set(image, path);
    lastImage = image;
    return image;
  };
  shell.openExternal = async (url) => void opened.push(url);
  dialog.showErrorBox = (title, content) => {
    boxes.push({ title, content });
    complain(`${title}: ${content}\n`);
  };
  dialog.showMessageBox = async (...given: readonly [unknown, MessageBoxOptions?]) => {
    const { message, detail = "" } = given[1] ?? (given[0] as MessageBoxOptions);
    boxes.push({ title: message, content: detail });
    return { response: 0, checkboxChecked: false };
  };

  // The person saves where the dialog suggests.
  dialog.showSaveDialog = async (...given: readonly [unknown, SaveDialogOptions?]) => {
    const { defaultPath = "file" } = given[1] ?? (given[0] as SaveDialogOptions);
    const filePath = join(process.env["XDG_DOWNLOAD_DIR"] ?? tmpdir(), basename(defaultPath));
    saved.push(filePath);
    return { canceled: false, filePath };
  };
  const [block, unblock] = [
    powerSaveBlocker.start.bind(powerSaveBlocker),
    powerSaveBlocker.stop.bind(powerSaveBlocker),
  ];
  powerSaveBlocker.start = (kind) => {
    const blocker = block(kind);
    blockers.add(blocker);
    return blocker;
  };
  powerSaveBlocker.stop = (blocker) => {
    blockers.delete(blocker);
    return unblock(blocker);
  };

  /** A tray that is seen for the first time was made with the image made last: its constructor cannot be watched. */
  const entryOf = (tray: Tray): Shown => {
    if (shown?.tray !== tray) shown = { tray, image: lastImage, tooltip: "", menu: null };
    return shown;
  };
  const watch = (name: TrayMethod, note: (tray: Tray, value: unknown) => void): void => {
    const original: unknown = Reflect.get(Tray.prototype, name);
    if (typeof original !== "function") throw new Error(`Electron's Tray has no ${name}`);
    Object.defineProperty(Tray.prototype, name, {
      configurable: true,
      writable: true,
      value(this: Tray, ...given: readonly unknown[]): unknown {
        note(this, given[0]);
        return Reflect.apply(original, this, given);
      },
    });
  };
  watch("setImage", (tray, image) => {
    entryOf(tray).image = typeof image === "string" ? nativeImage.createFromPath(image) : (image as NativeImage);
  });
  watch("setToolTip", (tray, text) => {
    entryOf(tray).tooltip = String(text);
  });
  watch("setContextMenu", (tray, menu) => {
    entryOf(tray).menu = menu as Menu | null;
  });
  watch("destroy", (tray) => {
    if (shown?.tray === tray) shown = null;
  });

  return {
    tray: () =>
      shown && {
        tooltip: shown.tooltip,
        icon: shown.image ? (files.get(shown.image) ?? shown.image.toDataURL()) : "",
        menu: shown.menu ? menuEntries(asListed(shown.menu)) : [],
      },
    trayIcon: () => shown?.image?.toPNG().toString("base64") ?? null,
    clickTray: (path) => {
      if (!shown) return "no-tray";
      if (path.length === 0) {
        shown.tray.emit("click", {}, shown.tray.getBounds(), { x: 0, y: 0 });
        return "clicked";
      }
      const entry = shown.menu && entryAt(asListed(shown.menu), path);
      if (!entry || entry.type === "separator" || entry.type === "submenu") return "no-entry";
      if (!entry.enabled) return "disabled";
      entry.click();
      return "clicked";
    },
    windows: () =>
      BrowserWindow.getAllWindows()
        .toSorted((one, other) => one.id - other.id)
        .map((window) => ({
          id: window.id,
          url: window.webContents.getURL(),
          title: window.getTitle(),
          visible: window.isVisible() && !window.isMinimized(),
          focused: window.isFocused(),
          minimized: window.isMinimized(),
          bounds: window.getBounds(),
          target: window.webContents.getOrCreateDevToolsTargetId(),
        })),
    actOnWindow: (id, act) => {
      const window = BrowserWindow.fromId(id);
      if (act === "crash") window?.webContents.forcefullyCrashRenderer();
      else window?.[act]();
      return window !== null;
    },
    power: (event) => void electron.powerMonitor.emit(event),
    setDark: (isDark) => {
      electron.nativeTheme.themeSource = isDark ? "dark" : "light";
    },
    outside: () => ({ opened, boxes, saved, isKeptAwake: blockers.size > 0 }),
    // Once the asker has its answer.
    quit: () => void setImmediate(() => electron.app.quit()),
    pid: () => process.pid,
  };
};
