import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";

import type { AwayClaim } from "../../../main/core/ports/away-log.ts";
import type { ProviderText } from "../../../main/core/ports/gateway.ts";
import type { MessageStore, NewOutgoing } from "../../../main/core/ports/message-store.ts";
import type { StoredText } from "../../../main/core/ports/stored.ts";
import { createMessageStores } from "../../../main/storage/message-stores.ts";
import { connect, type Database } from "../../../main/storage/sqlite.ts";
import type { ConversationId, EpochMs, TextId } from "../../../preload/contract/model.ts";
import type { StorageTrouble } from "../../../preload/contract/state.ts";
import { createCountingRandomness } from "../../harness/counting-randomness.ts";
import { textId } from "../../harness/ids.ts";

export const key = "0123456789abcdef".repeat(4);
export const newKey = "e".repeat(64);
/** When a database is rebuilt, and how that is called in a file's name. */
export const rebuiltAt = Date.UTC(2026, 10, 21, 10, 45, 12);
export const rebuiltName = "2026-11-21-104512";
export const account = "7d1f1c0e-5a55-4c0b-9d35-0f5f6f8b8a10";
export const own = "+16505550100";
export const jane = "+16505550101";
export const amir = "+16505550102";

/** A provider over a folder that is removed after the test. */
export const temporaryStores = () => {
  const folder = mkdtempSync(join(tmpdir(), "tern-storage-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const randomness = createCountingRandomness();
  const stores = createMessageStores({ folder, randomness });
  const opened: MessageStore[] = [];
  onTestFinished(() => {
    for (const store of opened) store.close();
  });
  return {
    folder,
    stores,
    file: join(folder, `${account}.db`),
    open: (withKey: string | null = key): MessageStore => {
      const store = stores.open(account, withKey);
      opened.push(store);
      return store;
    },
  };
};

/** A store that is closed and removed after the test. */
export const temporaryStore = (): MessageStore => temporaryStores().open();

/** An inbound text from Jane, unless told otherwise. */
export const providerText = (changes: Partial<ProviderText> = {}): ProviderText => ({
  providerId: "1001",
  kind: "text",
  direction: "inbound",
  own,
  others: [jane],
  from: jane,
  fromName: null,
  body: "Is tomorrow at ten still good?",
  at: 1_000,
  changedAt: 1_000,
  isRead: false,
  status: "received",
  failure: null,
  attachments: [],
  ...changes,
});

/** The provider's record of a text we sent to Jane, unless told otherwise. */
export const sentRecord = (changes: Partial<ProviderText> = {}): ProviderText =>
  providerText({
    providerId: "2001",
    direction: "outbound",
    from: own,
    body: "Yes, see you then",
    at: 2_000,
    changedAt: 2_000,
    status: "accepted",
    ...changes,
  });

/** Puts a text to Jane in the outbox. */
export const enqueue = (store: MessageStore, changes: Partial<NewOutgoing> = {}): StoredText =>
  store.enqueue({
    id: textId("text-a"),
    conversationId: changes.conversationId ?? withJane(store),
    body: "Yes, see you then",
    at: 1_900,
    attachments: [],
    isAwayReply: false,
    ...changes,
  });

/** Claims an answer to a text for the absence that began `since`; not answered at all in it, unless told otherwise. */
export const claim = (
  store: MessageStore,
  since: EpochMs,
  heard: TextId,
  changes: Partial<Omit<AwayClaim, "since" | "heard">> = {},
): boolean =>
  store.claimAway({
    since,
    heard,
    at: 1_500,
    body: "Away",
    wordsFrom: "message",
    intent: null,
    isLate: false,
    unlessAnsweredAfter: null,
    ...changes,
  });

export const withJane = (store: MessageStore): ConversationId => store.conversationWith("text", own, [jane], 500);

/** The bodies of a thread, oldest first. */
export const bodies = (store: MessageStore, id: ConversationId): readonly string[] =>
  store.thread(id, null, 100).map((text) => text.body);

/** The file as SQLite sees it, without what Tern does when it opens one. */
export const connectWith = (file: string, withKey = key): Database => {
  const database = connect(file);
  onTestFinished(() => {
    database.close();
  });
  database.pragma("cipher = 'sqlcipher'");
  database.pragma(`key = "x'${withKey}'"`);
  return database;
};

/** An AppError `storage` about this. */
export const trouble = (about: StorageTrouble | undefined): unknown =>
  expect.objectContaining({ name: "AppError", code: "storage", about });

/** What a call threw. */
export const thrownBy = (call: () => unknown): unknown => {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
};
