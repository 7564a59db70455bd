import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { chromium as playwright, type BrowserContext, type CDPSession } from "playwright-core";
import { chromium } from "../../commands/programs.ts";

/** One Chromium: all windows of a desktop. */
export type DesktopBrowser = {
  readonly context: BrowserContext;
  /** A DevTools session with the browser itself. */
  readonly devtools: CDPSession;
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

/** Starts the system's Chromium with its data in `folder`. Rejects if there is none or it does not start. */
export const launchBrowser = async (options: {
  readonly folder: string;
  readonly headless: boolean;
}): Promise<DesktopBrowser> => {
  const program = chromium.find();
  if (program === undefined) throw new Error("no Chromium found; the variable CHROMIUM can name one");
  const portFile = join(options.folder, "DevToolsActivePort");
  rmSync(portFile, { force: true });
  const context = await playwright.launchPersistentContext(options.folder, {
    executablePath: program,
    headless: options.headless,
    // Chromium refuses its sandbox to root.
    chromiumSandbox: process.getuid?.() !== 0,
    args: ["--remote-debugging-port=0"],
    viewport: options.headless ? { width: 800, height: 600 } : null,
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
    devtools: await browser.newBrowserCDPSession(),
    cdp: `http://127.0.0.1:${await devToolsPort(portFile)}`,
  };
};
