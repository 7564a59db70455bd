import { INTENTS } from "../../preload/contract/intents.ts";
import type { IntentChances, IntentClassifier } from "../core/ports/intents.ts";
import { readText } from "./features.ts";
import { decodeModel, hashOf, rowOf, type IntentModel, type WeightTable } from "./model-file.ts";

/** The classifier of a trained model: `bytes` are what the build made of assets/intents. */
export const createIntentClassifier = (bytes: Uint8Array): IntentClassifier => classifierOf(decodeModel(bytes));

export const classifierOf = (model: IntentModel): IntentClassifier => ({
  chances: (text) => {
    const scores = [...model.bias];
    const { features, tokens } = readText(text);
    addFeatures(scores, model, features);
    addWords(scores, model, tokens);
    return chancesOf(scores, model.temperature);
  },
});

const add = (scores: number[], { weights, scale }: WeightTable, row: number, times: number): void => {
  for (let at = 0; at < INTENTS.length; at += 1)
    scores[at] = (scores[at] ?? 0) + (weights[row * INTENTS.length + at] ?? 0) * scale * times;
};

/** A long text has more features, not more say: they are scaled to length 1. */
const addFeatures = (scores: number[], model: IntentModel, features: ReturnType<typeof readText>["features"]): void => {
  const known = features.flatMap(({ name, weight }) => {
    const row = rowOf(model.features, hashOf(name));
    return row < 0 ? [] : [{ row, weight }];
  });
  const length = Math.hypot(...known.map(({ weight }) => weight));
  for (const { row, weight } of known) add(scores, model.features, row, weight / length);
};

/** The mean over the words that the vectors know, also those that no line of the set has. */
const addWords = (scores: number[], model: IntentModel, tokens: readonly string[]): void => {
  const known = tokens.flatMap((token) => {
    const row = rowOf(model.words, hashOf(token));
    return row < 0 ? [] : [{ row, share: (model.wordShares[row] ?? 0) / 65535 }];
  });
  const all = known.reduce((sum, { share }) => sum + share, 0);
  for (const { row, share } of known) add(scores, model.words, row, share / all);
};

const chancesOf = (scores: readonly number[], temperature: number): IntentChances => {
  const highest = Math.max(...scores);
  const weights = scores.map((score) => Math.exp((score - highest) / temperature));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const chance = (at: number): number => (weights[at] ?? 0) / all;
  return {
    urgent: chance(0),
    scheduling: chance(1),
    document: chance(2),
    question: chance(3),
    social: chance(4),
    other: chance(5),
  };
};
