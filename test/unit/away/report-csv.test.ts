import { expect, it } from "vitest";
import { reportCsv } from "../../../main/core/away/report-csv.ts";
import type { AwayEntry, AwayReport } from "../../../preload/contract/away.ts";
import { MONDAY_MORNING } from "../../harness/hand-clock.ts";
import { conversationId } from "../../harness/ids.ts";

const HEADER = `"written","from","name","text","about","outcome","rule","answered","late","words","answer","delivery"`;
const entry: AwayEntry = {
  conversationId: conversationId("c1"),
  from: { address: "+16505550111", name: "Jane Doe", formatted: "(650) 555-0111" },
  at: MONDAY_MORNING,
  heard: "Hello",
  intent: null,
  outcome: { kind: "skipped", rule: "group" },
};
const report = (entries: readonly AwayEntry[], gaps: AwayReport["gaps"] = []): string =>
  reportCsv({
    absence: { since: MONDAY_MORNING, until: null, because: "person", hasEnded: false },
    entries,
    gaps,
  });

it("a report of nothing is a header", () => {
  expect(report([])).toBe(`${HEADER}\r\n`);
});

it("each text of a report is a line: what came, what was done, in which words", () => {
  const answered: AwayEntry["outcome"] = {
    kind: "answered",
    at: MONDAY_MORNING + 3_000,
    body: "Away.",
    wordsFrom: "template",
    isLate: true,
    textId: null,
    status: "delivered",
    failure: null,
  };
  expect(
    report([
      { ...entry, intent: "urgent", outcome: answered },
      { ...entry, outcome: { ...answered, isLate: false, status: null } },
      { ...entry, from: { ...entry.from, name: null }, heard: "", outcome: { kind: "waiting" } },
      entry,
    ])
      .split("\r\n")
      .slice(1),
  ).toEqual([
    `"2026-03-02T09:00:00.000Z","'+16505550111","Jane Doe","Hello","urgent","answered","","2026-03-02T09:00:03.000Z","yes","template","Away.","delivered"`,
    `"2026-03-02T09:00:00.000Z","'+16505550111","Jane Doe","Hello","","answered","","2026-03-02T09:00:03.000Z","no","template","Away.",""`,
    `"2026-03-02T09:00:00.000Z","'+16505550111","","","","waiting","","","","","",""`,
    `"2026-03-02T09:00:00.000Z","'+16505550111","Jane Doe","Hello","","skipped","group","","","","",""`,
    "",
  ]);
});

it("times in which Tern could not answer follow the texts", () => {
  const lines = report(
    [entry],
    [
      { kind: "asleep", from: MONDAY_MORNING, to: MONDAY_MORNING + 60_000 },
      { kind: "offline", from: MONDAY_MORNING, to: null },
    ],
  ).split("\r\n");
  expect(lines.slice(2)).toEqual([
    `"2026-03-02T09:00:00.000Z","","","","","asleep","","2026-03-02T09:01:00.000Z","","","",""`,
    `"2026-03-02T09:00:00.000Z","","","","","offline","","","","","",""`,
    "",
  ]);
  expect(new Set(lines.slice(0, -1).map((line) => line.split(`","`).length))).toEqual(new Set([12]));
});

it.each([
  [`=HYPERLINK("http://x","y")`, `"'=HYPERLINK(""http://x"",""y"")"`],
  ["@SUM(A1)", `"'@SUM(A1)"`],
  ["-1+1|cmd", `"'-1+1|cmd"`],
  ["\t=1", `"'\t=1"`],
  ['two\nlines, "quoted"', `"two\nlines, ""quoted"""`],
  ["1 = 1", `"1 = 1"`],
])("what a stranger writes is no formula and breaks no line: %j", (heard, cell) => {
  expect(report([{ ...entry, heard }])).toContain(`,${cell},"","skipped"`);
});
