import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";

import { openFile } from "../../../main/storage/database.ts";
import type { MessageStore } from "../../../main/core/ports/message-store.ts";
import { createMessageStore } from "../../../main/storage/message-store.ts";
import { createMessageStores } from "../../../main/storage/message-stores.ts";
import { createCountingRandomness } from "../../harness/counting-randomness.ts";
import {
  account,
  bodies,
  claim,
  enqueue,
  jane,
  key,
  own,
  providerText,
  temporaryStores,
  thrownBy,
  trouble,
  withJane,
} from "./fixture.ts";

const otherKey = "f".repeat(64);

const SECRETS = ["quick brown", "Lazy dog", "Jane Doe", "house.png", "picture bytes", "half a thought", jane, own];

/** Everything that must not be read by others: texts, files, names, numbers, drafts, answers, the index of words. */
const writeSecrets = (store: MessageStore): void => {
  const { text } = store.save(providerText({ body: "The quick brown fox", fromName: "Jane Doe" }));
  enqueue(store, {
    body: "Lazy dog",
    attachments: [{ fileName: "house.png", contentType: "image/png", content: Buffer.from("picture bytes") }],
  });
  store.keepDraft(withJane(store), "half a thought");
  store.keepFact("chosen-number", own);
  claim(store, 1, text.id, { at: 2, body: "Lazy dog" });
  store.keepPerson({ address: jane, answer: "never", labels: ["half a thought"] });
};

/** Which of them stand in a file of this folder. In the index of words each word stands alone. */
const leaksIn = (folder: string): readonly string[] =>
  readdirSync(folder).flatMap((name) => {
    const bytes = readFileSync(join(folder, name));
    return [...SECRETS, "brown", "SQLite format 3"].filter((secret) => bytes.includes(secret));
  });

const picture = { ref: "r", fileName: "house.png", contentType: "image/png", size: null };
const never = (): never => {
  throw new Error("no attachment");
};

/** SQLite's own, which have no name any more while they are open. Only Linux tells. */
const temporaryFiles = (): readonly string[] => {
  const open = "/proc/self/fd";
  if (!existsSync(open)) return [];
  const targetOf = (name: string): string => {
    try {
      return readlinkSync(join(open, name));
    } catch {
      return "";
    }
  };
  return readdirSync(open)
    .map(targetOf)
    .filter((target) => target.includes("etilqs"));
};

