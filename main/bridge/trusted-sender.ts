import type { RequestSender } from "../../preload/contract/handlers.ts";

/** The part of a request's event that says who sent it. */
export type SentBy = {
  /** Null when the frame is gone, or has gone elsewhere, since it sent. */
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
  readonly sender: { readonly id: number };
};

/**
 * Our window that sent this; null if it was anybody else. Only the top frame of a window of ours, at a page of ours:
 * not a frame inside it, not a page it was led to, not contents that are in no window (a webview, dev tools).
 */
export const trustedSender = (
  event: SentBy,
  senderOf: (webContentsId: number) => RequestSender | null,
  isOwnUrl: (url: string) => boolean,
): RequestSender | null => {
  const frame = event.senderFrame;
  if (frame === null || frame.parent !== null || !isOwnUrl(frame.url)) return null;
  return senderOf(event.sender.id);
};

/** Scheme and host only, for the log: a path or query could hold anything. */
export const originOf = (url: string | undefined): string => {
  const parsed = url === undefined ? null : URL.parse(url);
  return parsed === null ? "unknown" : `${parsed.protocol}//${parsed.host}`;
};
