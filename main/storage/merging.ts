import { AppError } from "../core/ports/app-error.ts";
import type { ProviderId, ProviderText } from "../core/ports/gateway.ts";
import type { Saved } from "../core/ports/message-store.ts";
import type { StoredText } from "../core/ports/stored.ts";
import type { Randomness } from "../core/ports/system.ts";
import type { ConversationId, TextId } from "../../preload/contract/model.ts";

import type { Attachments } from "./attachments.ts";
import type { Conversations } from "./conversations.ts";
import type { Database } from "./sqlite.ts";
import { laterDelivery } from "./delivery-order.ts";
import type { Forgetting } from "./forgetting.ts";
import type { Reading } from "./reading.ts";
import { textIdColumn } from "./rows.ts";
import type { TextRow, Texts } from "./texts.ts";

type Parts = {
  readonly database: Database;
  readonly texts: Texts;
  readonly attachments: Attachments;
  readonly conversations: Conversations;
  readonly reading: Reading;
  readonly forgetting: Forgetting;
  readonly randomness: Randomness;
};

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** Before anything is changed: half done, it would take the texts of a whole stretch with it. */
const refuseUnstorable = ({ at, changedAt }: ProviderText): void => {
  if (!Number.isSafeInteger(at) || !Number.isSafeInteger(changedAt))
    throw new AppError("invalid-request", "a time of the provider's is no whole number");
};

/** Outbound texts are read by nature, whatever the provider says of them (RingCentral says Unread at times). */
const isReadAfter = (row: TextRow, record: ProviderText, isUntold: boolean): boolean => {
  if (row.direction === "outbound" || isUntold) return true;
  // The same version of the record cannot unread what was read here meanwhile.
  return record.changedAt === row.changed_at ? row.is_read || record.isRead : record.isRead;
};

/** What a merge sets, as the columns are called; `failure` as JSON. */
type Merged = Pick<TextRow, "author_name" | "body" | "at" | "changed_at" | "is_read" | "status" | "is_removed"> & {
  readonly failure: string | null;
};

const isAlready = (row: TextRow, next: Merged): boolean =>
  row.changed_at === next.changed_at &&
  row.at === next.at &&
  row.body === next.body &&
  row.author_name === next.author_name &&
  row.is_read === next.is_read &&
  row.status === next.status &&
  row.is_removed === next.is_removed &&
  json(row.failure) === next.failure;

/**
 * New texts are found by ids that lie side by side in the index: with random ones, a hundred of them change a hundred
 * pages, each to be encrypted and written. Random at the start only, once for each opening.
 */
const createIds = (randomness: Randomness): (() => TextId) => {
  let start: string | null = null;
  let made = 0;
  return () => {
    start ??= randomness.uuid();
    made += 1;
    return textIdColumn.parse(`${start}-${made.toString(36).padStart(4, "0")}`);
  };
};

