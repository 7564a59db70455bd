import { AppError } from "../core/ports/app-error.ts";
import type { OutgoingText } from "../core/ports/gateway.ts";
import type { NewOutgoing, QueuedText } from "../core/ports/message-store.ts";
import type { StoredText } from "../core/ports/stored.ts";
import type { ConversationId, DeliveryFailure, DeliveryStatus, EpochMs, TextId } from "../../preload/contract/model.ts";

import type { Attachments } from "./attachments.ts";
import type { Conversations } from "./conversations.ts";
import type { Database } from "./sqlite.ts";
import { isBackwards } from "./delivery-order.ts";
import type { Merging } from "./merging.ts";
import { textIdColumn } from "./rows.ts";
import type { Texts } from "./texts.ts";

type Parts = {
  readonly database: Database;
  readonly texts: Texts;
  readonly attachments: Attachments;
  readonly conversations: Conversations;
  readonly merging: Merging;
};

/** The outbox is not a table: it is the texts the provider does not know yet, told apart by their status. */
export const createOutbox = ({ database, texts, attachments, conversations, merging }: Parts) => {
  const insert = database.prepare(
    `INSERT INTO texts (id, provider_id, conversation, direction, author, author_name, body, at, changed_at, is_read,
       status, failure, is_away_reply, is_local, is_removed)
     VALUES (?, NULL, ?, 'outbound', ?, NULL, ?, ?, 0, 1, 'queued', NULL, ?, 1, 0)`,
  );
  const selectWaiting = database
    .prepare(
      `SELECT id FROM texts WHERE provider_id IS NULL AND status IN ('queued', 'sending', 'unknown') ORDER BY seq`,
    )
    .pluck();
  const selectHandedOver = database
    .prepare(
      `SELECT id FROM texts WHERE provider_id IS NULL AND handed_over_at IS NOT NULL
         AND conversation = (SELECT seq FROM conversations WHERE id = ?) ORDER BY seq`,
    )
    .pluck();
  const updateStatus = database.prepare("UPDATE texts SET status = ?, failure = ? WHERE seq = ?");
  const updateHandedOver = database.prepare(
    "UPDATE texts SET status = ?, failure = ?, handed_over_at = ? WHERE id = ? AND provider_id IS NULL",
  );
  const updateWritten = database.prepare("UPDATE texts SET status = 'queued', failure = NULL, at = ? WHERE seq = ?");

  const letGoOfAnswer = database.prepare("UPDATE away_log SET answer = NULL WHERE answer = ?");

  const failureColumn = (failure: DeliveryFailure | null): string | null =>
    failure === null ? null : JSON.stringify(failure);

  const queued = (id: unknown): QueuedText => {
    const row = texts.row(textIdColumn.parse(id));
    const [text] = row === null ? [] : texts.textsFrom([row]);
    if (!row || !text) throw new AppError("not-found", "no such text in the outbox");
    return { text, handedOverAt: row.handed_over_at };
  };

  return {
    enqueue: (text: NewOutgoing): StoredText => {
      const conversation = conversations.row(text.conversationId);
      if (!conversation) throw new AppError("not-found", "no such conversation");
      const { lastInsertRowid } = insert.run(
        text.id,
        conversation.seq,
        conversation.own,
        text.body,
        text.at,
        text.isAwayReply ? 1 : 0,
      );
      attachments.addOutgoing(Number(lastInsertRowid), text.attachments);
      conversations.refresh(conversation.seq);
      return queued(text.id).text;
    },
    /** In the order they were written, even if the computer's clock was set back meanwhile. */
    waiting: (): readonly QueuedText[] => selectWaiting.all().map(queued),
    handedOver: (id: ConversationId): readonly QueuedText[] => selectHandedOver.all(id).map(queued),
    outgoing: (id: TextId): OutgoingText => {
      const row = texts.row(id);
      const conversation = row && conversations.row(row.conversation_id);
      if (!row || !conversation) throw new AppError("not-found", "no such text in the outbox");
      const { kind, own, others } = conversation;
      return {
        kind: kind === "company" ? "company" : "text",
        own,
        others,
        body: row.body,
        attachments: attachments.outgoingOf(row.seq),
      };
    },
    /** A text the provider knows never goes back; a text that is gone is left alone. */
    setStatus: (id: TextId, status: DeliveryStatus, failure: DeliveryFailure | null): void => {
      const row = texts.row(id);
      if (!row || (row.provider_id !== null && isBackwards(row.status, status))) return;
      updateStatus.run(status, failureColumn(failure), row.seq);
    },
    handOver: (id: TextId, at: EpochMs): void => {
      updateHandedOver.run("sending", null, at, id);
    },
    takeBack: (id: TextId, before: EpochMs | null, failure: DeliveryFailure | null): void => {
      updateHandedOver.run(failure === null ? "queued" : "failed", failureColumn(failure), before, id);
    },
    requeue: (id: TextId, at: EpochMs): void => {
      const row = texts.row(id);
      if (!row || row.provider_id !== null) return;
      updateWritten.run(at, row.seq);
      // It is the person's own word from now on: Away does not take it back.
      letGoOfAnswer.run(row.seq);
      conversations.refresh(row.conversation);
    },
    /**
     * One the carrier refused has a record at the provider, so it is hidden instead: reading changes would bring it
     * back. Any other status: nothing happens.
     */
    discard: (id: TextId): void => {
      const row = texts.row(id);
      if (!row || !["queued", "failed", "unknown"].includes(row.status)) return;
      if (row.provider_id === null) merging.erase(row);
      else merging.hide(row);
    },
  };
};
