import type { BridgeEnd, BridgeEndOptions } from "./bridge-end.ts";
import type { CloneCodec } from "./clone-codec.ts";
import type { WindowState } from "./page-world.ts";

/** What the preload's world tells the stand-in, as JSON over one CDP binding. `values` are encoded clones. */
export type FromPreload =
  | { readonly kind: "send"; readonly channel: string; readonly values: string }
  | { readonly kind: "invoke"; readonly id: number; readonly channel: string; readonly values: string }
  | {
      readonly kind: "open";
      readonly url: string;
      readonly frameName: string;
      readonly features: string;
      readonly disposition: string;
    }
  | { readonly kind: "navigate"; readonly url: string }
  | { readonly kind: "close" };

/** What the stand-in tells the preload's world. */
export type ToPreload =
  | { readonly kind: "message"; readonly channel: string; readonly values: string }
  | { readonly kind: "answer"; readonly id: number; readonly value: string }
  | { readonly kind: "refusal"; readonly id: number; readonly message: string }
  | { readonly kind: "state"; readonly state: WindowState };

export type PreloadWorldOptions = {
  readonly secret: string;
  /** Name of the CDP binding, and of the function that the stand-in calls. */
  readonly bindingName: string;
  readonly deliverName: string;
  /** The part of `process` a sandboxed preload sees. */
  readonly process: {
    readonly platform: string;
    readonly arch: string;
    readonly versions: Readonly<Record<string, string>>;
  };
};

/**
 * Self-contained; runs in the isolated world of a window's top frame before the page. Gives `runPreload` a `require`
 * that knows "electron" only: contextBridge and ipcRenderer.
 */
export const installPreloadWorld = (
  createBridgeEnd: (options: BridgeEndOptions) => BridgeEnd,
  createCloneCodec: () => CloneCodec,
  options: PreloadWorldOptions,
  runPreload: (require: (name: string) => unknown, module: { exports: unknown }, process: unknown) => void,
): void => {
  if (window.top !== window) return;
  type Listener = (event: object, ...values: unknown[]) => void;
  const codec = createCloneCodec();
  const binding = Reflect.get(globalThis, options.bindingName) as (text: string) => void;
  const tell = (message: FromPreload): void => binding(JSON.stringify(message));

  const listeners = new Map<string, { listener: Listener; isOnce: boolean }[]>();
  const pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let lastCall = 0;

  type Renderer = Readonly<Record<string, (...values: never[]) => unknown>>;
  const add = (channel: string, listener: Listener, isOnce: boolean): Renderer => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, isOnce }]);
    return ipcRenderer;
  };
  const remove = (channel: string, listener: Listener): Renderer => {
    const kept = [...(listeners.get(channel) ?? [])];
    const at = kept.findLastIndex((entry) => entry.listener === listener);
    if (at >= 0) kept.splice(at, 1);
    listeners.set(channel, kept);
    return ipcRenderer;
  };
  const emit = (channel: string, values: readonly unknown[]): void => {
    for (const { listener, isOnce } of listeners.get(channel) ?? []) {
      if (isOnce) remove(channel, listener);
      try {
        listener({ sender: ipcRenderer, senderId: 0, ports: [] }, ...values);
      } catch (error) {
        reportError(error); // as an exception in a listener is in Electron: uncaught, and the others still run
      }
    }
  };

  const ipcRenderer: Renderer = {
    send: (channel: string, ...values: unknown[]): void =>
      tell({ kind: "send", channel, values: codec.encode(values) }),
    // Async: a value that cannot be cloned rejects, as in Electron.
    invoke: async (channel: string, ...values: unknown[]): Promise<unknown> => {
      const encoded = codec.encode(values);
      const id = ++lastCall;
      const answer = new Promise((resolve, reject) => pending.set(id, { resolve, reject }));
      tell({ kind: "invoke", id, channel, values: encoded });
      return answer;
    },
    on: (channel: string, listener: Listener) => add(channel, listener, false),
    addListener: (channel: string, listener: Listener) => add(channel, listener, false),
    once: (channel: string, listener: Listener) => add(channel, listener, true),
    off: remove,
    removeListener: remove,
    removeAllListeners: (channel?: string) => {
      if (channel === undefined) listeners.clear();
      else listeners.delete(channel);
      return ipcRenderer;
    },
    listenerCount: (channel: string) => listeners.get(channel)?.length ?? 0,
  };

  const end = createBridgeEnd({
    secret: options.secret,
    from: "preload",
    to: "page",
    onExpose: () => {},
    onSignal: (name, detail) => {
      if (name === "open") {
        const asked = detail as { url: string; frameName: string; features: string };
        tell({ kind: "open", ...asked, disposition: "new-window" });
      } else if (name === "close") tell({ kind: "close" });
    },
  });
  const contextBridge = {
    exposeInMainWorld: (key: string, api: unknown): void => end.expose(key, api),
  };

  Reflect.set(globalThis, options.deliverName, (text: string): void => {
    const message = JSON.parse(text) as ToPreload;
    switch (message.kind) {
      case "message":
        return emit(message.channel, codec.decode(message.values) as unknown[]);
      case "answer":
        pending.get(message.id)?.resolve(codec.decode(message.value));
        return void pending.delete(message.id);
      case "refusal":
        pending.get(message.id)?.reject(new Error(message.message)); // main wrote it as Electron words it
        return void pending.delete(message.id);
      case "state":
        return end.signal("state", message.state);
    }
  });

  // A link that would open a window, or leave for a scheme that Chromium hands to other programs, goes to main instead.
  const onClick = (event: MouseEvent): void => {
    const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
    if (event.defaultPrevented || !link?.href) return;
    const opensWindow =
      (link.target !== "" && link.target !== "_self") ||
      event.ctrlKey ||
      event.metaKey ||
      event.shiftKey ||
      event.button === 1;
    const leaves = !/^(https?|blob|data|javascript|about):/.test(link.href);
    if (link.download !== "" || link.hasAttribute("download") || (!opensWindow && !leaves)) return;
    event.preventDefault();
    if (opensWindow)
      tell({ kind: "open", url: link.href, frameName: link.target, features: "", disposition: "foreground-tab" });
    else tell({ kind: "navigate", url: link.href });
  };
  window.addEventListener("click", onClick);
  window.addEventListener("auxclick", onClick);

  runPreload(
    (name) => {
      if (name === "electron" || name === "electron/renderer") return { contextBridge, ipcRenderer };
      throw new Error(`module not found: ${name}`);
    },
    { exports: {} },
    { ...options.process, type: "renderer", sandboxed: true, contextIsolated: true, env: {} },
  );
};
