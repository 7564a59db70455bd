import type { IntentClassifier } from "../ports/intents.ts";
import { type DecidedIntent, decideIntent } from "./decide-intent.ts";

/** What a text wants; null for one without words. */
export type IntentReader = (text: string) => DecidedIntent | null;

export const createIntentReader =
  (classifier: IntentClassifier): IntentReader =>
  (text) =>
    text.trim() === "" ? null : decideIntent(classifier.chances(text));
