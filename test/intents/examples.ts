import { INTENTS } from "../../preload/contract/intents.ts";
import { readText } from "../../main/intents/features.ts";
import { hashOf } from "../../main/intents/model-file.ts";
import type { LabelledLine } from "./lines.ts";
import { DIMENSIONS, shareOf, UNIT, type WordVectors } from "./word-vectors.ts";

/** A labelled line as the numbers that training sees. */
export type Example = {
  readonly label: number;
  readonly hashes: Uint32Array;
  readonly weights: Float32Array;
  /** 1 for each of `hashes` that is one word alone, else 0. */
  readonly stems: Uint8Array;
  /** The mean of its words' vectors. */
  readonly meaning: Float32Array;
};

/** Beside a feature's weight of 1.5 in all, the vectors count this much. */
const MEANING_WEIGHT = 6;

export const examplesOf = (lines: readonly LabelledLine[], vectors: WordVectors): readonly Example[] => {
  const ranks = new Map(vectors.words.map((word, rank) => [word, rank]));
  return lines.map(({ text, intent }) => {
    const { features, tokens } = readText(text);
    const known = tokens.flatMap((token) => ranks.get(token) ?? []);
    return {
      label: INTENTS.indexOf(intent),
      hashes: Uint32Array.from(features, ({ name }) => hashOf(name)),
      weights: Float32Array.from(features, ({ weight }) => weight),
      stems: Uint8Array.from(features, ({ isStem }) => Number(isStem)),
      meaning: meaningOf(known, vectors),
    };
  });
};

/** What one word adds to a meaning, before its share of the text. */
export const wordMeaning = (rank: number, { numbers }: WordVectors): Float32Array =>
  Float32Array.from({ length: DIMENSIONS }, (_, at) => (numbers[rank * DIMENSIONS + at] ?? 0) * UNIT * MEANING_WEIGHT);

const meaningOf = (ranks: readonly number[], vectors: WordVectors): Float32Array => {
  const mean = new Float32Array(DIMENSIONS);
  const all = ranks.reduce((sum, rank) => sum + shareOf(rank), 0);
  for (const rank of ranks)
    wordMeaning(rank, vectors).forEach((value, at) => {
      mean[at] = (mean[at] ?? 0) + (value * shareOf(rank)) / all;
    });
  return mean;
};
