import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SET_FOLDER } from "./lines.ts";

/** Numbers for each word that are alike for words that are used alike. */
export type WordVectors = {
  /** Commonest first. */
  readonly words: readonly string[];
  /** `DIMENSIONS` numbers for each word, of length 1, in units of 1/254. */
  readonly numbers: Int8Array;
};

export const DIMENSIONS = 100;
export const UNIT = 1 / 254;

/** The committed cut of GloVe's vectors; test/commands/word-vectors.ts made it. */
export const readWordVectors = (): WordVectors => {
  const words = readFileSync(join(SET_FOLDER, "word-vectors.txt"), "utf8").trimEnd().split("\n");
  const bytes = readFileSync(join(SET_FOLDER, "word-vectors.bin"));
  if (bytes.length !== words.length * DIMENSIONS) throw new Error("word-vectors.txt and .bin do not fit each other");
  return { words, numbers: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length) };
};

/** How much the word at this place of the list counts in a text: the commonest say least. Between 0 and 1. */
export const shareOf = (rank: number): number => 1e-3 / (1e-3 + 1 / (8 * (rank + 10)));
