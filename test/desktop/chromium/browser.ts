import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { chromium as playwright, type BrowserContext, type CDPSession, type Page } from "playwright-core";
import { chromium } from "../../commands/programs.ts";

/** One Chromium: all windows of a desktop. */
export type DesktopBrowser = {
  readonly context: BrowserContext;
  /** A DevTools session with the browser itself. */
  readonly devtools: CDPSession;
  /** A new, empty page: in a window of its own without tabs and address, if windows can be seen. */
  readonly openPage: () => Promise<Page>;
  /** Where other DevTools clients connect: `http://127.0.0.1:<port>`. */
  readonly cdp: string;
};

/** Whether a window could be seen here at all. */
export const hasDisplay = (): boolean =>
  process.platform !== "linux" || Boolean(process.env["DISPLAY"] ?? process.env["WAYLAND_DISPLAY"]);

const PORT_TIMEOUT_MS = 10_000;

/** Chromium writes the port it chose into its profile, a moment after it started. */
const devToolsPort = async (file: string): Promise<string> => {
  for (const end = Date.now() + PORT_TIMEOUT_MS; Date.now() < end; await wait(20)) {
    const port = portIn(file);
    if (port !== null) return port;
  }
  throw new Error("Chromium opened no DevTools port");
};

const portIn = (file: string): string | null => {
  try {
    return /^\d+(?=\n)/.exec(readFileSync(file, "utf8"))?.[0] ?? null;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
};

/** All but Tern's own variables: credentials are for main, as Electron's child processes are given none either. */
const environment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || name.startsWith("TERN_") ? [] : [[name, value]],
    ),
  );

/** The desk stands in the lower right corner of most screens, out of the way of the windows. */
const DESK_WINDOW = ["--window-size=360,560", "--window-position=1000,240"] as const;
const WINDOW_TIMEOUT_MS = 15_000;

/**
 * DevTools can only open tabs. But Chromium, started a second time on the same folder, hands its command line to the
 * first, which then opens a window as `--app` asks: without tabs and address, as Electron's are.
 */
const appWindows = async (options: {
  readonly context: BrowserContext;
  readonly program: string;
  readonly folder: string;
  readonly words: readonly string[];
}): Promise<() => Promise<Page>> => {
  const { context, program, folder, words } = options;
  await context.route(/stand-in-window-/, (route) => route.fulfill({ contentType: "text/html", body: "" }));
  return async () => {
    const url = `http://stand-in-window-${randomUUID()}.localhost/`;
    const opened = context.waitForEvent("page", {
      predicate: (page) =>
        page.waitForURL(url, { timeout: WINDOW_TIMEOUT_MS }).then(
          () => true,
          () => false,
        ),
      timeout: WINDOW_TIMEOUT_MS,
    });
    spawn(program, [...words, `--user-data-dir=${folder}`, `--app=${url}`], {
      stdio: "ignore",
      env: environment(),
    }).unref();
    return opened;
  };
};

/** Starts the system's Chromium with its data in `folder`. Rejects if there is none or it does not start. */
export const launchBrowser = async (options: {
  readonly folder: string;
  readonly headless: boolean;
  /** What the first window shows, if windows can be seen. */
  readonly deskUrl: string;
}): Promise<DesktopBrowser> => {
  const program = chromium.find();
  if (program === undefined) throw new Error("no Chromium found; the variable CHROMIUM can name one");
  const isRoot = process.getuid?.() === 0;
  const portFile = join(options.folder, "DevToolsActivePort");
  rmSync(portFile, { force: true });
  const context = await playwright.launchPersistentContext(options.folder, {
    executablePath: program,
    headless: options.headless,
    // Chromium refuses its sandbox to root.
    chromiumSandbox: !isRoot,
    args: ["--remote-debugging-port=0", ...(options.headless ? [] : [`--app=${options.deskUrl}`, ...DESK_WINDOW])],
    viewport: options.headless ? { width: 800, height: 600 } : null,
    env: environment(),
    colorScheme: null,
    reducedMotion: null,
    forcedColors: null,
    contrast: null,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const browser = context.browser();
  if (browser === null) throw new Error("Chromium has no DevTools of its own");
  return {
    context,
    openPage: options.headless
      ? () => context.newPage()
      : await appWindows({ context, program, folder: options.folder, words: isRoot ? ["--no-sandbox"] : [] }),
    devtools: await browser.newBrowserCDPSession(),
    cdp: `http://127.0.0.1:${await devToolsPort(portFile)}`,
  };
};
