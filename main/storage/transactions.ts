import { AppError, troubleOf } from "../core/ports/app-error.ts";
import type { StorageTrouble } from "../../preload/contract/state.ts";

import type { Database } from "./sqlite.ts";
import { storageErrorFrom } from "./storage-error.ts";

/** Each runs `work` as one transaction: all of it holds, or nothing. Throws AppError `storage`. */
export type Transactions = {
  /** Sees one moment of the database. */
  readonly read: <T>(work: () => T) => T;
  /** Survives a crash of the process; after a power cut the last ones may be gone, and are read again from the provider. */
  readonly write: <T>(work: () => T) => T;
  /**
   * On the disk when it returns: for what only we know and what must never be done twice. WAL with synchronous=NORMAL
   * syncs at checkpoints only. https://www.sqlite.org/pragma.html#pragma_synchronous
   */
  readonly writeThrough: <T>(work: () => T) => T;
};

/** `onTrouble`: told of every failure of the disk or the file before it is thrown. */
export const createTransactions = (
  database: Database,
  onTrouble: (trouble: StorageTrouble) => void = () => {},
): Transactions => {
  const guarded = <T>(run: () => T): T => {
    if (!database.open) throw new AppError("storage", "the message store is closed");
    try {
      return run();
    } catch (thrown) {
      const error = storageErrorFrom(thrown);
      const trouble = troubleOf(error);
      if (trouble !== null) onTrouble(trouble);
      throw error;
    }
  };
  const write = <T>(work: () => T): T => guarded(() => database.transaction(work).immediate());
  return {
    read: (work) => guarded(() => database.transaction(work).deferred()),
    write,
    writeThrough: (work) =>
      guarded(() => {
        // Inside another transaction it cannot be changed any more, and is part of what that one promises.
        if (database.inTransaction) return write(work);
        database.pragma("synchronous = FULL");
        try {
          return write(work);
        } finally {
          database.pragma("synchronous = NORMAL");
        }
      }),
  };
};
