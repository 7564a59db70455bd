import { chmodSync, closeSync, existsSync, mkdirSync, openSync, rmSync } from "node:fs";
import { dirname } from "node:path";

import { AppError } from "../core/ports/app-error.ts";

import { checkVersion, migrate } from "./migrate.ts";
import type { Sources } from "./salvage.ts";
import { connect, connectReadOnly, type Database } from "./sqlite.ts";
import { storageErrorFrom } from "./storage-error.ts";

/** Made by us before SQLite sees it, so that at no moment others can read it; its -wal and -shm get the same mode. */
const makePrivateFile = (file: string): void => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, "a", 0o600));
  chmodSync(file, 0o600);
};

/** `isChecked`: no page is read whose checksum is wrong. */
const unlock = (database: Database, key: string, isChecked = true): void => {
  database.pragma("cipher = 'sqlcipher'");
  if (!isChecked) database.pragma("hmac_check = 0");
  // A raw key: no stretching, since it is random already. https://www.zetetic.net/sqlcipher/sqlcipher-api/#key
  database.pragma(`key = "x'${key}'"`);
  // The key is not looked at before the first page is read.
  database.prepare("SELECT count(*) FROM sqlite_schema").get();
};

/** Reads a database, damaged or not, without changing it; null where nothing of it can be read. */
const openReadOnly = (file: string, key: string, isChecked: boolean): Database | null => {
  let database: Database | null = null;
  try {
    database = connectReadOnly(file);
    unlock(database, key, isChecked);
    return database;
  } catch {
    database?.close();
    return null;
  }
};

/** Even who only reads leaves an empty log and its index beside a database; those that were there before stay. */
const withoutTraces = <T>(file: string, work: () => T): T => {
  const traces = ["-wal", "-shm"].map((suffix) => `${file}${suffix}`).filter((name) => !existsSync(name));
  try {
    return work();
  } finally {
    for (const name of traces) rmSync(name, { force: true });
  }
};

/** The ways to read a damaged database, for as long as `work` takes; the database stays as it is. */
export const readDamaged = <T>(file: string, key: string, work: (sources: Sources) => T): T =>
  withoutTraces(file, () => {
    const checked = openReadOnly(file, key, true);
    const unchecked = openReadOnly(file, key, false);
    try {
      return work({ checked, unchecked });
    } finally {
      checked?.close();
      unchecked?.close();
    }
  });

/** The log grows while a large transaction runs; afterwards it is cut back to this many bytes. */
const WAL_BYTES = 16_000_000;

const configure = (database: Database): void => {
  // Heard in an empty file only, and written at every start otherwise: what texts leave free goes back to the disk.
  if (database.pragma("page_count", { simple: true }) === 0) database.pragma("auto_vacuum = INCREMENTAL");
  database.pragma("journal_mode = WAL");
  database.pragma(`journal_size_limit = ${WAL_BYTES}`);
  // The writes that must outlive a power cut ask for more: see transactions.ts.
  database.pragma("synchronous = NORMAL");
  database.pragma("foreign_keys = ON");
  database.pragma("secure_delete = ON");
  // Sorting and the like never spill to a file: a temporary file would hold message text in plain.
  database.pragma("temp_store = MEMORY");
};

/** Throws for a file of a later Tern. Read only: opening it to write would fold its log into it. */
const refuseNewer = (file: string, key: string): void =>
  withoutTraces(file, () => {
    const database = openReadOnly(file, key, true);
    try {
      if (database !== null) checkVersion(database);
    } finally {
      database?.close();
    }
  });

const opened = (database: Database, key: string | null): Database => {
  try {
    if (key !== null) unlock(database, key);
    configure(database);
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
};

/** Opens, or makes, the encrypted database in `file`. Throws AppError `storage` and leaves the file as it is. */
export const openFile = (file: string, key: string): Database => {
  if (!/^[0-9a-f]{64}$/i.test(key)) throw new AppError("storage", "a database key is 64 hexadecimal digits");
  try {
    makePrivateFile(file);
    refuseNewer(file, key);
    return opened(connect(file), key);
  } catch (error) {
    throw storageErrorFrom(error);
  }
};

/** A database that ends with the process. */
export const openInMemory = (): Database => opened(connect(":memory:"), null);
