import { cpus, release, totalmem, type } from "node:os";
import type { Spread } from "./percentiles.ts";

/** One line of the table. */
export type Row = {
  readonly name: string;
  readonly unit: "ms" | "MB" | "bytes";
  readonly p50: number;
  /** Null for what was measured once. */
  readonly p95: number | null;
  readonly count: number;
  /** How many times as much as what it stands beside in the same run; null if it stands alone. */
  readonly ratio: { readonly to: string; readonly value: number } | null;
};

export const spreadRow = (
  name: string,
  spread: Spread,
  beside: { name: string; spread: Spread } | null = null,
): Row => ({
  name,
  unit: "ms",
  ...spread,
  ratio: beside === null ? null : { to: beside.name, value: spread.p50 / beside.spread.p50 },
});

export const singleRow = (
  name: string,
  unit: Row["unit"],
  value: number,
  beside: { readonly name: string; readonly value: number } | null = null,
): Row => ({
  name,
  unit,
  p50: value,
  p95: null,
  count: 1,
  ratio: beside === null ? null : { to: beside.name, value: value / beside.value },
});

/** What it ran on: without it the numbers say little. */
export const machine = () => ({
  cpu: cpus()[0]?.model.trim() ?? "unknown",
  cores: cpus().length,
  memoryGB: Math.round(totalmem() / 2 ** 30),
  system: `${type()} ${release()}`,
  node: process.version,
});

const number = (value: number): string => (value >= 100 ? String(Math.round(value)) : value.toPrecision(3));

/** As Markdown, for a terminal and for the documents alike. */
export const tableOf = (rows: readonly Row[]): string => {
  const lines = rows.map(({ name, unit, p50, p95, count, ratio }) => [
    name,
    `${number(p50)} ${unit}`,
    p95 === null ? "" : `${number(p95)} ${unit}`,
    String(count),
    ratio === null ? "" : `${number(ratio.value)} × ${ratio.to}`,
  ]);
  return [["what", "p50", "p95", "times", "beside"], ["---", "---", "---", "---", "---"], ...lines]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
};
