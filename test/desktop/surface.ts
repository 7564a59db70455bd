/**
 * The module `electron` as far as the stand-in has it, for drift.test.ts: main is compiled against this, so that what
 * main uses and the stand-in lacks does not compile. Types only; nothing runs from here.
 */
import type { IpcMainInvokeEvent as ElectronInvokeEvent, SaveDialogOptions, SaveDialogReturnValue } from "electron";
import type { StandInContents } from "./electron/web-contents.ts";
import type { StandInWindow } from "./electron/browser-window.ts";
import type { FrameApi } from "./electron/frame.ts";
import type { StandIn } from "./electron/stand-in.ts";

export type {
  ActivationArguments,
  BrowserWindowConstructorOptions,
  MenuItemConstructorOptions,
  NotificationConstructorOptions,
  Point,
  Rectangle,
  Size,
  WebPreferences,
} from "electron";

type Api = StandIn["electron"];

export type App = Api["app"];
export type PowerSaveBlocker = Api["powerSaveBlocker"];
export type Session = Api["session"]["defaultSession"];
export type WebContents = Omit<StandInContents, "session" | "mainFrame"> & {
  readonly session: Session;
  readonly mainFrame: FrameApi;
};
export type BrowserWindow = Omit<StandInWindow, "webContents"> & { readonly webContents: WebContents };
export type Tray = InstanceType<Api["Tray"]>;
export type Notification = InstanceType<Api["Notification"]>;
export type IpcMainInvokeEvent = Omit<ElectronInvokeEvent, "sender" | "senderFrame"> & {
  readonly sender: WebContents;
  readonly senderFrame: FrameApi | null;
};

type OfWindow<Given> = Given extends StandInWindow | null ? BrowserWindow | Exclude<Given, StandInWindow> : Given;
type WindowStatics = {
  [Name in "getAllWindows" | "getFocusedWindow" | "fromId"]: (
    ...given: Parameters<Api["BrowserWindow"][Name]>
  ) => OfWindow<ReturnType<Api["BrowserWindow"][Name]>>;
} & { readonly fromWebContents: (contents: WebContents) => BrowserWindow | null };

export declare const BrowserWindow: WindowStatics &
  (new (...given: ConstructorParameters<Api["BrowserWindow"]>) => BrowserWindow);
export declare const Tray: Api["Tray"];
export declare const Notification: Api["Notification"];
export declare const ipcMain: Omit<Api["ipcMain"], "handle"> & {
  readonly handle: (
    channel: string,
    listener: (event: IpcMainInvokeEvent, ...values: unknown[]) => Promise<unknown>,
  ) => void;
};
export declare const app: App;
export declare const Menu: Api["Menu"];
export declare const nativeImage: Api["nativeImage"];
export declare const protocol: Api["protocol"];
export declare const session: Api["session"];
export declare const powerSaveBlocker: PowerSaveBlocker;
export declare const powerMonitor: Api["powerMonitor"];
export declare const nativeTheme: Api["nativeTheme"];
export declare const net: Api["net"];
export declare const shell: Api["shell"];
export declare const dialog: Omit<Api["dialog"], "showSaveDialog"> & {
  readonly showSaveDialog: (
    ...given: readonly [SaveDialogOptions] | readonly [BrowserWindow, SaveDialogOptions]
  ) => Promise<SaveDialogReturnValue>;
};
export declare const screen: Api["screen"];
