import { z } from "zod";

import type { ProviderId } from "../core/ports/gateway.ts";
import type { ConversationId } from "../../preload/contract/model.ts";

import type { Database } from "./sqlite.ts";
import { rowReader } from "./rows.ts";

const readRow = rowReader(z.object({ seq: z.number(), provider_id: z.string().nullable() }));

/** Which inbound texts a person has seen, and of which of these the provider has yet to hear. */
export const createReading = (database: Database) => {
  const update = database.prepare(
    `UPDATE texts SET is_read = 1 WHERE direction = 'inbound' AND is_read = 0 AND is_removed = 0
       AND conversation = (SELECT seq FROM conversations WHERE id = ?) RETURNING seq, provider_id`,
  );
  const insert = database.prepare("INSERT INTO untold_reads (text) VALUES (?) ON CONFLICT (text) DO NOTHING");
  const select = database
    .prepare(
      // CROSS JOIN: from the few that are untold, not through all texts.
      `SELECT t.provider_id FROM untold_reads u CROSS JOIN texts t ON t.seq = u.text
       WHERE t.provider_id IS NOT NULL ORDER BY t.at, t.seq`,
    )
    .pluck();
  const remove = database.prepare(
    "DELETE FROM untold_reads WHERE text IN (SELECT seq FROM texts WHERE provider_id IN (SELECT value FROM json_each(?)))",
  );
  const has = database.prepare("SELECT 1 FROM untold_reads WHERE text = ?").pluck();
  return {
    markRead: (id: ConversationId): boolean => {
      const rows = update.all(id).map(readRow);
      for (const row of rows) if (row.provider_id !== null) insert.run(row.seq);
      return rows.length > 0;
    },
    untold: (): readonly ProviderId[] => select.all().map(String),
    told: (ids: readonly ProviderId[]): void => {
      remove.run(JSON.stringify(ids));
    },
    isUntold: (text: number): boolean => has.get(text) !== undefined,
  };
};

export type Reading = ReturnType<typeof createReading>;
