import { decideIntent } from "../../main/core/intents/decide-intent.ts";
import type { IntentClassifier } from "../../main/core/ports/intents.ts";
import type { LabelledLine } from "./lines.ts";
import type { Taken } from "./scores.ts";

/** What Tern takes each line for. */
export const takeAll = (classifier: IntentClassifier, lines: readonly LabelledLine[]): readonly Taken[] =>
  lines.map(({ text, intent }) => ({ intent, taken: decideIntent(classifier.chances(text)).intent }));
