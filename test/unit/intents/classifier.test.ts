import { readFileSync } from "node:fs";
import { join } from "node:path";
import { assert, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { INTENTS } from "../../../preload/contract/intents.ts";
import { decideIntent } from "../../../main/core/intents/decide-intent.ts";
import { createIntentClassifier } from "../../../main/intents/classifier.ts";
import { decodeModel, encodeModel } from "../../../main/intents/model-file.ts";
import { builtModel, trainedModel } from "../../intents/built-model.ts";
import { heldOutReport } from "../../intents/held-out-report.ts";
import { HELD_OUT_FILE, readLines, readSet, saidIn } from "../../intents/lines.ts";
import { scoresOf } from "../../intents/scores.ts";
import { takeAll } from "../../intents/take.ts";

/** Seconds on a quiet machine. */
const TRAINING_MS = 180_000;
const model = builtModel();
const classifier = createIntentClassifier(model);
const intentOf = (text: string): string => decideIntent(classifier.chances(text)).intent;
const sumOf = (text: string): number =>
  Object.values(classifier.chances(text)).reduce((sum, chance) => sum + chance, 0);

describe("the intent classifier", () => {
  it("reaches the targets on lines that somebody else wrote", () => {
    const { macroF1, urgentRecall } = scoresOf(takeAll(classifier, readLines(HELD_OUT_FILE)));
    expect({ macroF1, isEnough: macroF1 >= 0.85 }).toEqual({ macroF1, isEnough: true });
    expect({ urgentRecall, isEnough: urgentRecall >= 0.95 }).toEqual({ urgentRecall, isEnough: true });
  });

  it("tells apart what looks alike", () => {
    const texts = {
      "my basement is filling with water": "urgent",
      "is there an emergency exit in the party room": "question",
      "can we meet thursday?": "scheduling",
      "something came up, can't make it": "scheduling",
      "did you get the form I sent?": "document",
      "what are your hours": "question",
      "thanks, see you tuesday": "social",
      "no rush": "other",
      STOP: "other",
    };
    expect(Object.fromEntries(Object.keys(texts).map((text) => [text, intentOf(text)]))).toEqual(texts);
  });

  it.each([
    ["nothing", ""],
    ["blanks", " \n\t "],
    ["emoji only", "😀👍🏽🇨🇦👨‍👩‍👧"],
    ["5,000 characters", "water is coming through the ceiling ".repeat(139).slice(0, 5000)],
    ["5,000 characters without a blank", "a".repeat(5000)],
    ["Arabic", "متى يمكننا أن نلتقي؟"],
    ["Chinese", "我们星期四可以见面吗"],
    ["Russian", "Спасибо, до вторника"],
    ["half of a surrogate pair", "hi \uD83D there"],
    ["control characters", "\u0000\u0007\u202Eabc"],
  ])("gives chances that add up to 1 for %s", (_what, text) => {
    expect(sumOf(text)).toBeCloseTo(1, 9);
  });

  it("gives chances between 0 and 1 for whatever is sent", () => {
    const isChance = (chance: number): boolean => chance >= 0 && chance <= 1;
    assert(
      property(string({ unit: "binary", maxLength: 300 }), (text) => {
        expect(Object.values(classifier.chances(text)).every(isChance)).toBe(true);
        expect(sumOf(text)).toBeCloseTo(1, 9);
      }),
    );
  });

  it("reads capitals, shortened words and typographic marks like the words they stand for", () => {
    const plain = classifier.chances("please don't forget my appointment tomorrow");
    expect(classifier.chances("pls dont forget my appt tmrw")).toEqual(plain);
    expect(classifier.chances("Please don’t forget my appointment tomorrow")).toEqual(plain);
  });

  it("takes far less than 5 ms for a text", () => {
    const texts = readLines(HELD_OUT_FILE).map(({ text }) => text);
    const began = performance.now();
    for (const text of texts) classifier.chances(text);
    expect((performance.now() - began) / texts.length).toBeLessThan(5);
  });
});

describe("the model of the classifier", () => {
  it("is the same to the bit each time it is trained", { timeout: TRAINING_MS }, () => {
    expect(Buffer.from(trainedModel()).equals(Buffer.from(model))).toBe(true);
  });

  it("is small enough to ship", () => {
    expect(model.length).toBeLessThan(5_000_000);
  });

  it("is read as it was written", () => {
    const bytes = encodeModel(decodeModel(model));
    expect(Buffer.from(bytes).equals(Buffer.from(model))).toBe(true);
  });

  it("is refused if it is of another format", () => {
    const changed = Buffer.from(model);
    changed.write("other", changed.indexOf("tern-intents"));
    expect(() => createIntentClassifier(changed)).toThrow("not an intent model of this build");
  });

  it("learned from a set that has every intent in plenty, and no held-out line but stock phrases", () => {
    const set = readSet();
    const heldOut = new Set(readLines(HELD_OUT_FILE).map(({ text }) => saidIn(text)));
    const shared = set.filter(({ text }) => heldOut.has(saidIn(text)) && text.split(/\s+/).length > 3);
    const scarce = INTENTS.filter((intent) => set.filter((line) => line.intent === intent).length < 400);
    expect({ shared, scarce, isEnough: set.length >= 2500 }).toEqual({ shared: [], scarce: [], isEnough: true });
  });

  it("gives what docs/intents.md says", () => {
    const docs = readFileSync(join(import.meta.dirname, "../../../docs/intents.md"), "utf8");
    expect(docs).toBe(heldOutReport(model));
  });
});
