import { z } from "zod";

import { AppError } from "../core/ports/app-error.ts";
import type { StoredConversation } from "../core/ports/stored.ts";
import type { Randomness } from "../core/ports/system.ts";
import type { ConversationId, EpochMs } from "../../preload/contract/model.ts";

import type { Database } from "./sqlite.ts";
import { conversationIdColumn, jsonColumn, rowReader } from "./rows.ts";
import type { Texts } from "./texts.ts";

/** A row of `conversations` as it is in the file. */
export const conversationColumns = z.object({
  seq: z.number(),
  id: conversationIdColumn,
  kind: z.enum(["text", "group", "company"]),
  own: z.string(),
  others: jsonColumn(z.array(z.string())),
  parties: z.string(),
  started_at: z.number().nullable(),
  last_at: z.number().nullable(),
  last_text: z.number().nullable(),
});

const conversationRow = rowReader(conversationColumns.extend({ unread: z.number() }));

const knownRow = rowReader(conversationColumns.pick({ seq: true, id: true }));

/** A row of `conversations`, with its count of unread texts. */
export type ConversationRow = ReturnType<typeof conversationRow>;
type KnownConversation = ReturnType<typeof knownRow>;

const unreadTexts = "direction = 'inbound' AND is_read = 0 AND is_removed = 0";

const newest =
  "FROM texts WHERE conversation = conversations.seq AND is_removed = 0 ORDER BY at DESC, seq DESC LIMIT 1";

/** Sets of conversations which text is the newest. */
export const lastTexts = `UPDATE conversations SET
  last_text = (SELECT seq ${newest}), last_at = coalesce((SELECT at ${newest}), started_at)`;

/** Whether anything is written or attached in a conversation that is not sent yet. */
const hasDraft = `(EXISTS (SELECT 1 FROM drafts WHERE conversation = conversations.seq)
  OR EXISTS (SELECT 1 FROM draft_files WHERE conversation = conversations.seq))`;

/** Conversations, and what the list of them needs of their texts: that is kept up to date in their own row. */
export const createConversations = (database: Database, texts: Texts, randomness: Randomness) => {
  const select = `SELECT *, (SELECT count(*) FROM texts WHERE conversation = conversations.seq AND ${unreadTexts})
    AS unread FROM conversations`;
  const selectById = database.prepare(`${select} WHERE id = ?`);
  const selectByParties = database.prepare("SELECT seq, id FROM conversations WHERE parties = ?");
  const selectPage = database.prepare(
    `${select} WHERE last_at IS NOT NULL AND last_at < ? AND last_at >= ? ORDER BY last_at DESC, seq DESC`,
  );
  const selectPageEnd = database
    .prepare(
      `SELECT min(last_at) FROM
       (SELECT last_at FROM conversations WHERE last_at IS NOT NULL AND last_at < ? ORDER BY last_at DESC LIMIT ?)`,
    )
    .pluck();
  const insert = database.prepare(
    "INSERT INTO conversations (id, kind, own, others, parties) VALUES (?, ?, ?, ?, ?) ON CONFLICT (parties) DO NOTHING",
  );
  const updateStarted = database.prepare(
    "UPDATE conversations SET started_at = ?, last_at = ? WHERE seq = ? AND last_at IS NULL",
  );
  const updateLast = database.prepare(`${lastTexts} WHERE seq = ?`);
  const updateNewer = database.prepare(
    `UPDATE conversations SET last_text = @seq, last_at = @at WHERE seq = @conversation
       AND (last_text IS NULL OR last_at < @at OR (last_at = @at AND last_text < @seq))`,
  );
  const keepListed = database.prepare(
    `UPDATE conversations SET started_at = last_at WHERE seq = ? AND started_at IS NULL
       AND ${hasDraft}`,
  );
  const forgetStart = database.prepare(
    `UPDATE conversations SET started_at = NULL WHERE seq = ?
       AND NOT EXISTS (SELECT 1 FROM texts WHERE conversation = conversations.seq AND is_removed = 0)
       AND NOT ${hasDraft}`,
  );
  const countUnread = database.prepare(`SELECT count(*) FROM texts WHERE ${unreadTexts}`).pluck();

  const conversationsFrom = (rows: readonly ConversationRow[]): readonly StoredConversation[] => {
    const last = texts.several(rows.flatMap(({ last_text }) => (last_text === null ? [] : [last_text])));
    return rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      own: row.own,
      others: row.others,
      unread: row.unread,
      lastAt: row.last_at ?? 0,
      last: row.last_text === null ? null : (last.get(row.last_text) ?? null),
    }));
  };

  const rowOf = (id: ConversationId): ConversationRow | null => {
    const row = selectById.get(id);
    return row === undefined ? null : conversationRow(row);
  };

  return {
    row: rowOf,
    one: (id: ConversationId): StoredConversation | null => {
      const row = rowOf(id);
      return row === null ? null : (conversationsFrom([row])[0] ?? null);
    },
    /**
     * Newest first. The page ends between two moments, so it may hold a few more than `limit`: paging by `lastAt`
     * would otherwise lose conversations whose last texts came in the same millisecond.
     */
    page: (before: EpochMs | null, limit: number): readonly StoredConversation[] => {
      const end = before ?? Number.MAX_SAFE_INTEGER;
      const start = selectPageEnd.get(end, Math.max(0, limit));
      return typeof start === "number" ? conversationsFrom(selectPage.all(end, start).map(conversationRow)) : [];
    },
    /** The conversation of these parties, in whatever order they come; made if there is none. */
    findOrMake: (kind: "text" | "company", own: string, others: readonly string[]): KnownConversation => {
      const sorted = [...new Set(others)].toSorted();
      if (sorted.length === 0) throw new AppError("invalid-request", "a conversation needs somebody to write to");
      const parties = JSON.stringify([kind, own, ...sorted]);
      const found = selectByParties.get(parties);
      if (found !== undefined) return knownRow(found);
      const storedKind = kind === "text" && sorted.length > 1 ? "group" : kind;
      insert.run(randomness.uuid(), storedKind, own, JSON.stringify(sorted), parties);
      return knownRow(selectByParties.get(parties));
    },
    /** A person opened it here: it is listed from now on even without texts. */
    start: (conversation: number, now: EpochMs): void => {
      updateStarted.run(now, now, conversation);
    },
    /** After a text was added: it may be the newest now. */
    added: (text: { readonly seq: number; readonly conversation: number; readonly at: EpochMs }): void => {
      updateNewer.run(text);
    },
    /** After its texts changed: which one is the newest now. */
    refresh: (conversation: number): void => {
      updateLast.run(conversation);
    },
    /** After texts went: one that is left empty, without a draft, is no longer listed. */
    refreshAfterRemoval: (conversation: number): void => {
      keepListed.run(conversation);
      forgetStart.run(conversation);
      updateLast.run(conversation);
    },
    unreadCount: (): number => Number(countUnread.get()),
  };
};

export type Conversations = ReturnType<typeof createConversations>;
