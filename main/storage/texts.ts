import { z } from "zod";

import type { StoredText } from "../core/ports/stored.ts";
import type { ConversationId, EpochMs, TextId } from "../../preload/contract/model.ts";

import type { Attachments } from "./attachments.ts";
import type { Database } from "./sqlite.ts";
import { momentOf } from "./indexed-moment.ts";
import { conversationIdColumn, failureJson, flagColumn, jsonColumn, rowReader, textIdColumn } from "./rows.ts";

/** A row of `texts` as it is in the file. */
export const textColumns = z.object({
  seq: z.number(),
  id: textIdColumn,
  provider_id: z.string().nullable(),
  conversation: z.number(),
  direction: z.enum(["inbound", "outbound"]),
  author: z.string(),
  author_name: z.string().nullable(),
  body: z.string(),
  at: z.number(),
  changed_at: z.number(),
  is_read: flagColumn,
  status: z.enum(["received", "queued", "sending", "accepted", "sent", "delivered", "failed", "unknown"]),
  failure: jsonColumn(failureJson).nullable(),
  is_away_reply: flagColumn,
  is_local: flagColumn,
  is_removed: flagColumn,
  handed_over_at: z.number().nullable(),
});

const textRow = rowReader(textColumns.extend({ conversation_id: conversationIdColumn }));

/** A row of `texts`, with the id of its conversation. */
export type TextRow = ReturnType<typeof textRow>;

/** Reading texts. `seq` orders texts of the same moment as they came to be known here. */
export const createTexts = (database: Database, attachments: Attachments) => {
  const select = `SELECT t.*, c.id AS conversation_id FROM texts t JOIN conversations c ON c.seq = t.conversation`;
  const selectById = database.prepare(`${select} WHERE t.id = ?`);
  const selectByProviderId = database.prepare(`${select} WHERE t.provider_id = ?`);
  const selectBySeq = database.prepare(`${select} WHERE t.seq = ?`);
  const selectBySeqs = database.prepare(`${select} WHERE t.seq IN (SELECT value FROM json_each(?))`);
  const selectNewest = database.prepare(
    `${select} WHERE t.conversation = ? AND t.is_removed = 0 ORDER BY t.at DESC, t.seq DESC LIMIT ?`,
  );
  const selectBefore = database.prepare(
    `${select} WHERE t.conversation = ? AND t.is_removed = 0 AND (t.at, t.seq) < (?, ?)
     ORDER BY t.at DESC, t.seq DESC LIMIT ?`,
  );
  const selectSince = database.prepare(
    `${select} WHERE t.search_row >= (? << 20) AND t.is_removed = 0 ORDER BY t.search_row DESC LIMIT ?`,
  );
  const selectConversation = database.prepare("SELECT seq FROM conversations WHERE id = ?").pluck();

  const textsFrom = (rows: readonly TextRow[]): readonly StoredText[] => {
    const carried = attachments.ofTexts(rows.map((row) => row.seq));
    return rows.map((row) => ({
      id: row.id,
      providerId: row.provider_id,
      conversationId: row.conversation_id,
      direction: row.direction,
      from: row.author,
      fromName: row.author_name,
      body: row.body,
      at: row.at,
      isRead: row.is_read,
      status: row.status,
      failure: row.failure,
      isAwayReply: row.is_away_reply,
      attachments: carried.get(row.seq) ?? [],
    }));
  };

  const rowOf = (id: TextId): TextRow | null => {
    const row = selectById.get(id);
    return row === undefined ? null : textRow(row);
  };

  return {
    textsFrom,
    row: rowOf,
    rowAt: (seq: number): TextRow | null => {
      const row = selectBySeq.get(seq);
      return row === undefined ? null : textRow(row);
    },
    rowWithProviderId: (providerId: string): TextRow | null => {
      const row = selectByProviderId.get(providerId);
      return row === undefined ? null : textRow(row);
    },
    /** By seq. */
    several: (seqs: readonly number[]): ReadonlyMap<number, StoredText> => {
      const rows = selectBySeqs.all(JSON.stringify(seqs)).map(textRow);
      const texts = textsFrom(rows);
      return new Map(rows.flatMap(({ seq }, index) => (texts[index] ? [[seq, texts[index]] as const] : [])));
    },
    /** Oldest first. Nothing is before a text that is not (or no longer) in this conversation. */
    thread: (id: ConversationId, before: TextId | null, limit: number): readonly StoredText[] => {
      const conversation = selectConversation.get(id);
      if (conversation === undefined) return [];
      if (before === null) return textsFrom(selectNewest.all(conversation, limit).map(textRow).toReversed());
      const from = rowOf(before);
      if (from?.conversation !== conversation) return [];
      return textsFrom(selectBefore.all(conversation, from.at, from.seq, limit).map(textRow).toReversed());
    },
    /** The newest ones, oldest first. */
    since: (at: EpochMs, limit: number): readonly StoredText[] =>
      textsFrom(selectSince.all(momentOf(at), Math.max(0, limit)).map(textRow).toReversed()),
    one: (id: TextId): StoredText | null => {
      const row = rowOf(id);
      return row === null || row.is_removed ? null : (textsFrom([row])[0] ?? null);
    },
  };
};

export type Texts = ReturnType<typeof createTexts>;
