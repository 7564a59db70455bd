import type { BridgeEnd, BridgeEndOptions } from "./bridge-end.ts";

/** How a window stands, as its page sees it. */
export type WindowState = { readonly visible: boolean; readonly focused: boolean };

/**
 * Self-contained; runs in the page's own world before its scripts. Receives what the preload exposes, frozen as
 * Electron freezes it; makes focus and visibility of the page those of the stand-in's window, which Chromium's own
 * window (headless, or kept awake by DevTools) would answer otherwise; window.open and window.close become main's.
 */
export const installPageWorld = (
  createBridgeEnd: (options: BridgeEndOptions) => BridgeEnd,
  options: { readonly secret: string; readonly state: WindowState },
): void => {
  if (window.top !== window) return;
  let state = options.state;

  const freeze = (value: unknown): unknown => {
    if ((typeof value !== "object" && typeof value !== "function") || value === null || ArrayBuffer.isView(value))
      return value;
    for (const key of Object.keys(value)) freeze(Reflect.get(value, key));
    return Object.freeze(value);
  };
  const changeState = (next: WindowState): void => {
    const before = state;
    state = next;
    // A window loses its focus before it goes, and comes before it is given the focus.
    if (before.focused && !next.focused) window.dispatchEvent(new FocusEvent("blur"));
    if (before.visible !== next.visible) document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    if (!before.focused && next.focused) window.dispatchEvent(new FocusEvent("focus"));
  };

  const end = createBridgeEnd({
    secret: options.secret,
    from: "page",
    to: "preload",
    onExpose: (key, api) => {
      if (Object.hasOwn(window, key))
        throw new Error(`Cannot bind an API on top of an existing property on the window object`);
      Object.defineProperty(window, key, {
        value: freeze(api),
        enumerable: true,
        writable: false,
        configurable: false,
      });
    },
    onSignal: (name, detail) => {
      if (name === "state") changeState(detail as WindowState);
    },
  });

  const define = (target: object, name: string, property: PropertyDescriptor): void => {
    Object.defineProperty(target, name, { configurable: true, enumerable: true, ...property });
  };
  define(Document.prototype, "visibilityState", { get: () => (state.visible ? "visible" : "hidden") });
  define(Document.prototype, "hidden", { get: () => !state.visible });
  define(Document.prototype, "hasFocus", { value: () => state.focused, writable: true });
  define(window, "open", {
    value: (url: string | URL = "about:blank", frameName = "", features = "") => {
      end.signal("open", { url: new URL(url, document.baseURI).href, frameName, features });
      return null;
    },
    writable: true,
  });
  define(window, "close", { value: () => end.signal("close", null), writable: true });
};
