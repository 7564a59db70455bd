import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createIntentClassifier } from "../../main/intents/classifier.ts";
import { builtModel } from "../intents/built-model.ts";
import { crossValidate } from "../intents/cross-validate.ts";
import { heldOutReport } from "../intents/held-out-report.ts";
import { HELD_OUT_FILE, readLines } from "../intents/lines.ts";
import { scoresOf, type Scores } from "../intents/scores.ts";
import { takeAll } from "../intents/take.ts";
import { root } from "./build.ts";

/**
 * `npm run intents -- --file FILE.jsonl`: scores lines of {"text","intent"} and prints one JSON line {"macroF1",
 * "urgentRecall","perIntent"}. Without a file: the held-out lines, and writes docs/intents.md. `--cross-validate`: the set
 * itself, ten times, with what the thresholds should be; takes minutes. All else goes to the error output.
 */
const scored = (): Scores => {
  const { values } = parseArgs({
    options: { file: { type: "string" }, "cross-validate": { type: "boolean", default: false } },
  });
  if (values["cross-validate"]) return crossValidate(console.error);
  if (values.file !== undefined) {
    const lines = readLines(values.file);
    return scoresOf(takeAll(createIntentClassifier(builtModel()), lines));
  }
  const model = builtModel();
  writeFileSync(join(root, "docs", "intents.md"), heldOutReport(model));
  console.error("Wrote docs/intents.md.");
  return scoresOf(takeAll(createIntentClassifier(model), readLines(HELD_OUT_FILE)));
};

try {
  console.log(JSON.stringify(scored()));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
