import { ipcMain } from "electron";
import { REQUEST_CHANNEL } from "../../preload/contract/api.ts";
import type { RequestSender } from "../../preload/contract/handlers.ts";
import { failed, type Result } from "../../preload/contract/result.ts";
import type { Dispatch, Refusal } from "./dispatch.ts";
import { originOf, trustedSender } from "./trusted-sender.ts";

/** Answers requests of our own windows, and of nobody else. */
export const serveRequests = (options: {
  readonly dispatch: Dispatch;
  /** The window these web contents belong to; null if it is none of ours. */
  readonly senderOf: (webContentsId: number) => RequestSender | null;
  readonly isOwnUrl: (url: string) => boolean;
  readonly onRefused: (refusal: Refusal) => void;
  /** After each answer that went well: a window that has read the state is listening to events. */
  readonly onAnswered: (name: unknown, sender: RequestSender) => void;
}): void => {
  ipcMain.handle(REQUEST_CHANNEL, async (event, name: unknown, argument: unknown): Promise<Result<unknown>> => {
    const sender = trustedSender(event, options.senderOf, options.isOwnUrl);
    if (sender === null) {
      options.onRefused({ reason: "untrusted-sender", origin: originOf(event.senderFrame?.url) });
      return failed("invalid-request", "not one of Tern's windows");
    }
    const result = await options.dispatch(name, argument, sender);
    if (result.ok) options.onAnswered(name, sender);
    return result;
  });
};
