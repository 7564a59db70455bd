import type { ConversationId } from "../../preload/contract/model.ts";

import type { Database } from "./sqlite.ts";

/** What was typed and not yet sent, one for a conversation. */
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
  return {
    read: (id: ConversationId): string => {
      const body = select.get(id);
      return typeof body === "string" ? body : "";
    },
    keep: (id: ConversationId, body: string): void => {
      if (body === "") remove.run(id);
      else upsert.run(body, id);
    },
  };
};
