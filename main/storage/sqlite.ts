// oxlint-disable-next-line import/default -- CommonJS with `export =`, which the rule does not know.
import Sqlite from "better-sqlite3-multiple-ciphers";

/** An open connection to one database. */
export type Database = Sqlite.Database;

/** `file` is a path, or `:memory:`. Throws SQLite's own errors. */
export const connect = (file: string): Database => new Sqlite(file);
