import { z } from "zod";

import type { ConversationId, OutgoingAttachment } from "../../preload/contract/model.ts";

import { rowReader } from "./rows.ts";
import type { Database } from "./sqlite.ts";

/** A row of `draft_files` as it is in the file. */
export const draftFileColumns = z.object({
  seq: z.number(),
  conversation: z.number(),
  file_name: z.string(),
  content_type: z.string(),
  content: z.instanceof(Uint8Array),
});

const fileRow = rowReader(draftFileColumns);

/** What was typed and attached and not yet sent, one for a conversation. */
export const createDrafts = (database: Database) => {
  const select = database
    .prepare("SELECT d.body FROM drafts d JOIN conversations c ON c.seq = d.conversation WHERE c.id = ?")
    .pluck();
  const upsert = database.prepare(
    `INSERT INTO drafts (conversation, body) SELECT seq, ? FROM conversations WHERE id = ?
     ON CONFLICT (conversation) DO UPDATE SET body = excluded.body`,
  );
  const remove = database.prepare(
    "DELETE FROM drafts WHERE conversation = (SELECT seq FROM conversations WHERE id = ?)",
  );
  const selectFiles = database.prepare(
    "SELECT f.* FROM draft_files f JOIN conversations c ON c.seq = f.conversation WHERE c.id = ? ORDER BY f.seq",
  );
  const insertFile = database.prepare(
    `INSERT INTO draft_files (conversation, file_name, content_type, content)
     SELECT seq, ?, ?, ? FROM conversations WHERE id = ?`,
  );
  const removeFiles = database.prepare(
    "DELETE FROM draft_files WHERE conversation = (SELECT seq FROM conversations WHERE id = ?)",
  );
  return {
    read: (id: ConversationId): string => {
      const body = select.get(id);
      return typeof body === "string" ? body : "";
    },
    keep: (id: ConversationId, body: string): void => {
      if (body === "") remove.run(id);
      else upsert.run(body, id);
    },
    files: (id: ConversationId): readonly OutgoingAttachment[] =>
      selectFiles
        .all(id)
        .map(fileRow)
        .map((row) => ({
          fileName: row.file_name,
          contentType: row.content_type,
          // A copy, and plain bytes: SQLite hands out a Buffer, which may be a view of something larger.
          content: new Uint8Array(row.content),
        })),
    /** These, in the place of those that are there. */
    keepFiles: (id: ConversationId, files: readonly OutgoingAttachment[]): void => {
      removeFiles.run(id);
      for (const { fileName, contentType, content } of files) insertFile.run(fileName, contentType, content, id);
    },
  };
};
