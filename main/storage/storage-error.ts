import type { StorageTrouble } from "../../preload/contract/state.ts";
import { AppError, isAppError } from "../core/ports/app-error.ts";

/** What went wrong, as the `about` of an AppError `storage`: the reader picks the words and the way on. */

const troubles: readonly (readonly [pattern: RegExp, about: StorageTrouble, message: string])[] = [
  [/^SQLITE_NOTADB/, "wrong-key", "the database cannot be read with this key"],
  [/^SQLITE_CORRUPT/, "damaged", "the database file is damaged"],
  [/^(SQLITE_READONLY|SQLITE_PERM|EACCES|EPERM|EROFS)/, "read-only", "the database cannot be written"],
  // SHMSIZE: there is no room for the index of the log, which every opening makes.
  [/^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)/, "full", "the disk is full"],
  [/^(SQLITE_BUSY|SQLITE_LOCKED|EBUSY)/, "busy", "another process holds the database"],
  [/^(SQLITE_CANTOPEN|SQLITE_IOERR|E[A-Z]+$)/, "unreachable", "the database file cannot be opened or read"],
];

/** SqliteError and Node's file system errors both name themselves in `code`. */
const codeOf = (error: unknown): string | null =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;

/**
 * A failure of SQLite or of the file system as AppError `storage`; AppErrors stay what they are. Anything else is a bug
 * and comes back unchanged. The message holds SQLite's code, never a value of the row.
 */
export const storageErrorFrom = (error: unknown): unknown => {
  if (isAppError(error)) return error;
  const code = codeOf(error);
  if (code === null || !/^(SQLITE_|E[A-Z]+$)/.test(code)) return error;
  const known = troubles.find(([pattern]) => pattern.test(code));
  if (!known) return new AppError("storage", `the database refused (${code})`, { cause: error });
  const [, about, message] = known;
  return new AppError("storage", `${message} (${code})`, { cause: error, about });
};
