import type { Rebuilt } from "../core/ports/message-store.ts";
import type { EpochMs } from "../../preload/contract/model.ts";

import type { AccountFiles } from "./account-files.ts";
import { openFile, readDamaged } from "./database.ts";
import { salvage } from "./salvage.ts";
import type { Database } from "./sqlite.ts";

const count = (database: Database, from: string): number =>
  Number(database.prepare(`SELECT count(*) FROM ${from}`).pluck().get());

/**
 * A new database in the place of one that cannot be used, with what could be read of it. The old files change place last,
 * so that a crash on the way leaves them where they are, or finds the way back (AccountFiles.recover).
 */
export const rebuild = (
  files: AccountFiles,
  oldKey: string | null,
  newKey: string,
  now: EpochMs,
): Omit<Rebuilt, "store"> => {
  files.recover();
  const rebuilding = files.rebuilding(now);
  try {
    const fresh = openFile(rebuilding.file, newKey);
    try {
      if (oldKey !== null) readDamaged(files.current, oldKey, (sources) => salvage(sources, fresh, now));
      const outgoing = count(fresh, "texts WHERE provider_id IS NULL AND status IN ('queued', 'sending', 'unknown')");
      const drafts = count(fresh, "drafts");
      fresh.close();
      rebuilding.finish();
      return { setAside: rebuilding.setAside, outgoing, drafts };
    } finally {
      fresh.close();
    }
  } catch (error) {
    rebuilding.giveUp();
    throw error;
  }
};
