import { AppError } from "../core/ports/app-error.ts";

import type { Database } from "./sqlite.ts";
import { firstSchema } from "./migrations/0001-first-schema.ts";
import { newsAndReads } from "./migrations/0002-news-and-reads.ts";
import { search } from "./migrations/0003-search.ts";
import { unreadCount } from "./migrations/0004-unread-count.ts";
import { draftFiles } from "./migrations/0005-draft-files.ts";
import { awayLog } from "./migrations/0006-away-log.ts";

/** Version n of the schema is what the first n of these make, in order. Append only. */
const migrations: readonly string[] = [firstSchema, newsAndReads, search, unreadCount, draftFiles, awayLog];

/** The schema this Tern writes; what `PRAGMA user_version` says in an up-to-date file. */
export const schemaVersion = migrations.length;

/** The version of a database. Throws AppError `storage`, about `newer`, if only a later Tern knows it. */
export const checkVersion = (database: Database): number => {
  const found = Number(database.pragma("user_version", { simple: true }));
  if (found > schemaVersion) {
    throw new AppError("storage", `the database has schema ${found}, this Tern knows up to ${schemaVersion}`, {
      about: "newer",
    });
  }
  return found;
};

/**
 * Brings a database to this Tern's schema (or, for tests of later migrations, to version `upTo`): each step is one
 * transaction, so an interrupted one is simply done again. Throws as `checkVersion` does.
 */
export const migrate = (database: Database, upTo: number = schemaVersion): void => {
  const found = checkVersion(database);
  for (const [index, sql] of migrations.slice(0, upTo).entries()) {
    if (index < found) continue;
    database
      .transaction(() => {
        database.exec(sql);
        database.pragma(`user_version = ${index + 1}`);
      })
      .immediate();
  }
};
