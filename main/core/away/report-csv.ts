import type { AwayEntry, AwayReport } from "../../../preload/contract/away.ts";
import type { EpochMs } from "../../../preload/contract/model.ts";

const HEADER = [
  "written",
  "from",
  "name",
  "text",
  "about",
  "outcome",
  "rule",
  "answered",
  "late",
  "words",
  "answer",
  "delivery",
];

/** A spreadsheet takes what begins so for a formula, and strangers write the texts. */
const FORMULA = /^[=+\-@\t\r]/;

/** RFC 4180. */
const cell = (value: string): string => `"${(FORMULA.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;

const moment = (at: EpochMs): string => new Date(at).toISOString();

const rowOf = ({ at, from, heard, intent, outcome }: AwayEntry): readonly string[] => {
  const head = [moment(at), from.address, from.name ?? "", heard, intent ?? "", outcome.kind];
  if (outcome.kind !== "answered") return [...head, outcome.kind === "skipped" ? outcome.rule : "", "", "", "", "", ""];
  const { at: answeredAt, isLate, wordsFrom, body, status } = outcome;
  return [...head, "", moment(answeredAt), isLate ? "yes" : "no", wordsFrom, body, status ?? ""];
};

/** The report as a table that spreadsheets open: times in UTC, a line for each text, then one for each gap. */
export const reportCsv = ({ entries, gaps }: AwayReport): string =>
  [
    HEADER,
    ...entries.map(rowOf),
    ...gaps.map(({ kind, from, to }) => [
      moment(from),
      "",
      "",
      "",
      "",
      kind,
      "",
      to === null ? "" : moment(to),
      "",
      "",
      "",
      "",
    ]),
  ]
    .map((row) => `${row.map(cell).join(",")}\r\n`)
    .join("");
