/** Exposes the typed API to our own windows. Runs sandboxed: loads nothing but electron. */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from "electron";
import { API_NAME, EVENT_CHANNEL, REQUEST_CHANNEL, type TernApi } from "./contract/api.ts";
import type { EventName, Events } from "./contract/events.ts";

const api: TernApi = {
  request: (name, argument) => ipcRenderer.invoke(REQUEST_CHANNEL, name, argument),
  subscribe: (listener) => {
    // The Electron event object stays here: it would hand the window a sender to talk past the API with.
    const forward = (_event: IpcRendererEvent, name: EventName, payload: Events[EventName]): void =>
      listener(name, payload);
    ipcRenderer.on(EVENT_CHANNEL, forward);
    return () => void ipcRenderer.removeListener(EVENT_CHANNEL, forward);
  },
  platform: process.platform,
};

contextBridge.exposeInMainWorld(API_NAME, api);
