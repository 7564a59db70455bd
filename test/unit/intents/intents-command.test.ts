import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { INTENTS } from "../../../preload/contract/intents.ts";
import { root } from "../../commands/build.ts";
import { scoresOf } from "../../intents/scores.ts";

const folder = mkdtempSync(join(tmpdir(), "tern-intents-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LIMIT_MS = 60_000;

/** Runs `npm run intents -- --file` on these lines, as npm would. */
const scored = (lines: readonly string[]) => {
  const file = join(folder, "lines.jsonl");
  writeFileSync(file, lines.join("\n"));
  const { status, stdout, stderr } = spawnSync(process.execPath, ["test/commands/run.mjs", "intents", "--file", file], {
    cwd: root,
    encoding: "utf8",
  });
  return { status, stdout, stderr: stderr.replaceAll(file, "FILE") };
};

describe("npm run intents -- --file", () => {
  it("prints one JSON line with the scores and nothing else", { timeout: LIMIT_MS }, () => {
    const { status, stdout } = scored([
      '{"text":"my basement is filling with water","intent":"urgent"}',
      '{"text":"can we meet thursday?","intent":"scheduling"}',
      "",
      '{"text":"did you get the form I sent?","intent":"document"}',
      '{"text":"what are your hours?","intent":"question"}',
      '{"text":"thanks, see you tuesday","intent":"social"}',
      '{"text":"STOP","intent":"other"}',
    ]);
    const perfect = { precision: 1, recall: 1, f1: 1, count: 1 };
    const perIntent = Object.fromEntries(INTENTS.map((intent) => [intent, perfect]));
    expect({ status, lines: stdout.split("\n").length }).toEqual({ status: 0, lines: 2 });
    expect(JSON.parse(stdout)).toEqual({ macroF1: 1, urgentRecall: 1, perIntent });
  });

  it.each([
    ["is not JSON", ['{"text":"hi","intent":"social"}', "hello"], "FILE, line 2, is not JSON\n"],
    ["is no object", ["null"], "FILE, line 1, is not an object\n"],
    ["has no text", ['{"intent":"social"}'], 'FILE, line 1, has no "text"\n'],
    [
      "has an unknown label",
      ['{"text":"hi","intent":"greeting"}'],
      'FILE, line 1, has no "intent" of urgent, scheduling, document, question, social, other\n',
    ],
    ["is the only one and empty", [""], "FILE has no lines\n"],
  ])("says which line %s and prints no scores", { timeout: LIMIT_MS }, (_what, lines, stderr) => {
    expect(scored(lines)).toEqual({ status: 1, stdout: "", stderr });
  });
});

describe("the scores", () => {
  it("count what was taken for what", () => {
    const scores = scoresOf([
      { intent: "urgent", taken: "urgent" },
      { intent: "urgent", taken: "other" },
      { intent: "other", taken: "other" },
      { intent: "other", taken: "other" },
    ]);
    const absent = { precision: 0, recall: 0, f1: 0, count: 0 };
    expect(scores).toEqual({
      macroF1: 0.2444,
      urgentRecall: 0.5,
      perIntent: {
        urgent: { precision: 1, recall: 0.5, f1: 0.6667, count: 2 },
        scheduling: absent,
        document: absent,
        question: absent,
        social: absent,
        other: { precision: 0.6667, recall: 1, f1: 0.8, count: 2 },
      },
    });
  });
});
