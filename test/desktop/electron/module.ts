/**
 * What `import … from "electron"` and `require("electron")` give main in the stand-in desktop: as in Electron itself,
 * one set of objects for the process, made when it is first imported.
 */
import { createStandIn, type StandInOptions } from "./stand-in.ts";

export const OPTIONS_VARIABLE = "TERN_STAND_IN_DESKTOP";

const given: Partial<StandInOptions> = JSON.parse(process.env[OPTIONS_VARIABLE] ?? "{}");
export const standIn = createStandIn({ headless: given.headless ?? false, hasTray: given.hasTray ?? true });

const electron = standIn.electron;
export const {
  app,
  BrowserWindow,
  Tray,
  Menu,
  nativeImage,
  Notification,
  ipcMain,
  protocol,
  session,
  powerMonitor,
  powerSaveBlocker,
  nativeTheme,
  net,
  shell,
  dialog,
  screen,
} = electron;
// electron-store imports the default, as CommonJS would have it.
// oxlint-disable-next-line import/no-default-export
export { electron as default, electron as "module.exports" };
