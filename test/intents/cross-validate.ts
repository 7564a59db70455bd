import { INTENTS } from "../../preload/contract/intents.ts";
import { decideIntent } from "../../main/core/intents/decide-intent.ts";
import type { IntentChances } from "../../main/core/ports/intents.ts";
import { classifierOf } from "../../main/intents/classifier.ts";
import { readSet } from "./lines.ts";
import { foldsOf } from "./near-duplicates.ts";
import { scoresOf, type Scores } from "./scores.ts";
import { TEMPERATURE, train } from "./train.ts";
import { readWordVectors } from "./word-vectors.ts";

const FOLDS = 10;
const SEED = 3;
const TEMPERATURES = Array.from({ length: 31 }, (_, at) => (10 + at) / 20);
const URGENT_FROM = Array.from({ length: 18 }, (_, at) => (2 + at) / 20);

type Judged = { readonly intent: (typeof INTENTS)[number]; readonly chances: IntentChances };

export type CrossValidation = Scores & {
  /** The temperature that makes the chances of unseen lines likeliest. */
  readonly bestTemperature: number;
  /** For thresholds of the urgent chance: what they give. */
  readonly byUrgentFrom: readonly { readonly from: number; readonly macroF1: number; readonly urgentRecall: number }[];
};

/** Trains ten times on nine tenths of the set and judges the tenth; near-duplicates stay together. Minutes, not seconds. */
export const crossValidate = (say: (line: string) => void): CrossValidation => {
  const lines = readSet();
  const vectors = readWordVectors();
  const folds = foldsOf(
    lines.map(({ text }) => text),
    FOLDS,
    SEED,
  );
  const judged = Array.from({ length: FOLDS }, (_, fold) => {
    say(`fold ${fold + 1} of ${FOLDS}`);
    const model = train(
      lines.filter((_line, at) => folds[at] !== fold),
      vectors,
    );
    const classifier = classifierOf(model);
    return lines.flatMap(({ text, intent }, at): readonly Judged[] =>
      folds[at] === fold ? [{ intent, chances: classifier.chances(text) }] : [],
    );
  }).flat();
  const taken = judged.map(({ intent, chances }) => ({ intent, taken: decideIntent(chances).intent }));
  return {
    ...scoresOf(taken),
    bestTemperature: TEMPERATURES.toSorted((one, other) => surpriseAt(one, judged) - surpriseAt(other, judged))[0] ?? 1,
    byUrgentFrom: URGENT_FROM.map((from) => {
      const scores = scoresOf(judged.map(({ intent, chances }) => ({ intent, taken: takenAt(from, chances) })));
      return { from, macroF1: scores.macroF1, urgentRecall: scores.urgentRecall };
    }),
  };
};

const takenAt = (from: number, chances: IntentChances): Judged["intent"] =>
  chances.urgent >= from
    ? "urgent"
    : INTENTS.reduce((best, intent) => (chances[intent] > chances[best] ? intent : best));

/** The mean of -log(chance of what it was), had the scores been divided by `temperature`. */
const surpriseAt = (temperature: number, judged: readonly Judged[]): number => {
  const power = TEMPERATURE / temperature;
  const each = judged.map(({ intent, chances }) => {
    const all = INTENTS.reduce((sum, one) => sum + chances[one] ** power, 0);
    return -Math.log(Math.max(1e-12, chances[intent] ** power / all));
  });
  return each.reduce((sum, one) => sum + one, 0) / each.length;
};
