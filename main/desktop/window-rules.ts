import { shell, type Session, type WebContents, type WebPreferences } from "electron";
import type { Log } from "../core/ports/system.ts";
import { isAppUrl, isWebLink } from "./app-url.ts";

/** What a page of ours may do: run in a sandbox with the preload's few functions, and nothing of Node. */
export const webPreferences = (preload: string): WebPreferences => ({
  preload,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webviewTag: false,
  spellcheck: true,
});

/** The renderer's `--page` in sRGB: a window has it from the start, so that no white flashes up before the page is drawn. */
export const pageGround = (isDark: boolean): string => (isDark ? "#181b20" : "#fcfdfd");

/** No page gets a camera, a place on the map, notifications of its own, or anything else but to copy text. */
export const refusePermissions = (session: Session, log: Log): void => {
  // Pasting needs no permission; a button that copies a number does.
  const isGranted = (permission: string): boolean => permission === "clipboard-sanitized-write";
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    if (!isGranted(permission)) log.warn("window/permission-refused", { permission });
    answer(isGranted(permission));
  });
  session.setPermissionCheckHandler((_contents, permission) => isGranted(permission));
};

/**
 * A window stays on our own pages: links go to the person's browser, and only https ones. Navigation within the page
 * (its #hash) does not come by here.
 */
export const keepOnOwnPages = (contents: WebContents, log: Log): void => {
  const openOutside = (url: string): void => {
    if (!isWebLink(url)) {
      log.warn("window/link-refused", { scheme: URL.parse(url)?.protocol ?? "unknown" });
      return;
    }
    shell.openExternal(url).catch((error: unknown) => log.warn("window/link-failed", {}, error));
  };
  contents.on("will-navigate", (event) => {
    if (isAppUrl(event.url) && event.url.split("#")[0] === contents.getURL().split("#")[0]) return;
    event.preventDefault();
    openOutside(event.url);
  });
  contents.on("will-frame-navigate", (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: "deny" };
  });
};
