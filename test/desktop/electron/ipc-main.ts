import { EventEmitter } from "node:events";
import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent, WebContents } from "electron";
import type { FromPreload, ToPreload } from "../world/preload-world.ts";
import { createCloneCodec } from "../world/clone-codec.ts";
import { createEvent } from "./events.ts";
import type { FrameApi } from "./frame.ts";

type Handler = Parameters<IpcMain["handle"]>[1];
export type IpcMainApi = EventEmitter & Pick<IpcMain, "handle" | "handleOnce" | "removeHandler">;

type Call = Extract<FromPreload, { kind: "send" | "invoke" }>;

/** Electron's ipcMain, and the way in for what a window's preload sends. */
export const createIpcMain = (): {
  readonly ipcMain: IpcMainApi;
  readonly receive: (
    call: Call,
    from: { readonly contents: object; readonly frame: FrameApi | null; readonly answer: (message: ToPreload) => void },
  ) => void;
} => {
  const emitter = new EventEmitter();
  const codec = createCloneCodec();
  const handlers = new Map<string, Handler>();

  const handle: IpcMain["handle"] = (channel, listener) => {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, listener);
  };
  const api: Pick<IpcMain, "handle" | "handleOnce" | "removeHandler"> = {
    handle,
    handleOnce: (channel, listener) =>
      handle(channel, (event, ...values) => {
        handlers.delete(channel);
        return listener(event, ...values);
      }),
    removeHandler: (channel) => void handlers.delete(channel),
  };

  const invoke = async (call: Extract<Call, { kind: "invoke" }>, event: IpcMainInvokeEvent): Promise<ToPreload> => {
    try {
      const handler = handlers.get(call.channel);
      if (handler === undefined) throw new Error(`No handler registered for '${call.channel}'`);
      const value: unknown = await handler(event, ...(codec.decode(call.values) as unknown[]));
      return { kind: "answer", id: call.id, value: codec.encode(value) };
    } catch (error) {
      process.stderr.write(`Error occurred in handler for '${call.channel}': ${String(error)}\n`);
      return {
        kind: "refusal",
        id: call.id,
        message: `Error invoking remote method '${call.channel}': ${String(error)}`,
      };
    }
  };

  return {
    ipcMain: Object.assign(emitter, api),
    receive: (call, { contents, frame, answer }) => {
      const event = createEvent({
        type: "frame" as const,
        sender: contents as WebContents,
        senderFrame: frame as unknown as IpcMainEvent["senderFrame"],
        processId: process.pid,
        frameId: 1,
      });
      if (call.kind === "send") emitter.emit(call.channel, event, ...(codec.decode(call.values) as unknown[]));
      else void invoke(call, event).then(answer);
    },
  };
};
