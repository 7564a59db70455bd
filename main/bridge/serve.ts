import { ipcMain, type IpcMainInvokeEvent } from "electron";
import { REQUEST_CHANNEL } from "../../preload/contract/api.ts";
import type { RequestSender } from "../../preload/contract/handlers.ts";
import { failed, type Result } from "../../preload/contract/result.ts";
import type { Dispatch, Refusal } from "./dispatch.ts";

/**
 * Answers requests of our own windows, and of nobody else: the frame must be the top frame of a window that `senderOf`
 * knows, at a URL that `isOwnUrl` accepts. A frame that has gone meanwhile is refused too.
 */
export const serveRequests = (options: {
  readonly dispatch: Dispatch;
  /** The window this web contents belongs to; null if it is none of ours. */
  readonly senderOf: (webContentsId: number) => RequestSender | null;
  readonly isOwnUrl: (url: string) => boolean;
  readonly onRefused: (refusal: Refusal) => void;
  /** After each answer that went well: a window that has read the state is listening to events. */
  readonly onAnswered: (name: unknown, sender: RequestSender) => void;
}): void => {
  const trustedSender = (event: IpcMainInvokeEvent): RequestSender | null => {
    const frame = event.senderFrame;
    if (frame === null || frame.parent !== null || !options.isOwnUrl(frame.url)) return null;
    return options.senderOf(event.sender.id);
  };

  ipcMain.handle(REQUEST_CHANNEL, async (event, name: unknown, argument: unknown): Promise<Result<unknown>> => {
    const sender = trustedSender(event);
    if (sender === null) {
      options.onRefused({ reason: "untrusted-sender", origin: originOf(event.senderFrame?.url) });
      return failed("invalid-request", "not one of Tern's windows");
    }
    const result = await options.dispatch(name, argument, sender);
    if (result.ok) options.onAnswered(name, sender);
    return result;
  });
};

/** Scheme and host only: a path or query could hold anything. */
const originOf = (url: string | undefined): string => {
  const parsed = url === undefined ? null : URL.parse(url);
  return parsed === null ? "unknown" : `${parsed.protocol}//${parsed.host}`;
};
