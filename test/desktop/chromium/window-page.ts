import { randomBytes } from "node:crypto";
import { fire } from "../in-background.ts";
import type { WindowState } from "../world/page-world.ts";
import type { FromPreload, ToPreload } from "../world/preload-world.ts";
import { worldScripts } from "../world/world-scripts.ts";
import type { AppAddress } from "./app-address.ts";
import type { DesktopBrowser } from "./browser.ts";
import { watchFrames, type Frames, type PageFrame } from "./frames.ts";
import { createRouting, type Navigation, type SchemeHandler } from "./routing.ts";

/** What happens in a page, for the window it belongs to. URLs are as main sees them. */
export type PageEvents = {
  /** `frame` is the one that spoke, null if it has gone meanwhile. */
  readonly onMessage: (message: FromPreload, frame: PageFrame | null) => void;
  /** The page sends a frame elsewhere; true: let it. */
  readonly mayNavigate: (navigation: Navigation) => boolean;
  readonly onStartedNavigation: (url: string, isSameDocument: boolean) => void;
  readonly onNavigated: (url: string) => void;
  readonly onTitle: (title: string) => void;
  readonly onCrashed: () => void;
  readonly onClosed: () => void;
  /** The page was asked to close, and its beforeunload handler would rather stay: in Electron that is final. */
  readonly onStayed: () => void;
};

/** The real page behind a window. */
export type WindowPage = {
  readonly target: string;
  readonly frames: Frames;
  /** Goes to an address as main knows it; resolves when the page has loaded. */
  readonly load: (url: string) => Promise<void>;
  readonly reload: () => Promise<void>;
  readonly deliver: (message: ToPreload) => void;
  readonly setState: (state: WindowState) => void;
  /** Ends the page's process, as a bug in Chromium would. */
  readonly crash: () => void;
  readonly toFront: () => Promise<void>;
  readonly resize: (width: number, height: number) => Promise<void>;
  readonly setDark: (isDark: boolean) => Promise<void>;
  readonly title: () => Promise<string>;
  readonly screenshot: () => Promise<Buffer>;
  readonly setWindowBounds: (bounds: {
    readonly windowState?: "minimized" | "normal";
    readonly left?: number;
    readonly top?: number;
    readonly width?: number;
    readonly height?: number;
  }) => Promise<void>;
  /** With `askFirst` the page's beforeunload and unload handlers run, and may keep it open. */
  readonly close: (askFirst: boolean) => Promise<void>;
};

const PRELOAD_WORLD = "Electron Isolated Context";

