import { extname } from "node:path";
import { ATTACHMENT_TYPES } from "../../preload/contract/limits.ts";

/** Files of the built renderer. What is not here is not served. */
const RENDERER_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

const KNOWN_ATTACHMENT_TYPES = new Set(Object.values(ATTACHMENT_TYPES));

/** What a window may draw itself. An SVG is not among them: opened on its own it is a document that can run script. */
const isShown = (type: string): boolean => /^(image|video|audio)\//.test(type) && type !== "image/svg+xml";

export const rendererContentType = (path: string): string | null => RENDERER_TYPES[extname(path).toLowerCase()] ?? null;

/**
 * How an attachment is handed to a window. The type comes from a stranger's phone: one that is not in the table becomes
 * bytes to save, so that nothing is taken for a page or a script of ours.
 */
export const attachmentHeaders = (contentType: string): Readonly<Record<string, string>> => {
  const type = contentType.toLowerCase().split(";")[0]?.trim() ?? "";
  const isKnown = KNOWN_ATTACHMENT_TYPES.has(type);
  const disposition = isKnown && isShown(type) ? "inline" : "attachment";
  return {
    "Content-Type": isKnown ? type : "application/octet-stream",
    "Content-Disposition": disposition,
    // Should one be opened as a page all the same: no script, no requests, an origin of its own.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  };
};
