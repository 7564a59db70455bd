import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";

import { openFile } from "../../../main/storage/database.ts";
import { connect } from "../../../main/storage/sqlite.ts";
import { createMessageStores } from "../../../main/storage/message-stores.ts";
import { schemaVersion } from "../../../main/storage/migrate.ts";
import { createCountingRandomness } from "../../harness/counting-randomness.ts";
import {
  account,
  bodies,
  enqueue,
  jane,
  key,
  own,
  providerText,
  temporaryStores,
  thrownBy,
  withJane,
} from "./fixture.ts";

const otherKey = "f".repeat(64);
const trouble = (about: string): unknown => expect.objectContaining({ name: "AppError", code: "storage", about });

describe("the database file", () => {
  it("holds no text, number, name, file or draft in plain, neither open nor closed", () => {
    const { open, folder } = temporaryStores();
    const store = open();
    store.save(providerText({ body: "The quick brown fox", fromName: "Jane Doe" }));
    enqueue(store, {
      body: "Lazy dog",
      attachments: [{ fileName: "house.png", contentType: "image/png", content: Buffer.from("picture bytes") }],
    });
    store.keepDraft(withJane(store), "half a thought");
    store.keepFact("chosen-number", own);
    const secrets = ["quick brown", "Lazy dog", "Jane Doe", "house.png", "picture bytes", "half a thought", jane, own];
    const leaks = (): readonly string[] =>
      readdirSync(folder).flatMap((name) => {
        const bytes = readFileSync(join(folder, name));
        return [...secrets, "SQLite format 3"].filter((secret) => bytes.includes(secret));
      });
    expect(readdirSync(folder)).toEqual([`${account}.db`, `${account}.db-shm`, `${account}.db-wal`]);
    expect(statSync(join(folder, `${account}.db-wal`)).size).toBeGreaterThan(4096);
    expect(leaks()).toEqual([]);
    store.close();
    expect(readdirSync(folder)).toEqual([`${account}.db`]);
    expect(leaks()).toEqual([]);
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

  it("is refused without an encrypted file behind its name", () => {
    const { open, file } = temporaryStores();
    writeFileSync(file, "not a database at all ".repeat(500));
    expect(thrownBy(() => open())).toEqual(trouble("wrong-key"));
    expect(readFileSync(file, "utf8")).toBe("not a database at all ".repeat(500));
  });

  it("says so when a page of it is damaged", () => {
    const { open, file } = temporaryStores();
    const store = open();
    const { text } = store.save(providerText());
    store.close();
    const bytes = readFileSync(file);
    for (let page = 4096 * 2; page < bytes.length; page += 4096)
      bytes.writeUInt8(bytes.readUInt8(page + 99) ^ 255, page + 99);
    writeFileSync(file, bytes);
    expect(thrownBy(() => open().text(text.id))).toEqual(trouble("damaged"));
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it("is refused when a later Tern made it, and stays as it is", () => {
    const { open, file } = temporaryStores();
    open().close();
    const later = connect(file);
    later.pragma("cipher = 'sqlcipher'");
    later.pragma(`key = "x'${key}'"`);
    later.pragma(`user_version = ${schemaVersion + 1}`);
    later.close();
    expect(thrownBy(() => open())).toEqual(trouble("newer"));
    expect(thrownBy(() => open())).toEqual(trouble("newer"));
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