/** How what the provider tells becomes part of the store: by its id, by its `changedAt`, never backwards. */
export const createMerging = ({
  database,
  texts,
  attachments,
  conversations,
  reading,
  forgetting,
  randomness,
}: Parts) => {
  const insert = database.prepare(
    `INSERT INTO texts (id, provider_id, conversation, direction, author, author_name, body, at, changed_at, is_read,
       status, failure, is_away_reply, is_local, is_removed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0)`,
  );
  const update = database.prepare(
    `UPDATE texts SET author_name = ?, body = ?, at = ?, changed_at = ?, is_read = ?, status = ?, failure = ?,
       is_removed = 0 WHERE seq = ?`,
  );
  const tie = database.prepare("UPDATE texts SET provider_id = ?, status = ?, failure = ? WHERE seq = ?");
  const empty = database.prepare(
    "UPDATE texts SET is_removed = 1, body = '', author_name = NULL, failure = NULL WHERE seq = ?",
  );
  const remove = database.prepare("DELETE FROM texts WHERE seq = ?");
  const endWaiting = database.prepare("DELETE FROM away_log WHERE heard = ? AND outcome = 'waiting'");

  const stored = (row: TextRow): StoredText => {
    const [text] = texts.textsFrom([row]);
    if (!text) throw new Error("a row gave no text");
    return text;
  };
  const found = (row: TextRow | null): TextRow => {
    if (!row) throw new Error("a text was lost within a transaction");
    return row;
  };
  const reread = ({ seq }: TextRow): TextRow => found(texts.rowAt(seq));

  /**
   * A record no newer than a deletion does not bring the text back; an older one than we have changes nothing. Answers
   * whether anything was written: readings overlap, and most of what they bring again is the same.
   */
  const mergeInto = (row: TextRow, record: ProviderText): boolean => {
    if (record.changedAt < row.changed_at || (row.is_removed && record.changedAt === row.changed_at)) return false;
    const { status, failure } = laterDelivery(row, record);
    // One that was taken out was emptied: back again, it has only what the record says.
    const isOurs = row.is_local && !row.is_removed;
    const next: Merged = {
      author_name: record.fromName ?? row.author_name,
      body: isOurs ? row.body : record.body,
      at: record.at,
      changed_at: record.changedAt,
      is_read: isReadAfter(row, record, reading.isUntold(row.seq)),
      status,
      failure: json(failure),
      is_removed: false,
    };
    if (isAlready(row, next) && record.attachments.length === 0) return false;
    const { author_name, body, at, changed_at, is_read } = next;
    update.run(author_name, body, at, changed_at, is_read ? 1 : 0, status, next.failure, row.seq);
    attachments.merge(row.seq, isOurs, record.attachments);
    if (row.is_removed || row.at !== record.at) conversations.refresh(row.conversation);
    return true;
  };

  const newId = createIds(randomness);

  /** It is not read back, since catching up adds thousands. */
  const add = (record: ProviderText): StoredText => {
    const { providerId, direction, from, fromName, body, at, status, failure } = record;
    const conversation = conversations.findOrMake(record.kind, record.own, record.others);
    const id = newId();
    const isRead = direction === "outbound" || record.isRead;
    const { lastInsertRowid } = insert.run(
      id,
      providerId,
      conversation.seq,
      direction,
      from,
      fromName,
      body,
      at,
      record.changedAt,
      isRead ? 1 : 0,
      status,
      json(failure),
    );
    const seq = Number(lastInsertRowid);
    conversations.added({ seq, conversation: conversation.seq, at });
    return {
      id,
      providerId,
      conversationId: conversation.id,
      direction,
      from,
      fromName,
      body,
      at,
      isRead,
      status,
      failure,
      isAwayReply: false,
      attachments: attachments.add(seq, record.attachments),
    };
  };

  const save = (record: ProviderText): Saved => {
    refuseUnstorable(record);
    const row = texts.rowWithProviderId(record.providerId);
    if (!row) return { text: add(record), added: !forgetting.reaches(record.at), changed: true };
    const before = stored(row);
    if (!mergeInto(row, record)) return { text: before, added: false, changed: false };
    const after = reread(row);
    const text = stored(after);
    const changed = row.is_removed !== after.is_removed || JSON.stringify(before) !== JSON.stringify(text);
    return { text, added: false, changed };
  };

  /** What an outbound text that came by another path knew, as the record it came with. */
  const recordOf = (row: TextRow, record: ProviderText): ProviderText => ({
    ...record,
    at: row.at,
    changedAt: row.changed_at,
    status: row.status,
    failure: row.failure,
  });

  return {
    save,
    /** The text keeps its id, its words, its files and its away mark; the double goes. */
    accepted: (id: TextId, record: ProviderText): StoredText => {
      refuseUnstorable(record);
      const row = texts.row(id);
      if (!row || (row.provider_id !== null && row.provider_id !== record.providerId)) return save(record).text;
      const double = texts.rowWithProviderId(record.providerId);
      if (double && double.seq !== row.seq) remove.run(double.seq);
      // Whatever was believed before (failed, unknown) was a guess: the provider's word starts afresh.
      if (row.provider_id === null) tie.run(record.providerId, record.status, json(record.failure), row.seq);
      mergeInto(reread(row), record);
      if (double && double.seq !== row.seq) {
        mergeInto(reread(row), recordOf(double, record));
        if (double.is_removed) empty.run(row.seq);
        conversations.refresh(double.conversation);
        conversations.refresh(row.conversation);
      }
      return stored(reread(row));
    },
    remove: (ids: readonly ProviderId[]): readonly ConversationId[] => {
      const touched = new Map<number, ConversationId>();
      for (const id of ids) {
        const row = texts.rowWithProviderId(id);
        if (!row || row.is_removed) continue;
        empty.run(row.seq);
        // Nobody answers what was deleted.
        endWaiting.run(row.seq);
        attachments.forget(row.seq);
        touched.set(row.conversation, row.conversation_id);
      }
      for (const conversation of touched.keys()) conversations.refreshAfterRemoval(conversation);
      return [...touched.values()];
    },
    /** Takes one text out of sight; see `remove`. */
    hide: (row: TextRow): void => {
      empty.run(row.seq);
      attachments.forget(row.seq);
      conversations.refresh(row.conversation);
    },
    /** Takes one text out that the provider never had. */
    erase: (row: TextRow): void => {
      remove.run(row.seq);
      conversations.refresh(row.conversation);
    },
  };
};

export type Merging = ReturnType<typeof createMerging>;
