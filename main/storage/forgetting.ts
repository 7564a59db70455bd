import { z } from "zod";

import type { EpochMs } from "../../preload/contract/model.ts";

import type { Conversations } from "./conversations.ts";
import type { Database } from "./sqlite.ts";
import { rowReader } from "./rows.ts";
import { momentOf } from "./indexed-moment.ts";

/** Free pages of 4 KiB that a file may hold for texts to come; of what is more, some go back to the disk each time. */
const FREE_PAGES = 1_000;
const GIVEN_BACK_PAGES = 200;

const oldRow = rowReader(z.object({ seq: z.number(), conversation: z.number(), at: z.number() }));

/** Takes old texts off this computer. Up to which moment that went is kept as a fact of its own. */
export const createForgetting = (database: Database, conversations: Conversations) => {
  const select = database.prepare(
    `SELECT seq, conversation, at FROM texts WHERE search_row < (? << 20) AND provider_id IS NOT NULL
       AND NOT (direction = 'inbound' AND is_read = 0 AND is_removed = 0) ORDER BY search_row LIMIT ?`,
  );
  const remove = database.prepare("DELETE FROM texts WHERE seq = ?");
  const removeLog = database.prepare(
    // Who was answered in an absence that goes on is not to be answered again.
    "DELETE FROM away_log WHERE decided_at < ? AND since NOT IN (SELECT since FROM absences WHERE has_ended = 0)",
  );
  const removeGaps = database.prepare("DELETE FROM away_gaps WHERE to_at < ?");
  const selectLimit = database.prepare("SELECT value FROM facts WHERE name = 'forgotten-before'").pluck();
  const raiseLimit = database.prepare(
    `INSERT INTO facts (name, value) VALUES ('forgotten-before', ?) ON CONFLICT (name)
     DO UPDATE SET value = max(CAST(value AS INTEGER), CAST(excluded.value AS INTEGER))`,
  );
  return {
    before: (at: EpochMs, limit: number): number => {
      const rows = select.all(momentOf(at), Math.max(0, limit)).map(oldRow);
      for (const { seq } of rows) remove.run(seq);
      for (const conversation of new Set(rows.map((row) => row.conversation)))
        conversations.refreshAfterRemoval(conversation);
      removeLog.run(at);
      removeGaps.run(at);
      // Not up to `at` itself: by a clock that is wrong for once, it may be in the future.
      const newest = rows.at(-1);
      if (newest) raiseLimit.run(String(newest.at + 1));
      if (Number(database.pragma("freelist_count", { simple: true })) > FREE_PAGES)
        database.pragma(`incremental_vacuum(${GIVEN_BACK_PAGES})`);
      return rows.length;
    },
    /** Whether a text of this moment may have been here before, and been forgotten. */
    reaches: (at: EpochMs): boolean => {
      const limit = selectLimit.get();
      return typeof limit === "string" && at < Number(limit);
    },
  };
};

export type Forgetting = ReturnType<typeof createForgetting>;
