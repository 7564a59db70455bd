import { INTENTS } from "../../preload/contract/intents.ts";
import { SURE_FROM, URGENT_FROM } from "../../main/core/intents/decide-intent.ts";
import { confusionOf, scoresOf, type Taken } from "./scores.ts";

/** What docs/intents.md says beside the numbers. */
export type ReportFacts = {
  readonly setCounts: Readonly<Record<string, number>>;
  readonly modelBytes: number;
  /** Of the held-out lines: how many are below the confidence, and how many of the rest are right. */
  readonly unsure: number;
  readonly rightWhereSure: number;
  /** What was taken for what among the held-out lines that the set does not have as well. */
  readonly takenOfUnseen: readonly Taken[];
};

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** docs/intents.md, from what the held-out lines were taken for. The same lines give the same words. */
export const reportOn = (taken: readonly Taken[], facts: ReportFacts): string => {
  const scores = scoresOf(taken);
  const unseen = scoresOf(facts.takenOfUnseen);
  const lines = Object.values(facts.setCounts).reduce((sum, count) => sum + count, 0);
  return `# How well Tern reads what a text wants

Written by \`npm run intents\`; not to be edited by hand. The classifier learned from the ${lines} lines of
\`assets/intents\` (what each label means is in its \`guide.md\`). It is measured here on the ${taken.length} lines of
\`test/intents/held-out.jsonl\`, which somebody else wrote without having seen the set, after the classifier and its
thresholds were done. Nothing was trained on them, and nothing is to be chosen by how they score.

Macro-F1 **${scores.macroF1.toFixed(3)}** (target 0.85), urgent recall **${scores.urgentRecall.toFixed(3)}** (target 0.95).

Of these lines ${taken.length - facts.takenOfUnseen.length} have the words of a line in the set: stock ones of up to three words, like "thank you" or
"STOP", that both wrote. Without them macro-F1 is ${unseen.macroF1.toFixed(3)} and urgent recall ${unseen.urgentRecall.toFixed(3)}.
\`npm run intents -- --cross-validate\` scores the set itself, which has more lines that are hard on purpose.

## Each intent

${table(
  ["intent", "lines learned from", "held-out lines", "precision", "recall", "F1"],
  INTENTS.map((intent) => {
    const { precision, recall, f1, count } = scores.perIntent[intent];
    return [intent, facts.setCounts[intent] ?? 0, count, precision.toFixed(3), recall.toFixed(3), f1.toFixed(3)];
  }),
)}

## What was taken for what

A row is what the texts want, a column what Tern took them for.

${table(
  ["", ...INTENTS],
  confusionOf(taken).map((counts, at) => [INTENTS[at] ?? "", ...counts]),
)}

## Confidence

A text is taken for urgent from a chance of ${URGENT_FROM} on, even if another intent is likelier, since a missed urgent
text costs more than a calm one that rings. For the others the likeliest intent counts, and below a confidence of
${SURE_FROM} Away sends its plain message: so it does for ${percent(facts.unsure)} of these texts. Of the rest
${percent(facts.rightWhereSure)} are read right.

## How it works

Stems, runs of words and letters (wink-tokenizer, wink-porter2-stemmer) and the mean of word vectors (GloVe, the 25,000
commonest words) go into a softmax regression. The build trains it in seconds from a fixed seed; what ships is one file of
${(facts.modelBytes / 1e6).toFixed(1)} MB. Texts never leave the computer for it.
`;
};
