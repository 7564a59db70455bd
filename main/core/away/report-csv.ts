import type { AwayEntry, AwayGap, AwayReport } from "../../../preload/contract/away.ts";
import { gapKindWords, intentWords, skipWords, wordsFromWords } from "../../../preload/contract/away-words.ts";
import type { DeliveryStatus, EpochMs } from "../../../preload/contract/model.ts";

/** What a line of the table holds, by the name of its column; what is missing stays empty. */
type Row = Partial<Readonly<Record<(typeof COLUMNS)[number], string>>>;

const COLUMNS = [
  "What",
  "Time (UTC)",
  "Until (UTC)",
  "Number",
  "Name",
  "Text",
  "About",
  "What Away did",
  "Why not",
  "Answered (UTC)",
  "Late",
  "Words",
  "Answer",
  "Delivery",
] as const;

/** Without it Excel takes letters for those of an old code page. */
const BYTE_ORDER_MARK = "\uFEFF";

/**
 * A spreadsheet takes what begins so for a formula, and strangers write the texts. Full-width signs count as well. Where
 * another sign than a comma parts cells, a cell may begin in the middle of a text.
 */
const FORMULA = /(^|[;,\n\r])([ \t"]*)([=+\-@＝＋－＠])/g;
const HIDDEN_START = /^[\t\r]/;

const harmless = (value: string): string => value.replace(HIDDEN_START, "'$&").replace(FORMULA, "$1$2'$3");

/** RFC 4180. */
const cell = (value: string): string => `"${harmless(value).replaceAll('"', '""')}"`;

/** As spreadsheets know a moment: "2026-03-02 09:00:00". */
const moment = (at: EpochMs): string => new Date(at).toISOString().slice(0, 19).replace("T", " ");

const deliveryWords: Readonly<Record<DeliveryStatus, string>> = {
  received: "",
  queued: "Queued",
  sending: "Sending",
  accepted: "On its way",
  sent: "Sent",
  delivered: "Delivered",
  failed: "Not delivered",
  unknown: "May have been sent",
};

const outcomeOf = (outcome: AwayEntry["outcome"]): Row => {
  if (outcome.kind === "waiting") return { "What Away did": "Waiting" };
  if (outcome.kind === "skipped") return { "What Away did": "Left to you", "Why not": skipWords[outcome.rule].words };
  const { at, isLate, wordsFrom, body, status } = outcome;
  return {
    "What Away did": status === "failed" ? "Not delivered" : "Answered",
    "Answered (UTC)": moment(at),
    Late: isLate ? "Yes" : "No",
    Words: wordsFromWords[wordsFrom],
    Answer: body,
    Delivery: status === null ? "" : deliveryWords[status],
  };
};

const entryRow = ({ at, from, heard, intent, outcome }: AwayEntry): Row => ({
  What: "Text",
  "Time (UTC)": moment(at),
  Number: from.address,
  Name: from.name ?? "",
  Text: heard,
  About: intent === null ? "" : intentWords[intent],
  ...outcomeOf(outcome),
});

const gapRow = ({ kind, from, to }: AwayGap): Row => ({
  What: gapKindWords[kind],
  "Time (UTC)": moment(from),
  "Until (UTC)": to === null ? "" : moment(to),
});

/** The report as a table that spreadsheets open: times in UTC, a line for each text, then one for each gap. */
export const reportCsv = ({ entries, gaps }: AwayReport): string => {
  const rows = [...entries.map(entryRow), ...gaps.map(gapRow)];
  const table = [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column] ?? ""))];
  return BYTE_ORDER_MARK + table.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
};
