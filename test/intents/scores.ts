import { INTENTS, type Intent } from "../../preload/contract/intents.ts";

export type IntentScore = {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** How many texts have this intent. */
  readonly count: number;
};

export type Scores = {
  /** The plain mean of the six f1. */
  readonly macroF1: number;
  readonly urgentRecall: number;
  readonly perIntent: Readonly<Record<Intent, IntentScore>>;
};

/** What a text wants, and what the classifier took it for. */
export type Taken = { readonly intent: Intent; readonly taken: Intent };

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

const countOf = (taken: readonly Taken[], intent: Intent | null, as: Intent | null): number =>
  taken.filter((one) => (intent === null || one.intent === intent) && (as === null || one.taken === as)).length;

const scoreOf = (taken: readonly Taken[], intent: Intent): IntentScore => {
  const right = countOf(taken, intent, intent);
  const [count, guessed] = [countOf(taken, intent, null), countOf(taken, null, intent)];
  const precision = guessed === 0 ? 0 : right / guessed;
  const recall = count === 0 ? 0 : right / count;
  const f1 = right === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1, count };
};

/** Precision, recall and f1, to four decimals. An intent that no text has scores 0. */
export const scoresOf = (taken: readonly Taken[]): Scores => {
  const scores = INTENTS.map((intent) => ({ intent, score: scoreOf(taken, intent) }));
  const perIntent = Object.fromEntries(
    scores.map(({ intent, score }) => [
      intent,
      {
        precision: rounded(score.precision),
        recall: rounded(score.recall),
        f1: rounded(score.f1),
        count: score.count,
      },
    ]),
  ) as Record<Intent, IntentScore>;
  return {
    macroF1: rounded(scores.reduce((sum, { score }) => sum + score.f1, 0) / INTENTS.length),
    urgentRecall: perIntent.urgent.recall,
    perIntent,
  };
};

/** Row by row what texts want, column by column what they were taken for. */
export const confusionOf = (taken: readonly Taken[]): readonly (readonly number[])[] =>
  INTENTS.map((intent) => INTENTS.map((as) => countOf(taken, intent, as)));
