// oxlint-disable-next-line import/default -- CommonJS with `export =`, which the rule does not know.
import Sqlite from "better-sqlite3-multiple-ciphers";

/** An open connection to one database. */
export type Database = Sqlite.Database;

/** How long another process is waited for. Every call blocks main: better a failure than a program that hangs. */
const timeout = 1_000;

/**
 * `file` must exist, and is left as it is. It may be shorter than it says of itself: with SQLite's defences down and
 * `writable_schema` on, what is left of it is read. Throws SQLite's own errors.
 */
export const connectReadOnly = (file: string): Database => {
  const database = new Sqlite(file, { readonly: true, fileMustExist: true, timeout });
  database.unsafeMode(true);
  database.pragma("writable_schema = ON");
  return database;
};

/** `file` is a path, or `:memory:`. Throws SQLite's own errors. */
export const connect = (file: string): Database => new Sqlite(file, { timeout });
