import { z } from "zod";

import { AppError } from "../core/ports/app-error.ts";
import type { MessageStore } from "../core/ports/message-store.ts";

import type { Database } from "./sqlite.ts";
import { conversationIdColumn, rowReader } from "./rows.ts";

const answerRow = rowReader(
  z.object({ conversation_id: conversationIdColumn, address: z.string(), at: z.number(), body: z.string() }),
);

/** Whom each absence answered. The unique pair (absence, address) is what makes "once per person" true. */
export const createAwayAnswers = (
  database: Database,
): {
  readonly claim: MessageStore["claimAwayAnswer"];
  readonly of: MessageStore["awayAnswers"];
} => {
  const selectConversation = database.prepare("SELECT seq FROM conversations WHERE id = ?").pluck();
  const insert = database.prepare(
    `INSERT INTO away_answers (since, address, conversation, at, body) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (since, address) DO NOTHING`,
  );
  const select = database.prepare(
    `SELECT c.id AS conversation_id, a.address, a.at, a.body FROM away_answers a
     JOIN conversations c ON c.seq = a.conversation WHERE a.since = ? ORDER BY a.at DESC, a.seq DESC`,
  );
  return {
    claim: (since, { address, conversationId, at, body }) => {
      const conversation = selectConversation.get(conversationId);
      if (conversation === undefined) throw new AppError("not-found", "no such conversation");
      return insert.run(since, address, conversation, at, body).changes === 1;
    },
    of: (since) =>
      select
        .all(since)
        .map(answerRow)
        .map(({ conversation_id, ...answer }) => ({ conversationId: conversation_id, ...answer })),
  };
};
