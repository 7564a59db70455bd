import { join, relative, isAbsolute } from "node:path";
import type { AttachmentId, ConversationId, TextId } from "../../preload/contract/model.ts";

/** Our own scheme and host: one origin for all windows, `tern://app`. */
export const APP_SCHEME = "tern";
const APP_ORIGIN = `${APP_SCHEME}://app`;

export const MAIN_WINDOW_URL = `${APP_ORIGIN}/index.html`;
export const quickReplyUrl = (id: ConversationId): string =>
  `${MAIN_WINDOW_URL}#/quick-reply/${encodeURIComponent(id)}`;

/** Whether a frame at this URL is one of our own pages. */
export const isAppUrl = (url: string): boolean => {
  const parsed = URL.parse(url);
  return parsed?.protocol === `${APP_SCHEME}:` && parsed.host === "app";
};

/** Whether a link may be handed to the person's browser. Never a file, a script, or another program's scheme. */
export const isWebLink = (url: string): boolean => URL.parse(url)?.protocol === "https:";

/** What a URL of our scheme asks for. */
export type AppUrlTarget =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "attachment"; readonly textId: TextId; readonly attachmentId: AttachmentId }
  | { readonly kind: "none" };

const NONE: AppUrlTarget = { kind: "none" };
const ID = /^[\w-]{1,64}$/;
const isTextId = (part: string): part is TextId => ID.test(part);
const isAttachmentId = (part: string): part is AttachmentId => ID.test(part);

/**
 * Finds out what is asked for. A path that leaves `rendererFolder`, by `..`, an encoded separator or a drive, is `none`.
 * Example: `tern://app/attachment/3f2a/0c1d` → attachment 0c1d of text 3f2a.
 */
export const targetOf = (url: string, rendererFolder: string): AppUrlTarget => {
  if (!isAppUrl(url)) return NONE;
  const path = decodedPath(new URL(url).pathname);
  if (path === null) return NONE;
  const [, room, textId = "", attachmentId = "", ...rest] = path.split("/");
  if (room === "attachment") {
    if (!isTextId(textId) || !isAttachmentId(attachmentId) || rest.length > 0) return NONE;
    return { kind: "attachment", textId, attachmentId };
  }
  if (path.includes("\\") || path.includes("\0") || path.includes(":")) return NONE;
  const file = join(rendererFolder, path === "/" ? "index.html" : path);
  const inside = relative(rendererFolder, file);
  return inside === "" || inside.startsWith("..") || isAbsolute(inside) ? NONE : { kind: "file", path: file };
};

const decodedPath = (pathname: string): string | null => {
  try {
    return decodeURIComponent(pathname);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
};
