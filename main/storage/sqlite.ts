// oxlint-disable-next-line import/default -- CommonJS with `export =`, which the rule does not know.
import Sqlite from "better-sqlite3-multiple-ciphers";

/** An open connection to one database. */
export type Database = Sqlite.Database;

/** How long another process is waited for. Every call blocks main: better a failure than a program that hangs. */
const timeout = 1_000;

/** `file` must exist, and is left as it is. Throws SQLite's own errors. */
export const connectReadOnly = (file: string): Database =>
  new Sqlite(file, { readonly: true, fileMustExist: true, timeout });

/** `file` is a path, or `:memory:`. Throws SQLite's own errors. */
export const connect = (file: string): Database => new Sqlite(file, { timeout });
