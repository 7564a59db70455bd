import { z } from "zod";

import { lastTexts } from "./conversations.ts";
import type { Database } from "./sqlite.ts";
import { tables, type Table } from "./tables.ts";

/** How far beyond the last readable row others are looked for, where the end of a table cannot be read. */
const LOOK_AHEAD = 10_000;

const anyRow = z.record(z.string(), z.unknown());

/** What SQLite answers, or null where it cannot be read: damage is what is expected here. */
const orNull = <T>(read: () => T): T | null => {
  try {
    return read();
  } catch {
    return null;
  }
};

/** The row numbers of a table up to the first that cannot be read, from one end. */
const rowIdsFrom = (old: Database, table: string, order: "ASC" | "DESC") => {
  const ids: number[] = [];
  const isWhole = orNull(() => {
    for (const id of old.prepare(`SELECT rowid FROM ${table} NOT INDEXED ORDER BY rowid ${order}`).pluck().iterate())
      if (typeof id === "number") ids.push(id);
    return true;
  });
  return { ids, isWhole: isWhole === true };
};

/** The numbers of all rows that may be there: those between the two readable ends are tried one by one. */
const rowIds = function* (old: Database, table: string): Generator<number> {
  const ahead = rowIdsFrom(old, table, "ASC");
  yield* ahead.ids;
  if (ahead.isWhole) return;
  const back = rowIdsFrom(old, table, "DESC").ids.toReversed();
  const from = (ahead.ids.at(-1) ?? 0) + 1;
  const to = back[0] ?? from + LOOK_AHEAD;
  for (let id = from; id < to; id += 1) yield id;
  for (const id of back) if (id >= from) yield id;
};

const isRefused = (error: unknown): boolean =>
  error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_CONSTRAINT");

/**
 * Copies what can be read of `old`, a database of this or an earlier schema, perhaps damaged, into `fresh`, an empty one:
 * row by row, leaving out what cannot be read, does not have its shape or hangs on such a row. Throws SQLite's errors if
 * `fresh` cannot be written.
 */
export const salvage = (old: Database, fresh: Database): void => {
  const copy = ({ name, columns, fromEarlier, isKept }: Table): void => {
    const select = orNull(() => old.prepare(`SELECT * FROM ${name} WHERE rowid = ?`));
    if (select === null) return;
    const names = Object.keys(columns.shape);
    const insert = fresh.prepare(
      `INSERT INTO ${name} (${names.join(", ")}) VALUES (${names.map((column) => `@${column}`).join(", ")})`,
    );
    for (const id of rowIds(old, name)) {
      const read = anyRow.safeParse(orNull(() => select.get(id)));
      if (!read.success) continue;
      const row = fromEarlier?.(read.data) ?? read.data;
      if (!columns.safeParse(row).success || isKept?.(row) === false) continue;
      try {
        insert.run(row);
      } catch (error) {
        if (!isRefused(error)) throw error;
      }
    }
  };
  fresh
    .transaction(() => {
      for (const table of tables) copy(table);
      fresh.exec(lastTexts);
    })
    .immediate();
};
