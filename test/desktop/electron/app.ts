import { EventEmitter } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { App } from "electron";
import { fire } from "../in-background.ts";
import { createEvent } from "./events.ts";
import { createInstanceLock } from "./instance-lock.ts";

type PathName = Parameters<App["getPath"]>[0];
type AppApi = Pick<
  App,
  | "whenReady"
  | "isReady"
  | "quit"
  | "exit"
  | "getPath"
  | "setPath"
  | "getName"
  | "setName"
  | "name"
  | "getVersion"
  | "getAppPath"
  | "isPackaged"
  | "requestSingleInstanceLock"
  | "releaseSingleInstanceLock"
  | "setAppUserModelId"
  | "setToastActivatorCLSID"
  | "getLoginItemSettings"
  | "setLoginItemSettings"
>;
export type StandInApp = EventEmitter & AppApi & { readonly dock: undefined };

/** The app's own folder: the nearest one above the started file that has a package.json. */
const appFolder = (start: string): string => {
  for (let folder = dirname(resolve(start)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
    if (folder === dirname(folder)) return process.cwd();
  }
};

const appData = (): string => {
  if (process.platform === "darwin") return join(homedir(), "Library", "Application Support");
  if (process.platform === "win32") return process.env["APPDATA"] ?? join(homedir(), "AppData", "Roaming");
  return process.env["XDG_CONFIG_HOME"] ?? join(homedir(), ".config");
};

/** Electron's `app`, and what the stand-in itself does with it. */
export const createApp = (options: {
  /** Main is about to be told that it may make windows. */
  readonly start: () => void;
  /** Closes every window as a person would; false: one refused. */
  readonly closeWindows: () => Promise<boolean>;
  /** Frees Chromium and all else that would outlive the process. */
  readonly end: () => Promise<void>;
}): { readonly app: StandInApp; readonly windowsAllClosed: () => void } => {
  const folder = appFolder(process.argv[1] ?? ".");
  const manifest: { name?: string; productName?: string; version?: string } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  const emitter = new EventEmitter();
  const ready = Promise.withResolvers<void>();
  const paths = new Map<string, string>();
  let name = manifest.productName ?? manifest.name ?? "Electron";
  let isLaunched = false;
  let isReady = false;
  let isQuitting = false;
  let isEnding = false;

  const defaults: Partial<Record<PathName, () => string>> = {
    home: homedir,
    appData,
    userData: () => join(pathOf("appData"), name),
    sessionData: () => pathOf("userData"),
    temp: tmpdir,
    exe: () => process.execPath,
    logs: () => join(pathOf("userData"), "logs"),
  };
  const pathOf = (wanted: PathName): string => {
    const set = paths.get(wanted);
    if (set !== undefined) return set;
    return defaults[wanted]?.() ?? join(homedir(), wanted);
  };
  const lock = createInstanceLock({
    folder: () => join(pathOf("userData"), "stand-in-instance"),
    onSecondInstance: ({ argv, workingDirectory, data }) =>
      emitter.emit("second-instance", createEvent({}), argv, workingDirectory, data),
  });

  const end = (code: number): void => {
    if (isEnding) return;
    isEnding = true;
    emitter.emit("quit", createEvent({}), code);
    lock.release();
    options
      .end()
      .catch((error: unknown) => process.stderr.write(`stand-in desktop: the end failed: ${String(error)}\n`))
      .finally(() => process.exit(code));
  };
  const prevented = (event: string): boolean => {
    const told = createEvent({});
    emitter.emit(event, told);
    return told.defaultPrevented;
  };
  const quit = async (): Promise<void> => {
    if (isQuitting || isEnding) return;
    isQuitting = true;
    if (prevented("before-quit") || !(await options.closeWindows())) {
      isQuitting = false;
      return;
    }
    // From here on it is up to main: who prevents will-quit calls exit later.
    if (prevented("will-quit")) isQuitting = false;
    else end(0);
  };

  /** Once main's first turn is over: by then paths are set, and a second instance has left again. */
  const launchSoon = (): void => {
    if (isLaunched) return;
    isLaunched = true;
    setImmediate(() => {
      if (isEnding) return;
      options.start();
      isReady = true;
      emitter.emit("ready", createEvent({}), {});
      ready.resolve();
    });
  };
  emitter.on("newListener", (name) => void (name === "ready" && launchSoon()));

  const api: AppApi & { readonly dock: undefined } = {
    whenReady: () => {
      launchSoon();
      return ready.promise;
    },
    isReady: () => isReady,
    quit: () => fire("app/quit", quit),
    exit: (code = 0) => end(code),
    getPath: pathOf,
    setPath: (wanted, path) => void paths.set(wanted, path),
    getName: () => name,
    setName: (next) => {
      name = next;
    },
    get name() {
      return name;
    },
    getVersion: () => manifest.version ?? "0.0.0",
    getAppPath: () => folder,
    isPackaged: false,
    requestSingleInstanceLock: (data) => lock.request(data),
    releaseSingleInstanceLock: lock.release,
    setAppUserModelId: () => {},
    setToastActivatorCLSID: () => {},
    // As Electron on Linux: nothing of it is known there.
    getLoginItemSettings: () => ({
      openAtLogin: false,
      openAsHidden: false,
      wasOpenedAtLogin: false,
      wasOpenedAsHidden: false,
      restoreState: false,
      status: "not-registered",
      executableWillLaunchAtLogin: false,
      launchItems: [],
    }),
    setLoginItemSettings: () => {},
    dock: undefined,
  };
  // A terminal's or a service manager's request to stop is a quit, as in Electron.
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => api.quit());

  return {
    app: Object.defineProperties(emitter, Object.getOwnPropertyDescriptors(api)) as StandInApp,
    windowsAllClosed: () => {
      if (isQuitting || isEnding) return;
      if (emitter.listenerCount("window-all-closed") > 0) emitter.emit("window-all-closed");
      else api.quit();
    },
  };
};
