import { INTENTS } from "../../preload/contract/intents.ts";
import { hashOf, type IntentModel, type WeightTable } from "../../main/intents/model-file.ts";
import { examplesOf, wordMeaning, type Example } from "./examples.ts";
import type { LabelledLine } from "./lines.ts";
import { seededRandom, shuffle } from "./seeded-random.ts";
import { DIMENSIONS, shareOf, type WordVectors } from "./word-vectors.ts";

const LABELS = INTENTS.length;
const SEED = 7;
const ROUNDS = 12;
const RATE = 0.15;
/** Pulls each weight towards 0, so that what was seen once does not decide. */
const PULL = 3e-7;
/** A feature of one line alone says nothing about other lines; a word may. */
const SEEN_IN_LINES = 2;

/**
 * Divides the scores before they become chances; `npm run intents -- --cross-validate` says which number makes them
 * honest.
 */
export const TEMPERATURE = 1;

/**
 * A softmax regression over features and word vectors, by stochastic gradient descent (AdaGrad). The same lines in the
 * same order give the same model, to the bit: no clock, no chance but a seed, and only arithmetic that every V8 rounds alike.
 */
export const train = (lines: readonly LabelledLine[], vectors: WordVectors): IntentModel => {
  const examples = examplesOf(lines, vectors);
  const rows = rowsOf(examples);
  const weights = learn(
    examples.map((example) => inputOf(example, rows)),
    rows.size,
  );
  const features = [...rows].map(([hash, row]) => ({ hash, row: weights.subarray(row * LABELS, (row + 1) * LABELS) }));
  const meaning = weights.subarray(rows.size * LABELS, (rows.size + DIMENSIONS) * LABELS);
  const words = vectors.words.map((word, rank) => ({
    hash: hashOf(word),
    row: scoresOf(rank, vectors, meaning),
    rank,
  }));
  const byHash = words.toSorted((one, other) => one.hash - other.hash);
  return {
    temperature: TEMPERATURE,
    bias: [...weights.subarray((rows.size + DIMENSIONS) * LABELS)],
    features: tableOf(features.toSorted((one, other) => one.hash - other.hash)),
    words: tableOf(byHash),
    wordShares: Uint16Array.from(byHash, ({ rank }) => Math.round(shareOf(rank) * 65535)),
  };
};

/** A row for each feature that enough lines have; a single stem needs one line only. */
const rowsOf = (examples: readonly Example[]): ReadonlyMap<number, number> => {
  const seen = new Map<number, number>();
  for (const { hashes, stems } of examples)
    hashes.forEach((hash, at) => seen.set(hash, (seen.get(hash) ?? 0) + (stems[at] === 1 ? SEEN_IN_LINES : 1)));
  const kept = [...seen].filter(([, lines]) => lines >= SEEN_IN_LINES);
  return new Map(kept.map(([hash], row) => [hash, row]));
};

type Input = {
  readonly label: number;
  readonly rows: Int32Array;
  readonly weights: Float32Array;
  readonly meaning: Float32Array;
};

const inputOf = ({ label, hashes, weights, meaning }: Example, rows: ReadonlyMap<number, number>): Input => {
  const known = [...hashes].flatMap((hash, at) => {
    const row = rows.get(hash);
    return row === undefined ? [] : [{ row, weight: weights[at] ?? 0 }];
  });
  const length = Math.sqrt(known.reduce((sum, { weight }) => sum + weight * weight, 0)) || 1;
  return {
    label,
    rows: Int32Array.from(known, ({ row }) => row),
    weights: Float32Array.from(known, ({ weight }) => weight / length),
    meaning,
  };
};

/** Rows of features, then of the vectors' dimensions, then the bias; a column for each intent. */
const learn = (inputs: readonly Input[], featureCount: number): Float32Array => {
  const biasRow = featureCount + DIMENSIONS;
  const weights = new Float32Array((biasRow + 1) * LABELS);
  const squares = new Float32Array(weights.length).fill(1e-6);
  const chances = new Float64Array(LABELS);
  const steps = new Float64Array(LABELS);
  const labelWeights = evenedOut(inputs);
  const random = seededRandom(SEED);
  const order = Int32Array.from(inputs, (_, at) => at);

  const score = (row: number, times: number): void => {
    for (let label = 0; label < LABELS; label += 1)
      chances[label] = (chances[label] ?? 0) + (weights[row * LABELS + label] ?? 0) * times;
  };
  const step = (row: number, times: number): void => {
    for (let label = 0; label < LABELS; label += 1) {
      const at = row * LABELS + label;
      const weight = weights[at] ?? 0;
      const slope = (steps[label] ?? 0) * times + PULL * weight;
      const square = (squares[at] ?? 0) + slope * slope;
      squares[at] = square;
      weights[at] = weight - (RATE * slope) / Math.sqrt(square);
    }
  };
  const overAll = (input: Input, act: (row: number, times: number) => void): void => {
    for (let at = 0; at < input.rows.length; at += 1) act(input.rows[at] ?? 0, (input.weights[at] ?? 0) * 1.5);
    for (let at = 0; at < DIMENSIONS; at += 1) act(featureCount + at, input.meaning[at] ?? 0);
    act(biasRow, 1);
  };

  for (let round = 0; round < ROUNDS; round += 1) {
    shuffle(order, random);
    for (const at of order) {
      const input = inputs[at];
      if (input === undefined) continue;
      chances.fill(0);
      overAll(input, score);
      softmax(chances);
      for (let label = 0; label < LABELS; label += 1)
        steps[label] = ((chances[label] ?? 0) - (label === input.label ? 1 : 0)) * (labelWeights[input.label] ?? 1);
      overAll(input, step);
    }
  }
  // The classifier scales a text's features to length 1; here they had 1.5.
  for (let at = 0; at < featureCount * LABELS; at += 1) weights[at] = (weights[at] ?? 0) * 1.5;
  return weights;
};

/** A label with few lines counts more for each, but not as much more as it has fewer. */
const evenedOut = (inputs: readonly Input[]): readonly number[] => {
  const counts = INTENTS.map((_, label) => inputs.filter((input) => input.label === label).length);
  return counts.map((count) => Math.sqrt(inputs.length / LABELS / Math.max(1, count)));
};

const softmax = (scores: Float64Array): void => {
  const highest = Math.max(...scores);
  let all = 0;
  scores.forEach((score, at) => {
    const weight = Math.exp(score - highest);
    scores[at] = weight;
    all += weight;
  });
  scores.forEach((weight, at) => {
    scores[at] = weight / all;
  });
};

const scoresOf = (rank: number, vectors: WordVectors, meaning: Float32Array): Float32Array => {
  const scores = new Float32Array(LABELS);
  wordMeaning(rank, vectors).forEach((value, at) => {
    for (let label = 0; label < LABELS; label += 1)
      scores[label] = (scores[label] ?? 0) + value * (meaning[at * LABELS + label] ?? 0);
  });
  return scores;
};

const tableOf = (rows: readonly { readonly hash: number; readonly row: Float32Array }[]): WeightTable => {
  const largest = rows.reduce((most, { row }) => Math.max(most, ...row.map(Math.abs)), 0);
  const scale = largest / 32767 || 1;
  const weights = new Int16Array(rows.length * LABELS);
  rows.forEach(({ row }, at) => {
    row.forEach((weight, label) => {
      weights[at * LABELS + label] = Math.round(weight / scale);
    });
  });
  return { hashes: Uint32Array.from(rows, ({ hash }) => hash), weights, scale };
};
