import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** Something secret that was found in a file of the profile. */
export type Leak = { readonly file: string; readonly secret: string };

/** Shorter ones may be anywhere by chance. */
const SHORTEST = 8;

/** As bytes, whether written as UTF-8 or as UTF-16. */
const formsOf = (secret: string): readonly Buffer[] => [Buffer.from(secret, "utf8"), Buffer.from(secret, "utf16le")];

/**
 * Looks for each secret, and for the content of each of these files, in the bytes of every file of the profile, as it lies
 * on the disk now.
 */
export const leaksIn = (
  profile: string,
  secrets: Iterable<string>,
  files: Readonly<Record<string, Buffer>>,
): readonly Leak[] => {
  const wanted = [...new Set(secrets)].filter(({ length }) => length >= SHORTEST);
  const forms = [
    ...wanted.flatMap((secret) => formsOf(secret).map((bytes) => ({ secret, bytes }))),
    ...Object.entries(files).map(([secret, bytes]) => ({ secret, bytes })),
  ];
  return readdirSync(profile, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      const content = readFileSync(path);
      const found = forms.filter(({ bytes }) => content.includes(bytes));
      return found.map(({ secret }) => ({ file: relative(profile, path), secret }));
    });
};

/** A phone number as it may be written: "+14155550121", "(415) 555-0121", "4155550121". */
export const formsOfNumber = (e164: string): readonly string[] => {
  const [, area, exchange, line] = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(e164) ?? [];
  return area === undefined ? [e164] : [`${area}${exchange}${line}`, `(${area}) ${exchange}-${line}`];
};

/** What of an entry of the keychain is secret: of a token's JSON, its long strings. */
export const secretsIn = (entry: string): readonly string[] => {
  const parts = [...entry.matchAll(/"([\w.-]{16,})"/g)].map(([, part = ""]) => part);
  return parts.length > 0 ? parts : [entry];
};