describe("the database file", () => {
  it("holds no text, number, name, file or draft in plain, neither open nor closed nor set aside", () => {
    const { open, folder, stores } = temporaryStores();
    const store = open();
    writeSecrets(store);
    store.search("quick", null, 10);
    expect(readdirSync(folder)).toEqual([`${account}.db`, `${account}.db-shm`, `${account}.db-wal`]);
    expect(statSync(join(folder, `${account}.db-wal`)).size).toBeGreaterThan(4096);
    expect(leaksIn(folder)).toEqual([]);
    store.close();
    expect(readdirSync(folder)).toEqual([`${account}.db`]);
    expect(leaksIn(folder)).toEqual([]);
    const rebuilt = stores.rebuild(account, key, otherKey, 1_000);
    onTestFinished(() => rebuilt.store.close());
    expect(rebuilt.drafts).toBe(1);
    expect(leaksIn(folder)).toEqual([]);
  });

  it("holds nothing in plain in the middle of more than fits into memory, and spills to no other file", () => {
    const { file, folder } = temporaryStores();
    const database = openFile(file, key);
    database.pragma("cache_size = 5");
    const store = createMessageStore(database, { ...createCountingRandomness() });
    onTestFinished(() => store.close());
    const whileOpen = (): void => {
      expect(readdirSync(folder)).toEqual([`${account}.db`, `${account}.db-shm`, `${account}.db-wal`]);
      expect(leaksIn(folder)).toEqual([]);
      expect(temporaryFiles()).toEqual([]);
    };
    store.atomically(() => {
      writeSecrets(store);
      for (let count = 0; count < 500; count += 1)
        store.save(
          providerText({ providerId: `p${count}`, others: [`+1650555${count}`], body: `quick brown ${count}` }),
        );
      // Written before the transaction is through, since it does not fit into the cache.
      expect(statSync(join(folder, `${account}.db-wal`)).size).toBeGreaterThan(100 * 4096);
      whileOpen();
    });
    store.conversations(null, 1_000);
    store.search("quick", null, 1_000);
    database.prepare("SELECT body FROM texts ORDER BY body || author").all();
    whileOpen();
  });

  it("is readable by its owner only, also where an older one was not", () => {
    const { open, folder, file } = temporaryStores();
    open().save(providerText());
    const modes = (): readonly number[] => readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777);
    expect(modes()).toEqual([0o600, 0o600, 0o600]);
    const again = temporaryStores();
    writeFileSync(again.file, "");
    chmodSync(again.file, 0o644);
    again.open();
    expect(statSync(again.file).mode & 0o777).toBe(0o600);
    expect(file).not.toBe(again.file);
  });

  it("is opened so that deleted words are overwritten, rows stay whole and nothing spills to another file", () => {
    const { file } = temporaryStores();
    const database = openFile(file, key);
    onTestFinished(() => {
      database.close();
    });
    const names = ["cipher", "journal_mode", "foreign_keys", "secure_delete", "temp_store"];
    const memory = 2;
    expect(names.map((name) => database.pragma(name, { simple: true }))).toEqual(["sqlcipher", "wal", 1, 1, memory]);
  });

  it("has a log that is cut back after much was written at once", () => {
    const { open, file } = temporaryStores();
    const store = open();
    const { id } = store.save(providerText({ attachments: [picture] })).text.attachments[0] ?? never();
    store.keepAttachmentContent(id, new Uint8Array(24_000_000));
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(24_000_000);
    store.keepDraft(withJane(store), "half a thought");
    expect(statSync(`${file}-wal`).size).toBeLessThanOrEqual(16_000_000);
  });

  it("gives the space of forgotten texts back to the disk", () => {
    const { open, file } = temporaryStores();
    const store = open();
    for (const at of [1, 2]) {
      const { attachments } = store.save(
        providerText({ providerId: `${at}`, at, isRead: true, attachments: [picture] }),
      ).text;
      store.keepAttachmentContent((attachments[0] ?? never()).id, new Uint8Array(6_000_000));
    }
    store.close();
    const before = statSync(file).size;
    const again = open();
    for (let stretch = 0; stretch < 10; stretch += 1) again.forgetBefore(3, 100);
    again.close();
    expect(before - statSync(file).size).toBeGreaterThan(7_000_000);
  });

  it("keeps everything from one run to the next", () => {
    const { open } = temporaryStores();
    const first = open();
    const { text } = first.save(providerText());
    first.close();
    expect(open().text(text.id)).toEqual(text);
  });

  it("is refused with another key and stays as it is", () => {
    const { open, file } = temporaryStores();
    const store = open();
    const { text } = store.save(providerText());
    store.close();
    const before = readFileSync(file);
    expect(thrownBy(() => open(otherKey))).toEqual(trouble("wrong-key"));
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(open().text(text.id)?.body).toBe(text.body);
  });

  it("says so when its folder cannot be made", () => {
    const parent = mkdtempSync(join(tmpdir(), "tern-storage-"));
    onTestFinished(() => rmSync(parent, { recursive: true }));
    writeFileSync(join(parent, "file"), "");
    const stores = createMessageStores({
      folder: join(parent, "file", "below"),
      randomness: createCountingRandomness(),
    });
    expect(thrownBy(() => stores.open(account, key))).toEqual(trouble("unreachable"));
  });

  it("takes no key but 64 hexadecimal digits, and no name that leads elsewhere", () => {
    const { stores, folder } = temporaryStores();
    expect(thrownBy(() => stores.open(account, "secret"))).toMatchObject({ code: "storage" });
    expect(thrownBy(() => stores.open("../elsewhere", key))).toMatchObject({ code: "storage" });
    expect(thrownBy(() => stores.erase("../elsewhere"))).toMatchObject({ code: "storage" });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is never made without a key", () => {
    const { open, folder } = temporaryStores();
    const store = open(null);
    const { text } = store.save(providerText());
    expect(bodies(store, text.conversationId)).toEqual([text.body]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is one for each account, and erased alone", () => {
    const { stores, folder, file, open } = temporaryStores();
    const store = open();
    const other = stores.open("another-account", otherKey);
    onTestFinished(() => other.close());
    const { text } = other.save(providerText());
    store.save(providerText({ providerId: "3" }));
    store.close();
    stores.erase(account);
    expect(existsSync(file)).toBe(false);
    expect(readdirSync(folder).every((name) => name.startsWith("another-account"))).toBe(true);
    expect(other.text(text.id)).toEqual(text);
  });

  it("answers with a failure, not a crash, once closed", () => {
    const { open } = temporaryStores();
    const store = open();
    store.close();
    store.close();
    expect(thrownBy(() => store.unreadCount())).toMatchObject({ code: "storage" });
  });
});
