/** The built renderer in a real Chromium, with the fake of window-fake.ts in place of the preload. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium as playwright,
  type JSHandle,
  type Page,
} from "playwright-core";
import { chromium } from "../commands/programs.ts";
import { bundleFake, putRenderer } from "./window-build.ts";
import { attachmentPicture } from "./window-picture.ts";
import type { FakeOptions, WindowFake } from "./window-fake.ts";

const ORIGIN = "http://tern.test";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

export type OpenOptions = FakeOptions & {
  readonly page?: BrowserContextOptions;
  /** What stands behind the address's #. */
  readonly hash?: string;
  /** The moment that the page's clock stands at. */
  readonly now?: Date;
};

export type WindowPages = {
  readonly open: (options?: OpenOptions) => Promise<Page>;
  /** Whatever pages reported as errors since the last call. */
  readonly errors: () => readonly string[];
  readonly closePages: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Builds the renderer and starts a browser. Close it when the tests are done. */
export const startWindowPages = async (): Promise<WindowPages> => {
  const folder = await mkdtemp(join(tmpdir(), "tern-renderer-"));
  const [fake] = await Promise.all([bundleFake(), putRenderer(folder)]);
  const program = chromium.find();
  if (program === undefined) throw new Error("no Chromium on this machine");
  const browser: Browser = await playwright.launch({
    executablePath: program,
    // Chromium's sandbox does not start for root.
    chromiumSandbox: process.getuid?.() !== 0,
    args: ["--disable-gpu", "--font-render-hinting=none"],
  });
  const contexts: BrowserContext[] = [];
  let errors: string[] = [];

  return {
    open: async ({ page: pageOptions, hash, now, ...options } = {}) => {
      const context = await browser.newContext({
        viewport: { width: 980, height: 680 },
        locale: "en-US",
        timezoneId: "America/Los_Angeles",
        reducedMotion: "reduce",
        ...pageOptions,
      });
      contexts.push(context);
      await context.route(`${ORIGIN}/**`, async (route) => {
        const path = new URL(route.request().url()).pathname;
        if (path.startsWith("/attachment/")) {
          await route.fulfill({ contentType: "image/svg+xml", body: attachmentPicture(path) });
          return;
        }
        const body = await readFile(join(folder, path)).catch(() => null);
        if (body === null) await route.fulfill({ status: 404 });
        else await route.fulfill({ contentType: types[extname(path)] ?? "application/octet-stream", body });
      });
      // Before the fake, which dates its sample by the page's clock.
      if (now !== undefined) await context.clock.setFixedTime(now);
      await context.addInitScript(`window.ternFakeOptions = ${JSON.stringify(options)};\n${fake}`);
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      page.on("pageerror", (error) => errors.push(String(error)));
      page.on("console", (message) => {
        if (message.type() === "error") errors.push(message.text());
      });
      await page.goto(`${ORIGIN}/index.html${hash === undefined ? "" : `#${hash}`}`);
      return page;
    },
    errors: () => {
      const seen = errors;
      errors = [];
      return seen;
    },
    closePages: async () => {
      await Promise.all(contexts.splice(0).map((context) => context.close()));
    },
    close: async () => {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** The fake inside the page: `(await fakeOf(page)).evaluate((fake) => fake.receive("jane", "Hello"))`. */
export const fakeOf = (page: Page): Promise<JSHandle<WindowFake>> =>
  page.evaluateHandle(() => {
    if (window.ternFake === undefined) throw new Error("no fake in this page");
    return window.ternFake;
  });