/** Makes the page of a window: its worlds, its network, and the way between its preload and main. */
export const openWindowPage = async (options: {
  readonly browser: DesktopBrowser;
  readonly address: AppAddress;
  readonly preload: string | null;
  readonly handlerOf: (scheme: string) => SchemeHandler | undefined;
  readonly isOnline: () => boolean;
  readonly state: WindowState;
  readonly events: PageEvents;
}): Promise<WindowPage> => {
  const { address, events, browser } = options;
  const page = await browser.openPage();
  const devtools = await browser.context.newCDPSession(page);
  const { targetInfo } = await devtools.send("Target.getTargetInfo");
  const secret = randomBytes(16).toString("hex");
  const names = { bindingName: `tell_${secret}`, deliverName: `deliver_${secret}` };
  let state = options.state;
  let expected: string | null = null;

  const withoutHash = (url: string): string => url.split("#")[0] ?? url;
  await page.route(
    "**/*",
    createRouting({
      address,
      handlerOf: options.handlerOf,
      isOnline: options.isOnline,
      isExpected: (url) => expected !== null && withoutHash(url) === withoutHash(expected),
      mayNavigate: events.mayNavigate,
    }),
  );

  const deliver = (message: ToPreload): void => {
    const contextId = frames.mainContext(PRELOAD_WORLD);
    if (contextId === null) return; // no document yet, or none any more: Electron drops it too
    fire("page/deliver", async () => {
      const { exceptionDetails } = await devtools.send("Runtime.callFunctionOn", {
        functionDeclaration: `(text) => globalThis[${JSON.stringify(names.deliverName)}]?.(text)`,
        executionContextId: contextId,
        arguments: [{ value: JSON.stringify(message) }],
      });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    });
  };
  const frames = await watchFrames(devtools, (world, isMainFrame) => {
    if (world === PRELOAD_WORLD && isMainFrame) deliver({ kind: "state", state });
  });

  devtools.on("Runtime.bindingCalled", ({ name, payload, executionContextId }) => {
    if (name === names.bindingName)
      events.onMessage(JSON.parse(payload) as FromPreload, frames.ofContext(executionContextId));
  });
  devtools.on("Page.frameStartedNavigating", ({ frameId, url, navigationType }) => {
    if (frameId === frames.main()?.id)
      events.onStartedNavigation(address.outside(url), navigationType === "sameDocument");
  });
  devtools.on("Page.frameNavigated", ({ frame }) => {
    if (frame.parentId === undefined) events.onNavigated(address.outside(frame.url));
  });
  // A script that leaves for a scheme only other programs know: no request will ever come by the routing.
  devtools.on("Page.frameRequestedNavigation", ({ frameId, url, disposition }) => {
    if (disposition !== "currentTab" || /^(https?|about|blob|data|javascript):/i.test(url)) return;
    if (events.mayNavigate({ url, isMainFrame: frameId === frames.main()?.id }) && address.schemeOf(url) !== null)
      fire("page/navigate", () => load(url));
  });
  // Whatever still opened a window of its own: main has its window handler for that.
  page.on("popup", (popup) => fire("page/close-popup", () => popup.close()));
  let dismissed: Promise<unknown> = Promise.resolve();
  page.on("dialog", (dialog) => {
    // Before the page goes on: whoever hears from it then may close the window again, and is not to be taken for late.
    if (dialog.type() === "beforeunload") events.onStayed();
    const dismissing = dialog.dismiss();
    dismissed = Promise.allSettled([dismissing]);
    fire("page/dialog", () => dismissing);
  });
  page.on("crash", events.onCrashed);
  page.on("close", events.onClosed);
  page.on("domcontentloaded", () => fire("page/title", async () => events.onTitle(await page.title())));

  const world = {
    secret,
    ...names,
    process: { platform: process.platform, arch: process.arch, versions: { node: process.versions.node } },
  };
  const scripts = worldScripts({ preload: options.preload, world, state });
  await devtools.send("Runtime.addBinding", { name: names.bindingName, executionContextName: PRELOAD_WORLD });
  await devtools.send("Page.addScriptToEvaluateOnNewDocument", { source: scripts.page });
  await devtools.send("Page.addScriptToEvaluateOnNewDocument", { source: scripts.preload, worldName: PRELOAD_WORLD });

  const load = async (url: string): Promise<void> => {
    expected = address.inside(url);
    try {
      await page.goto(expected, { waitUntil: "load", timeout: 0 });
    } finally {
      expected = null;
    }
  };

  return {
    target: targetInfo.targetId,
    frames,
    load,
    reload: async () => {
      expected = page.url();
      await page.reload({ timeout: 0 }).finally(() => (expected = null));
    },
    deliver,
    setState: (next) => {
      state = next;
      deliver({ kind: "state", state });
    },
    crash: () => fire("page/crash", () => devtools.send("Page.crash")),
    toFront: () => page.bringToFront(),
    resize: (width, height) => page.setViewportSize({ width, height }),
    setDark: (isDark) => page.emulateMedia({ colorScheme: isDark ? "dark" : "light" }),
    title: () => page.title(),
    screenshot: () => page.screenshot(),
    setWindowBounds: async (bounds) => {
      const { windowId } = await browser.devtools.send("Browser.getWindowForTarget", { targetId: targetInfo.targetId });
      await browser.devtools.send("Browser.setWindowBounds", { windowId, bounds });
    },
    close: async (askFirst) => {
      // Chromium asks nobody while its last question stands.
      await dismissed;
      await page.close({ runBeforeUnload: askFirst });
    },
  };
};
