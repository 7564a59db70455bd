import { EventEmitter } from "node:events";
import type { Dialog, MessageBoxOptions, Display, NativeTheme, Net, Screen, Shell } from "electron";
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
  const dialog: Pick<Dialog, "showErrorBox" | "showMessageBox"> = {
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
    nativeTheme: Object.defineProperties(themeEvents, Object.getOwnPropertyDescriptors(theme)) as EventEmitter &
      ThemeApi,
    screen,
    net,
    shell,
    dialog,

    workArea: WORK_AREA,
    outside: (): OutsideReport => ({ opened, boxes }),
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
