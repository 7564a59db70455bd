import type { Protocol, Session, WebContents } from "electron";
import type { AppAddress } from "../chromium/app-address.ts";
import type { DesktopBrowser } from "../chromium/browser.ts";
import type { SchemeHandler } from "../chromium/routing.ts";

type RequestHandler = Parameters<Session["setPermissionRequestHandler"]>[0];
type CheckHandler = Parameters<Session["setPermissionCheckHandler"]>[0];
type PermissionName = Parameters<NonNullable<CheckHandler>>[1];

type SessionApi = Pick<
  Session,
  "setPermissionRequestHandler" | "setPermissionCheckHandler" | "addWordToSpellCheckerDictionary"
>;

/** Electron's names of the permissions a page may use, and DevTools' names of the same. */
const PERMISSIONS: readonly (readonly [PermissionName, { readonly name: string }])[] = [
  ["clipboard-read", { name: "clipboard-read" }],
  ["clipboard-sanitized-write", { name: "clipboard-write" }],
  ["geolocation", { name: "geolocation" }],
  ["notifications", { name: "notifications" }],
  ["media", { name: "camera" }],
  ["media", { name: "microphone" }],
  ["midi", { name: "midi" }],
  ["idle-detection", { name: "idle-detection" }],
];

/** Electron's session and protocol: who answers a scheme, and what pages may do. */
export const createSession = (address: AppAddress) => {
  const handlers = new Map<string, SchemeHandler>();
  let onRequest: RequestHandler = null;
  let onCheck: CheckHandler = null;

  const protocol: Pick<Protocol, "registerSchemesAsPrivileged" | "handle" | "unhandle" | "isProtocolHandled"> = {
    registerSchemesAsPrivileged: (schemes) => {
      for (const { scheme } of schemes) address.addScheme(scheme);
    },
    handle: (scheme, handler) => {
      if (handlers.has(scheme)) throw new Error("Failed to register protocol: " + scheme);
      address.addScheme(scheme);
      handlers.set(scheme, handler);
    },
    unhandle: (scheme) => void handlers.delete(scheme),
    isProtocolHandled: (scheme) => handlers.has(scheme),
  };

  const session: SessionApi = {
    setPermissionRequestHandler: (handler) => {
      onRequest = handler;
    },
    setPermissionCheckHandler: (handler) => {
      onCheck = handler;
    },
    addWordToSpellCheckerDictionary: () => true,
  };

  /** As Electron decides: the check first; with none, the request; with neither, yes. */
  const isGranted = (contents: WebContents, permission: PermissionName, origin: string): boolean => {
    if (onCheck) return onCheck(contents, permission, origin, { isMainFrame: true, requestingUrl: origin });
    let answer = onRequest === null;
    onRequest?.(contents, permission, (granted) => (answer = granted), {
      isMainFrame: true,
      requestingUrl: origin,
    });
    return answer;
  };

  return {
    protocol,
    session: { defaultSession: session },
    defaultSession: session,
    handlerOf: (scheme: string) => handlers.get(scheme),
    /** Chromium asks nobody: it is told beforehand what main would answer for this address. */
    applyPermissions: async (browser: DesktopBrowser, contents: WebContents, url: string): Promise<void> => {
      const origin = new URL(address.inside(url)).origin;
      for (const [permission, descriptor] of PERMISSIONS)
        await browser.devtools.send("Browser.setPermission", {
          permission: descriptor,
          setting: isGranted(contents, permission, url) ? "granted" : "denied",
          origin,
        });
    },
  };
};
