import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";

import { openFile } from "../../../main/storage/database.ts";
import { createMessageStore } from "../../../main/storage/message-store.ts";
import { createCountingRandomness } from "../../harness/counting-randomness.ts";
import { connectWith, enqueue, key, providerText, temporaryStores, thrownBy, trouble, withJane } from "./fixture.ts";
import { textId } from "../../harness/ids.ts";

const PAGE = 4096;

/** A closed database with a few hundred texts in it. */
const filled = () => {
  const stores = temporaryStores();
  const store = stores.open();
  store.atomically(() => {
    for (let count = 0; count < 300; count += 1) store.save(providerText({ providerId: `p${count}`, at: count }));
  });
  store.close();
  return stores;
};

const flipped = (bytes: Buffer, pages: readonly number[]): Buffer => {
  const copy = Buffer.from(bytes);
  for (const page of pages) copy.writeUInt8(copy.readUInt8(page * PAGE + 99) ^ 255, page * PAGE + 99);
  return copy;
};

/** Uses the store as a person would, until something fails. */
const use = (stores: ReturnType<typeof temporaryStores>): void => {
  const store = stores.open();
  try {
    const id = withJane(store);
    store.thread(id, null, 1_000);
    store.search("tomorrow", null, 10);
    store.save(providerText({ providerId: "another", at: 5 }));
  } finally {
    store.close();
  }
};

describe("a file that cannot be read", () => {
  const every = (bytes: Buffer): readonly number[] =>
    Array.from({ length: bytes.length / PAGE - 1 }, (_, page) => page + 1);

  it.each([
    ["wrong-key", "its first page has a wrong byte", (bytes: Buffer) => flipped(bytes, [0])],
    ["wrong-key", "it is no database", () => Buffer.from("not a database at all ".repeat(500))],
    ["wrong-key", "it is a database that is not encrypted", () => Buffer.from(`SQLite format 3\0${" ".repeat(8_000)}`)],
    ["damaged", "all other pages have a wrong byte", (bytes: Buffer) => flipped(bytes, every(bytes))],
    ["damaged", "its second half is missing", (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ] as const)("is %s if %s, stays as it is, and is used again when it is whole", (about, _how, damage) => {
    const stores = filled();
    const whole = readFileSync(stores.file);
    const damaged = damage(whole);
    writeFileSync(stores.file, damaged);
    expect(thrownBy(() => use(stores))).toEqual(trouble(about));
    expect(readFileSync(stores.file).equals(damaged)).toBe(true);
    expect(readdirSync(stores.folder)).toHaveLength(1);
    writeFileSync(stores.file, whole);
    use(stores);
  });

  it.each([
    ["in the middle", (file: string) => statSync(file).size / 2],
    ["from its first byte on", () => 0],
  ])("is damaged, not locked, if that happens while it is open: %s", (_where, start) => {
    const { open, file } = filled();
    const store = open();
    const file_ = openSync(file, "r+");
    writeSync(file_, Buffer.alloc(statSync(file).size - start(file), 7), 0, undefined, start(file));
    closeSync(file_);
    const about = trouble("damaged");
    expect(thrownBy(() => store.thread(withJane(store), null, 1_000))).toEqual(about);
    expect(thrownBy(() => store.save(providerText({ providerId: "another" })))).toEqual(about);
  });
});

describe("a file that cannot be written", () => {
  const NOBODY = 65_534;
  /** A process that may not do everything, as root may. */
  const used = (folder: string): string => {
    const uid = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    const script = join(import.meta.dirname, "use-store.ts");
    const { stdout, stderr } = spawnSync(process.execPath, [script, folder], { encoding: "utf8", ...uid });
    return stdout === "" ? stderr : stdout;
  };
  const owned = () => {
    const stores = filled();
    if (process.getuid?.() === 0) for (const path of [stores.folder, stores.file]) chownSync(path, NOBODY, NOBODY);
    return stores;
  };

  it.each([
    ["file", (stores: ReturnType<typeof owned>) => stores.file, 0o400, 0o600],
    ["folder", (stores: ReturnType<typeof owned>) => stores.folder, 0o500, 0o700],
  ] as const)(
    "is read-only with its %s, stays as it is, and is written again when it may be",
    (_what, path, closed, open) => {
      const stores = owned();
      const before = readFileSync(stores.file);
      chmodSync(path(stores), closed);
      expect(used(stores.folder)).toBe("read-only");
      expect(readFileSync(stores.file).equals(before)).toBe(true);
      chmodSync(path(stores), open);
      expect(used(stores.folder)).toBe("fine");
    },
    30_000,
  );

  it("is unreachable if a folder stands in its place", () => {
    const { open, file } = temporaryStores();
    mkdirSync(file);
    expect(thrownBy(() => open())).toEqual(trouble("unreachable"));
    rmSync(file, { recursive: true });
    expect(open().unreadCount()).toBe(0);
  });

  it("is unreachable while its folder is gone, so that nothing is written that nobody finds", () => {
    const { open, folder } = filled();
    const store = open();
    const elsewhere = `${folder}-elsewhere`;
    renameSync(folder, elsewhere);
    onTestFinished(() => rmSync(elsewhere, { recursive: true, force: true }));
    expect(thrownBy(() => enqueue(store, { conversationId: withJane(store) }))).toEqual(trouble("unreachable"));
    renameSync(elsewhere, folder);
    expect(enqueue(store).status).toBe("queued");
  });

  it("is busy while another process holds it, and written after that", () => {
    const { open, file } = filled();
    const store = open();
    const other = connectWith(file);
    other.exec("BEGIN IMMEDIATE");
    expect(thrownBy(() => store.keepFact("synced-at", 1))).toEqual(trouble("busy"));
    expect(store.conversations(null, 10)).toHaveLength(1);
    other.exec("COMMIT");
    store.keepFact("synced-at", 1);
    store.close();
    other.pragma("locking_mode = EXCLUSIVE");
    other.exec("BEGIN EXCLUSIVE");
    expect(thrownBy(() => open())).toEqual(trouble("busy"));
    other.close();
    expect(open().fact("synced-at")).toBe(1);
  });

  it("is full when the disk is: what does not fit leaves nothing behind, and all goes on when there is room", () => {
    const { file } = filled();
    const database = openFile(file, key);
    const store = createMessageStore(database, { ...createCountingRandomness(), uuid: randomUUID });
    onTestFinished(() => store.close());
    const id = withJane(store);
    const picture = { fileName: "house.png", contentType: "image/png", content: new Uint8Array(100_000) };
    const before = store.thread(id, null, 1_000);
    database.pragma(`max_page_count = ${Number(database.pragma("page_count", { simple: true })) + 5}`);
    const big = "word ".repeat(10_000);
    const failures = [
      () => enqueue(store, { attachments: [picture] }),
      () => store.save(providerText({ providerId: "another", body: big })),
      () => store.keepDraft(id, big),
      () =>
        store.atomically(() => {
          store.save(providerText({ providerId: "small" }));
          thrownBy(() => store.save(providerText({ providerId: "another", body: big })));
        }),
    ].map(thrownBy);
    expect(failures).toEqual(Array(4).fill(trouble("full")));
    expect([store.thread(id, null, 1_000), store.draft(id), store.outbox()]).toEqual([before, "", []]);
    expect(store.forgetBefore(10, 10)).toBe(0);
    database.pragma("max_page_count = 100000");
    expect(enqueue(store, { id: textId("later"), attachments: [picture] }).status).toBe("queued");
  });
});
