import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";

import type { MessageStore, Rebuilt } from "../../../main/core/ports/message-store.ts";
import { textId } from "../../harness/ids.ts";
import {
  account,
  amir,
  bodies,
  enqueue,
  jane,
  key,
  own,
  providerText,
  sentRecord,
  temporaryStores,
  withJane,
} from "./fixture.ts";

const now = Date.UTC(2026, 10, 21, 10, 45, 12);
const newKey = "e".repeat(64);

/** Everything that must not be lost, and a text that RingCentral has as well. */
const fill = (store: MessageStore): void => {
  const picture = { fileName: "house.png", contentType: "image/png", content: new Uint8Array([1, 2, 3]) };
  const { id: waiting } = enqueue(store, { attachments: [picture] });
  store.handOver(waiting, 1_950);
  enqueue(store, { id: textId("text-b"), conversationId: store.conversationWith("text", own, [amir], 600) });
  store.keepDraft(withJane(store), "half a thought");
  const { text } = store.save(providerText());
  store.keepNews([text.id]);
  store.save(sentRecord());
  store.claimAwayAnswer(7, { address: jane, conversationId: text.conversationId, at: 8, body: "Away" });
  store.keepFact("synced-at", 1_234);
  store.keepFact("sync-cursor", "cursor");
};

/** All of it that can be seen. */
const contents = (store: MessageStore) => ({
  conversations: store.conversations(null, 10),
  thread: bodies(store, withJane(store)),
  outbox: store.outbox(),
  draft: store.draft(withJane(store)),
  news: store.news(),
  away: store.awayAnswers(7),
  syncedAt: store.fact("synced-at"),
  found: store.search("tomorrow", null, 10),
});

describe("rebuilding a database", () => {
  const rebuilt = (stores: ReturnType<typeof temporaryStores>, oldKey: string | null): Rebuilt => {
    const result = stores.stores.rebuild(account, oldKey, newKey, now);
    onTestFinished(() => result.store.close());
    return result;
  };

  it("takes over everything that can be read, but reads all changes again", () => {
    const stores = temporaryStores();
    const store = stores.open();
    fill(store);
    const before = contents(store);
    store.close();
    const result = rebuilt(stores, key);
    expect(result).toMatchObject({ setAside: `${account}.set-aside-2026-11-21-104512.db`, outgoing: 2, drafts: 1 });
    expect(contents(result.store)).toEqual(before);
    expect(result.store.fact("sync-cursor")).toBeNull();
    expect(
      result.store.claimAwayAnswer(7, { address: jane, conversationId: withJane(result.store), at: 9, body: "" }),
    ).toBe(false);
  });

  it("sets a file that nobody can read aside as it is, and starts empty", () => {
    const stores = temporaryStores();
    writeFileSync(stores.file, "not a database");
    const result = rebuilt(stores, null);
    expect(result).toMatchObject({ outgoing: 0, drafts: 0 });
    expect(readFileSync(join(stores.folder, result.setAside), "utf8")).toBe("not a database");
    expect(result.store.conversations(null, 10)).toEqual([]);
    expect(readdirSync(stores.folder).filter((name) => name.endsWith(".db"))).toEqual(
      [`${account}.db`, result.setAside].toSorted(),
    );
  });
});
