import { INTENTS } from "../../preload/contract/intents.ts";

/** Weights by the hash of a name: row `n`, one column for each intent in the order of `INTENTS`, belongs to `hashes[n]`. */
export type WeightTable = {
  /** Rising. */
  readonly hashes: Uint32Array;
  /** In units of `scale`. */
  readonly weights: Int16Array;
  readonly scale: number;
};

/** What training gives (test/intents/train.ts) and the classifier reads. */
export type IntentModel = {
  /** Above 1: the raw chances were too sure of themselves. */
  readonly temperature: number;
  readonly bias: readonly number[];
  readonly features: WeightTable;
  readonly words: WeightTable;
  /** How much each word of `words` counts in a text, in units of 1/65535: common words count little. */
  readonly wordShares: Uint16Array;
};

const FORMAT = "tern-intents-1";

type Head = {
  readonly format: string;
  readonly temperature: number;
  readonly bias: readonly number[];
  readonly features: { readonly count: number; readonly scale: number };
  readonly words: { readonly count: number; readonly scale: number };
};

/** FNV-1a over UTF-16 code units, 32 bits. */
export const hashOf = (name: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return hash >>> 0;
};

/** The row of a hash; -1 if the table has none. */
export const rowOf = ({ hashes }: WeightTable, hash: number): number => {
  let [low, high] = [0, hashes.length - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = hashes[middle] ?? 0;
    if (found === hash) return middle;
    if (found < hash) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
};

/** Numbers are little-endian, as on every system that Electron runs on. */
export const encodeModel = (model: IntentModel): Uint8Array => {
  const { temperature, bias, features, words } = model;
  const head: Head = {
    format: FORMAT,
    temperature,
    bias,
    features: { count: features.hashes.length, scale: features.scale },
    words: { count: words.hashes.length, scale: words.scale },
  };
  const json = JSON.stringify(head);
  const text = new TextEncoder().encode(json.padEnd(json.length + ((4 - (json.length % 4)) % 4)));
  const parts = [features.hashes, words.hashes, features.weights, words.weights, model.wordShares].map(
    (part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength),
  );
  const bytes = new Uint8Array(4 + text.length + parts.reduce((sum, part) => sum + part.length, 0));
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  let at = 4 + text.length;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
};

/** Throws if the bytes are no model of this format: the build is broken then. */
export const decodeModel = (bytes: Uint8Array): IntentModel => {
  const { buffer } = new Uint8Array(bytes);
  const headBytes = new DataView(buffer).getUint32(0, true);
  const head: Head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, headBytes)));
  if (head.format !== FORMAT) throw new Error(`not an intent model of this build: ${head.format}`);
  let at = 4 + headBytes;
  const take = <Numbers>(
    Kind: new (buffer: ArrayBuffer, at: number, count: number) => Numbers,
    count: number,
    size: number,
  ): Numbers => {
    const numbers = new Kind(buffer, at, count);
    at += count * size;
    return numbers;
  };
  const featureHashes = take(Uint32Array, head.features.count, 4);
  const wordHashes = take(Uint32Array, head.words.count, 4);
  const featureWeights = take(Int16Array, head.features.count * INTENTS.length, 2);
  const wordWeights = take(Int16Array, head.words.count * INTENTS.length, 2);
  return {
    temperature: head.temperature,
    bias: head.bias,
    features: { hashes: featureHashes, weights: featureWeights, scale: head.features.scale },
    words: { hashes: wordHashes, weights: wordWeights, scale: head.words.scale },
    wordShares: take(Uint16Array, head.words.count, 2),
  };
};
