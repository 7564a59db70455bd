import { readFileSync, writeFileSync } from "node:fs";

const PAGE_BYTES = 4096;

/** How many pages a closed database has. */
export const pagesOf = (file: string): number => Math.floor(readFileSync(file).length / PAGE_BYTES);

/** One byte in each of these pages of a closed database, counted from 0. Without page 0 no key fits any more. */
export const damagePages = (file: string, pages: readonly number[]): void => {
  const bytes = readFileSync(file);
  for (const page of pages) {
    const at = page * PAGE_BYTES + 99;
    bytes.writeUInt8(bytes.readUInt8(at) ^ 255, at);
  }
  writeFileSync(file, bytes);
};

/** All of these pages, counted from 0: nothing of them can be read any more. */
export const wipePages = (file: string, pages: readonly number[]): void => {
  const bytes = readFileSync(file);
  for (const page of pages) bytes.fill(7, page * PAGE_BYTES, (page + 1) * PAGE_BYTES);
  writeFileSync(file, bytes);
};
