import { EventEmitter } from "node:events";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type {
  Dialog,
  Display,
  MessageBoxOptions,
  NativeTheme,
  Net,
  PowerSaveBlocker,
  SaveDialogOptions,
  Screen,
  Shell,
} from "electron";
import type { OutsideReport, PowerEvent } from "../wire.ts";

type ThemeApi = Pick<NativeTheme, "shouldUseDarkColors" | "shouldUseDarkColorsForSystemIntegratedUI">;

/** The one screen there is. */
const WORK_AREA = { x: 0, y: 28, width: 1440, height: 872 } as const;
const BOUNDS = { x: 0, y: 0, width: 1440, height: 900 } as const;

/** The rest of the system as main sees it through Electron, and what the desk does with it. */
export const createSystem = (options: {
  readonly isOnline: () => boolean;
  readonly onTheme: (isDark: boolean) => void;
}) => {
  const display = { id: 1, bounds: { ...BOUNDS }, workArea: { ...WORK_AREA }, scaleFactor: 1 } as Display;
  const opened: string[] = [];
  const boxes: { title: string; content: string }[] = [];
  const saved: string[] = [];
  const power = new EventEmitter();
  const themeEvents = new EventEmitter();
  let isDark = false;

  const screen: Pick<
    Screen,
    "getAllDisplays" | "getPrimaryDisplay" | "getDisplayNearestPoint" | "getDisplayMatching" | "getCursorScreenPoint"
  > = {
    getAllDisplays: () => [display],
    getPrimaryDisplay: () => display,
    getDisplayNearestPoint: () => display,
    getDisplayMatching: () => display,
    getCursorScreenPoint: () => ({ x: WORK_AREA.width - 40, y: 10 }),
  };
  const net: Pick<Net, "isOnline"> = { isOnline: options.isOnline };
  const shell: Pick<Shell, "openExternal"> = { openExternal: async (url) => void opened.push(url) };
  const blockers = new Set<number>();
  let lastBlocker = 0;
  const powerSaveBlocker: Pick<PowerSaveBlocker, "start" | "stop" | "isStarted"> = {
    start: () => {
      lastBlocker += 1;
      blockers.add(lastBlocker);
      return lastBlocker;
    },
    stop: (blocker) => blockers.delete(blocker),
    isStarted: (blocker) => blockers.has(blocker),
  };
  const dialog: Pick<Dialog, "showErrorBox" | "showMessageBox" | "showSaveDialog"> = {
    // The person saves where the dialog suggests.
    showSaveDialog: async (...given: readonly [unknown, SaveDialogOptions?]) => {
      const { defaultPath = "file" } = given[1] ?? (given[0] as SaveDialogOptions);
      const filePath = join(process.env["XDG_DOWNLOAD_DIR"] ?? tmpdir(), basename(defaultPath));
      saved.push(filePath);
      return { canceled: false, filePath };
    },
    showErrorBox: (title, content) => {
      boxes.push({ title, content });
      process.stderr.write(`${title}: ${content}\n`);
    },
    showMessageBox: async (...given: readonly [unknown, MessageBoxOptions?]) => {
      const { message, detail = "" } = given[1] ?? (given[0] as MessageBoxOptions);
      boxes.push({ title: message, content: detail });
      return { response: 0, checkboxChecked: false };
    },
  };
  const theme: ThemeApi = {
    get shouldUseDarkColors() {
      return isDark;
    },
    get shouldUseDarkColorsForSystemIntegratedUI() {
      return isDark;
    },
  };

  return {
    powerMonitor: power,
    powerSaveBlocker,
    nativeTheme: Object.defineProperties(themeEvents, Object.getOwnPropertyDescriptors(theme)) as EventEmitter &
      ThemeApi,
    screen,
    net,
    shell,
    dialog,

    workArea: WORK_AREA,
    outside: (): OutsideReport => ({ opened, boxes, saved, isKeptAwake: blockers.size > 0 }),
    emitPower: (event: PowerEvent) => void power.emit(event),
    isDark: () => isDark,
    setDark: (next: boolean) => {
      if (next === isDark) return;
      isDark = next;
      themeEvents.emit("updated");
      options.onTheme(next);
    },
  };
};
