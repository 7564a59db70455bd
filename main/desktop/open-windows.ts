import type { BrowserWindow } from "electron";
import { EVENT_CHANNEL } from "../../preload/contract/api.ts";
import type { EventName, Events } from "../../preload/contract/events.ts";
import type { RequestSender } from "../../preload/contract/handlers.ts";

/** One window of ours, from its making until it is closed. */
export type OpenWindow = {
  readonly window: BrowserWindow;
  readonly sender: RequestSender;
  /** Sends now, or, while its page is not yet listening, as soon as it is. */
  readonly tell: <Name extends EventName>(name: Name, payload: Events[Name]) => void;
};

export type OpenWindows = {
  readonly add: (window: BrowserWindow, fit: (height: number) => void) => OpenWindow;
  readonly senderOf: (webContentsId: number) => RequestSender | null;
  /** The window has read the state: by the contract it listens to events from before then. */
  readonly listening: (windowId: number) => void;
  readonly broadcast: <Name extends EventName>(name: Name, payload: Events[Name]) => void;
};

/**
 * The windows that exist. Who asks is looked up here, so a page that is not in one of them is nobody. `onClosed` is told
 * of each that is gone.
 */
export const createOpenWindows = (onClosed: (windowId: number) => void): OpenWindows => {
  type Entry = OpenWindow & {
    isListening: boolean;
    readonly waiting: (() => void)[];
    readonly send: (name: EventName, payload: Events[EventName]) => void;
  };
  const entries = new Map<number, Entry>();

  return {
    add: (window, fit) => {
      const windowId = window.webContents.id;
      const send = (name: EventName, payload: Events[EventName]): void => {
        if (!window.isDestroyed()) window.webContents.send(EVENT_CHANNEL, name, payload);
      };
      const entry: Entry = {
        window,
        sender: { windowId, close: () => window.close(), fit },
        isListening: false,
        waiting: [],
        send,
        tell: (name, payload) => {
          if (entry.isListening) send(name, payload);
          else entry.waiting.push(() => send(name, payload));
        },
      };
      entries.set(windowId, entry);
      // A page loaded anew is not listening yet. (Not on did-start-navigation: that comes for a refused link as well.)
      window.webContents.on("did-navigate", () => {
        entry.isListening = false;
      });
      window.on("closed", () => {
        entries.delete(windowId);
        onClosed(windowId);
      });
      return entry;
    },
    senderOf: (webContentsId) => entries.get(webContentsId)?.sender ?? null,
    listening: (windowId) => {
      const entry = entries.get(windowId);
      if (entry === undefined) return;
      entry.isListening = true;
      for (const send of entry.waiting.splice(0)) send();
    },
    broadcast: (name, payload) => {
      // A page that is not listening yet misses it, and asks for all of it when it is.
      for (const entry of entries.values()) entry.send(name, payload);
    },
  };
};
