import { ATTACHMENT_TYPES } from "../../preload/contract/limits.ts";

const extensionFor = (contentType: string): string =>
  Object.entries(ATTACHMENT_TYPES).find(([, type]) => type === contentType)?.[0] ?? "bin";

/**
 * RingCentral takes ASCII file names only. Accents go ("café.png" → "cafe.png"); a name of which nothing is left becomes
 * "attachment-<position>", with the extension of its type.
 */
export const asciiFileName = (fileName: string, contentType: string, position: number): string => {
  const plain = fileName
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^\x20-\x7e]+/g, "_")
    .replace(/["\\/:*?<>|]+/g, "_")
    .trim();
  const [, stem = plain, extension = ""] = /^(.*?)(\.[A-Za-z0-9]+)?$/.exec(plain) ?? [];
  const name = /[A-Za-z0-9]/.test(stem) ? stem.slice(-80) : `attachment-${position}`;
  return `${name}${extension === "" ? `.${extensionFor(contentType)}` : extension}`;
};
