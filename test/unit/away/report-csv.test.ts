import { expect, it } from "vitest";
import { reportCsv } from "../../../main/core/away/report-csv.ts";
import type { AwayEntry, AwayReport } from "../../../preload/contract/away.ts";
import { MONDAY_MORNING } from "../../harness/hand-clock.ts";
import { conversationId } from "../../harness/ids.ts";

const HEADER = `\uFEFF"What","Time (UTC)","Until (UTC)","Number","Name","Text","About","What Away did","Why not","Answered (UTC)","Late","Words","Answer","Delivery"`;
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
      { ...entry, outcome: { ...answered, isLate: false, status: "failed" } },
      { ...entry, from: { ...entry.from, name: null }, heard: "", outcome: { kind: "waiting" } },
      entry,
    ])
      .split("\r\n")
      .slice(1),
  ).toEqual([
    `"Text","2026-03-02 09:00:00","","'+16505550111","Jane Doe","Hello","Urgent","Answered","","2026-03-02 09:00:03","Yes","Smart reply","Away.","Delivered"`,
    `"Text","2026-03-02 09:00:00","","'+16505550111","Jane Doe","Hello","","Answered","","2026-03-02 09:00:03","No","Smart reply","Away.",""`,
    `"Text","2026-03-02 09:00:00","","'+16505550111","Jane Doe","Hello","","Not delivered","","2026-03-02 09:00:03","No","Smart reply","Away.","Not delivered"`,
    `"Text","2026-03-02 09:00:00","","'+16505550111","","","","Waiting","","","","","",""`,
    `"Text","2026-03-02 09:00:00","","'+16505550111","Jane Doe","Hello","","Left to you","Groups are never answered: everybody in them would get the reply.","","","","",""`,
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
    `"This computer was asleep","2026-03-02 09:00:00","2026-03-02 09:01:00","","","","","","","","","","",""`,
    `"There was no connection","2026-03-02 09:00:00","","","","","","","","","","","",""`,
    "",
  ]);
  expect(new Set(lines.slice(0, -1).map((line) => line.split(`","`).length))).toEqual(new Set([14]));
});

it.each([
  [`=HYPERLINK("http://x","y")`, `"'=HYPERLINK(""http://x"",""y"")"`],
  ["@SUM(A1)", `"'@SUM(A1)"`],
  ["-1+1|cmd", `"'-1+1|cmd"`],
  ["\t=1", `"'\t=1"`],
  ['two\nlines, "quoted"', `"two\nlines, ""quoted"""`],
  ["1 = 1", `"1 = 1"`],
  ["Hello;=1+2", `"Hello;'=1+2"`],
  ["Hello, =1+2", `"Hello, '=1+2"`],
  ['Hello;"@SUM(A1)"', `"Hello;""'@SUM(A1)"""`],
  ["Hello\n=1+2\r\n-3", `"Hello\n'=1+2\r\n'-3"`],
  ["＝1+2", `"'＝1+2"`],
  [" ＋1; －2;＠x", `" '＋1; '－2;'＠x"`],
  ["José; well-known, 2-3 = done", `"José; well-known, 2-3 = done"`],
])("what a stranger writes is no formula and breaks no line: %j", (heard, cell) => {
  expect(report([{ ...entry, heard }])).toContain(`,${cell},"","Left to you"`);
});
