import { z } from "zod";

import type { EpochMs } from "../../preload/contract/model.ts";

import { lastTexts } from "./conversations.ts";
import { absencesOfLog, awayFact } from "./migrations/0006-away-log.ts";
import type { Database } from "./sqlite.ts";
import { type RawRow, tables, type Table } from "./tables.ts";

/**
 * How the old database can be read. `checked`: every page is proved whole by its checksum, and one that is not is not
 * read. `unchecked`: nothing is proved, so that a page with one wrong byte still gives its other rows. Null: not at all.
 */
export type Sources = { readonly checked: Database | null; readonly unchecked: Database | null };

/** How many row numbers are tried, at most, where both ends of a table can be read and its middle cannot. */
const WIDEST_GAP = 10_000;

const anyRow = z.record(z.string(), z.unknown());

/** What SQLite answers, or null where it cannot be read: damage is what is expected here. */
const orNull = <T>(read: () => T): T | null => {
  try {
    return read();
  } catch {
    return null;
  }
};

/** The row numbers of a table from one end, up to the first that cannot be read. */
const rowIdsFrom = (old: Database, table: string, order: "ASC" | "DESC") => {
  const ids: number[] = [];
  const isWhole = orNull(() => {
    const select = old.prepare(`SELECT rowid FROM ${table} NOT INDEXED ORDER BY rowid ${order}`).pluck();
    for (const id of select.iterate()) {
      const last = ids.at(-1);
      const isNext = last === undefined || (order === "ASC" ? Number(id) > last : Number(id) < last);
      // In a damaged page anything may stand, also the way back to where one came from.
      if (!isNext || !Number.isSafeInteger(id)) return false;
      ids.push(Number(id));
    }
    return true;
  });
  return { ids, isWhole: isWhole === true };
};

/** The numbers of the rows of a table, and of those that may be in a gap that cannot be read. */
const rowIdsIn = (old: Database, table: string): ReturnType<typeof rowIdsFrom> => {
  const ahead = rowIdsFrom(old, table, "ASC");
  if (ahead.isWhole) return ahead;
  const back = rowIdsFrom(old, table, "DESC").ids.toReversed();
  const [from, to] = [(ahead.ids.at(-1) ?? 0) + 1, back[0] ?? 0];
  const gap = Array.from({ length: Math.min(Math.max(0, to - from), WIDEST_GAP) }, (_, index) => from + index);
  return { ids: [...ahead.ids, ...gap, ...back], isWhole: false };
};

const rowIdsOf = ({ checked, unchecked }: Sources, table: string): ReadonlySet<number> => {
  const proved = checked && rowIdsIn(checked, table);
  const others = proved?.isWhole === true || unchecked === null ? [] : rowIdsIn(unchecked, table).ids;
  return new Set([...(proved?.ids ?? []), ...others]);
};

/**
 * A wrong byte becomes 16 wrong ones when decrypted: among words and names they are no letters, and hardly ever UTF-8.
 * What is left of the risk is better than a lost draft.
 */
const isClean = (row: RawRow): boolean =>
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  Object.values(row).every((value) => typeof value !== "string" || !/[\uFFFD\u0000-\u0008\u000E-\u001F]/.test(value));

const isRefused = (error: unknown): boolean =>
  error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_CONSTRAINT");

/**
 * The last of what was written may be missing, so that a text seems to wait that was sent long ago: each is looked up at
 * the provider before it goes out.
 */
const doubtOutgoing = (fresh: Database, now: EpochMs): void => {
  fresh
    .prepare(
      `UPDATE texts SET handed_over_at = ?
       WHERE provider_id IS NULL AND status IN ('queued', 'sending', 'unknown')`,
    )
    .run(now);
};

/** A text that waits to be sent must not go out without a file that was lost. */
const failIncomplete = (fresh: Database, sources: Sources): void => {
  const isComplete = (text: unknown): boolean => {
    const found = Number(fresh.prepare("SELECT count(*) FROM attachments WHERE text = ?").pluck().get(text));
    for (const old of [sources.checked, sources.unchecked]) {
      const told = orNull(() => old?.prepare("SELECT count(*) FROM attachments WHERE text = ?").pluck().get(text));
      if (told !== null && told !== undefined) return Number(told) === found;
    }
    return false;
  };
  const fail = fresh.prepare(
    `UPDATE texts SET status = 'failed', failure = '{"code":"attachment-unreadable"}' WHERE seq = ?`,
  );
  const waiting = fresh.prepare("SELECT seq FROM texts WHERE provider_id IS NULL AND status = 'queued'").pluck();
  for (const text of waiting.all()) if (!isComplete(text)) fail.run(text);
};

/**
 * Copies what can be read of a database of this or an earlier schema, perhaps damaged, into `fresh`, an empty one: row by
 * row, leaving out what cannot be read, does not have its shape or hangs on such a row. Throws SQLite's errors if `fresh`
 * cannot be written.
 */
export const salvage = (sources: Sources, fresh: Database, now: EpochMs): void => {
  const readFrom = (old: Database | null, table: string) => {
    const select = old && orNull(() => old.prepare(`SELECT * FROM ${table} WHERE rowid = ?`));
    return (id: number): RawRow | null => anyRow.safeParse(orNull(() => select?.get(id))).data ?? null;
  };

  /** The row without what it names in vain. */
  const mended = (row: RawRow, mayLose: Readonly<Record<string, string>>): RawRow => {
    const lost = Object.entries(mayLose).filter(
      ([column, table]) => fresh.prepare(`SELECT 1 FROM ${table} WHERE rowid = ?`).get(row[column]) === undefined,
    );
    return { ...row, ...Object.fromEntries(lost.map(([column]) => [column, null])) };
  };

  const copy = ({ name, into = name, columns, mayLose = {}, fromEarlier, isKept }: Table): void => {
    const [checked, unchecked] = [readFrom(sources.checked, name), readFrom(sources.unchecked, name)];
    const cleanly = (row: RawRow | null): RawRow | null => (row !== null && isClean(row) ? row : null);
    const names = Object.keys(columns.shape);
    const insert = fresh.prepare(
      `INSERT INTO ${into} (${names.join(", ")}) VALUES (${names.map((column) => `@${column}`).join(", ")})`,
    );
    for (const id of rowIdsOf(sources, name)) {
      const found = checked(id) ?? cleanly(unchecked(id));
      const row = found && (fromEarlier?.(found) ?? found);
      if (!row || !columns.safeParse(row).success || isKept?.(row) === false) continue;
      try {
        insert.run(mended(row, mayLose));
      } catch (error) {
        if (!isRefused(error)) throw error;
      }
    }
  };

  fresh
    .transaction(() => {
      for (const table of tables) copy(table);
      fresh.exec(`${absencesOfLog} ${awayFact}`);
      failIncomplete(fresh, sources);
      doubtOutgoing(fresh, now);
      fresh.exec(lastTexts);
    })
    .immediate();
};
