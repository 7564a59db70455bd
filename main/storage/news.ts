import { z } from "zod";

import type { News } from "../core/ports/message-store.ts";
import type { TextId } from "../../preload/contract/model.ts";

import type { Database } from "./sqlite.ts";
import { flagColumn, rowReader, textIdColumn } from "./rows.ts";
import type { Texts } from "./texts.ts";

const newsRow = rowReader(z.object({ text: z.number(), is_begun: flagColumn }));

/** Which texts the person has yet to be told of. */
export const createNews = (database: Database, texts: Texts) => {
  const ofIds = "(SELECT seq FROM texts WHERE id IN (SELECT value FROM json_each(?)))";
  const insert = database.prepare(`INSERT INTO news (text, is_begun) SELECT seq, 0 FROM texts
     WHERE id IN (SELECT value FROM json_each(?)) ON CONFLICT (text) DO NOTHING`);
  const select = database.prepare(
    // CROSS JOIN: from the few that are news, not through all texts.
    `SELECT n.text, n.is_begun FROM news n CROSS JOIN texts t ON t.seq = n.text
     WHERE t.is_read = 0 AND t.is_removed = 0 ORDER BY t.at, t.seq`,
  );
  const selectSome = database.prepare(
    `SELECT n.text, n.is_begun FROM json_each(?) j CROSS JOIN texts t ON t.id = j.value CROSS JOIN news n ON n.text = t.seq
     WHERE t.is_read = 0 AND t.is_removed = 0 ORDER BY t.at, t.seq`,
  );
  const selectIds = database
    .prepare(
      `SELECT t.id FROM news n CROSS JOIN texts t ON t.seq = n.text
       WHERE t.is_read = 0 AND t.is_removed = 0 ORDER BY t.at, t.seq`,
    )
    .pluck();
  const begin = database.prepare(`UPDATE news SET is_begun = 1 WHERE text IN ${ofIds}`);
  const postpone = database.prepare(`UPDATE news SET is_begun = 0 WHERE text IN ${ofIds}`);
  const end = database.prepare(`DELETE FROM news WHERE text IN ${ofIds}`);
  const endRead = database.prepare(
    "DELETE FROM news WHERE EXISTS (SELECT 1 FROM texts WHERE seq = news.text AND (is_read = 1 OR is_removed = 1))",
  );
  return {
    keep: (ids: readonly TextId[]): void => {
      insert.run(JSON.stringify(ids));
    },
    ids: (): readonly TextId[] => selectIds.all().map((id) => textIdColumn.parse(id)),
    all: (of: readonly TextId[] | null): readonly News[] => {
      const rows = (of === null ? select.all() : selectSome.all(JSON.stringify(of))).map(newsRow);
      const found = texts.several(rows.map((row) => row.text));
      return rows.flatMap((row) => {
        const text = found.get(row.text);
        return text ? [{ text, isBegun: row.is_begun }] : [];
      });
    },
    begin: (ids: readonly TextId[]): void => {
      begin.run(JSON.stringify(ids));
    },
    postpone: (ids: readonly TextId[]): void => {
      postpone.run(JSON.stringify(ids));
    },
    /** What was read or deleted meanwhile is no news any more either. */
    end: (ids: readonly TextId[]): void => {
      end.run(JSON.stringify(ids));
      endRead.run();
    },
  };
};
