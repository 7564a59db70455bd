import { statSync } from "node:fs";

import { AppError, troubleOf } from "../core/ports/app-error.ts";
import type { StorageTrouble } from "../../preload/contract/state.ts";

import type { Database } from "./sqlite.ts";
import { storageErrorFrom } from "./storage-error.ts";

/**
 * Each runs `work` as one transaction: all of it holds, or nothing. Inside another one it is a part of that; if it fails
 * after it changed something, the whole fails with it, also where its failure is caught. Throws AppError `storage`.
 */
export type Transactions = {
  /** Sees one moment of the database. */
  readonly read: <T>(work: () => T) => T;
  /** Survives a crash of the process; after a power cut the last ones may be gone, and are read again from the provider. */
  readonly write: <T>(work: () => T) => T;
  /**
   * On the disk when it returns: for what only we know and what must never be done twice. WAL with synchronous=NORMAL
   * syncs at checkpoints only. As a part of a `write` it is no more than that.
   * https://www.sqlite.org/pragma.html#pragma_synchronous
   */
  readonly writeThrough: <T>(work: () => T) => T;
};

/**
 * On a Unix a file that was deleted, or whose folder was, can be written for as long as it is open, and is gone after
 * that. `inode` null: the database is in memory.
 */
const inodeOf = ({ memory, name }: Database): number | null =>
  memory ? null : (statSync(name, { throwIfNoEntry: false })?.ino ?? null);

/** The key was right when it was opened. */
const damagedIfUnreadable = (error: unknown): unknown =>
  troubleOf(error) === "wrong-key"
    ? new AppError("storage", "the database file can no longer be read", { cause: error, about: "damaged" })
    : error;

/** A transaction under way. */
type Running = { lost: { readonly error: unknown } | null };

/** `onTrouble`: told of every failure of the disk or the file before it is thrown. */
export const createTransactions = (
  database: Database,
  onTrouble: (trouble: StorageTrouble) => void = () => {},
): Transactions => {
  const changes = database.prepare("SELECT total_changes()").pluck();
  const inode = inodeOf(database);
  let running: Running | null = null;

  const guarded = <T>(run: () => T): T => {
    if (!database.open) throw new AppError("storage", "the message store is closed");
    try {
      return run();
    } catch (thrown) {
      const error = damagedIfUnreadable(storageErrorFrom(thrown));
      const trouble = troubleOf(error);
      if (trouble !== null) onTrouble(trouble);
      throw error;
    }
  };

  /** Without savepoints: at each, the search index would write out what it has gathered, a text at a time. */
  const asPart = <T>(whole: Running, work: () => T): T => {
    if (whole.lost !== null) throw whole.lost.error;
    const before = changes.get();
    try {
      return work();
    } catch (error) {
      // On a full disk, say, SQLite has rolled it back already.
      if (!database.inTransaction || changes.get() !== before) whole.lost ??= { error: storageErrorFrom(error) };
      throw error;
    }
  };

  const asWhole = <T>(mode: "deferred" | "immediate", work: () => T): T => {
    if (mode === "immediate" && inodeOf(database) !== inode)
      throw new AppError("storage", "the database file is not in its place any more", { about: "unreachable" });
    const whole: Running = { lost: null };
    running = whole;
    try {
      const transaction = database.transaction(() => {
        const done = work();
        if (whole.lost !== null) throw whole.lost.error;
        return done;
      });
      return transaction[mode]();
    } finally {
      running = null;
    }
  };

  const run = <T>(mode: "deferred" | "immediate", work: () => T): T =>
    guarded(() => (running === null ? asWhole(mode, work) : asPart(running, work)));

  return {
    read: (work) => run("deferred", work),
    write: (work) => run("immediate", work),
    writeThrough: (work) =>
      guarded(() => {
        if (running !== null) return asPart(running, work);
        database.pragma("synchronous = FULL");
        try {
          return asWhole("immediate", work);
        } finally {
          database.pragma("synchronous = NORMAL");
        }
      }),
  };
};
