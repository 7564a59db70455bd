import { INTENTS } from "../../preload/contract/intents.ts";
import { decideIntent } from "../../main/core/intents/decide-intent.ts";
import { createIntentClassifier } from "../../main/intents/classifier.ts";
import { HELD_OUT_FILE, readLines, readSet, saidIn } from "./lines.ts";
import { reportOn } from "./report.ts";

/** docs/intents.md as this model gives it. */
export const heldOutReport = (model: Uint8Array): string => {
  const classifier = createIntentClassifier(model);
  const set = readSet();
  const inSet = new Set(set.map(({ text }) => saidIn(text)));
  const decided = readLines(HELD_OUT_FILE).map(({ text, intent }) => ({
    intent,
    isUnseen: !inSet.has(saidIn(text)),
    decided: decideIntent(classifier.chances(text)),
  }));
  const sure = decided.filter(({ decided }) => decided.isSure);
  return reportOn(
    decided.map(({ intent, decided }) => ({ intent, taken: decided.intent })),
    {
      setCounts: Object.fromEntries(
        INTENTS.map((intent) => [intent, set.filter((line) => line.intent === intent).length]),
      ),
      modelBytes: model.length,
      takenOfUnseen: decided
        .filter(({ isUnseen }) => isUnseen)
        .map(({ intent, decided }) => ({ intent, taken: decided.intent })),
      unsure: 1 - sure.length / decided.length,
      rightWhereSure: sure.filter(({ intent, decided }) => decided.intent === intent).length / sure.length,
    },
  );
};
