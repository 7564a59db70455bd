import { spawnSync } from "node:child_process";
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";

import type { MessageStore, Rebuilt } from "../../../main/core/ports/message-store.ts";
import { textId } from "../../harness/ids.ts";
import {
  account,
  amir,
  claim,
  connectWith,
  enqueue,
  jane,
  key,
  newKey,
  own,
  providerText,
  rebuiltAt,
  rebuiltName,
  sentRecord,
  temporaryStores,
  thrownBy,
  trouble,
  withJane,
} from "./fixture.ts";

const PAGE = 4096;
const setAside = `${account}.set-aside-${rebuiltName}.db`;

/** Everything that must not be lost, and texts that RingCentral has as well. */
const fill = (store: MessageStore): void => {
  const picture = { fileName: "house.png", contentType: "image/png", content: new Uint8Array(5_000).fill(7) };
  enqueue(store, { attachments: [picture] });
  const second = enqueue(store, {
    id: textId("text-b"),
    conversationId: store.conversationWith("text", own, [amir], 600),
  });
  store.handOver(second.id, 1_950);
  store.setStatus(enqueue(store, { id: textId("text-c") }).id, "failed", { code: "no-network" });
  store.keepDraft(withJane(store), "half a thought");
  const { text } = store.save(providerText());
  store.keepNews([text.id]);
  store.save(sentRecord());
  store.save(providerText({ providerId: "gone" }));
  store.remove(["gone"]);
  const read = store.save(providerText({ providerId: "read", others: ["+16505550103"], from: "+16505550103" })).text;
  store.markRead(read.conversationId);
  claim(store, 7, text.id, { at: 8, body: "Away" });
  store.awayAnswered(7, text.id, second.id);
  store.skipAway(7, read.id, { at: 9, rule: "too-old", intent: "social" });
  store.keepAbsence({ since: 7, until: 90, because: "hours", hasEnded: true });
  store.keepAwayGap({ kind: "asleep", from: 10, to: 20 });
  store.keepPerson({ address: jane, answer: "never", labels: ["VIP"] });
  store.keepFact("synced-at", 1_234);
  store.keepFact("sync-cursor", "cursor");
  store.atomically(() => {
    for (let count = 0; count < 200; count += 1)
      store.save(providerText({ providerId: `many${count}`, own: "+16505550109", at: 10_000 + count, isRead: true }));
  });
};

/** All of it that can be seen. */
const contents = (store: MessageStore) => ({
  conversations: store.conversations(null, 10),
  thread: store.thread(withJane(store), null, 10),
  many: store.thread(store.conversationWith("text", "+16505550109", [jane], 1), null, 1_000).length,
  outbox: store.outbox().map(({ text }) => ({ text, outgoing: store.outgoing(text.id) })),
  draft: store.draft(withJane(store)),
  news: store.news(),
  untold: store.untoldReads(),
  away: store.awayEntries(7),
  absences: store.absences(10),
  gaps: store.awayGaps(0, 100),
  people: store.people(),
  syncedAt: store.fact("synced-at"),
  found: store.search("tomorrow", null, 10),
  comesBack: store.save(providerText({ providerId: "gone" })).changed,
});

/** A closed database with all that in it, and what of it can be seen. */
const filledStores = () => {
  const stores = temporaryStores();
  const store = stores.open();
  fill(store);
  const before = contents(store);
  store.close();
  const rebuild = (oldKey: string | null = key): Rebuilt => {
    const result = stores.stores.rebuild(account, oldKey, newKey, rebuiltAt);
    onTestFinished(() => result.store.close());
    return result;
  };
  return { ...stores, before, rebuild };
};

describe("rebuilding a database", () => {
  it("takes over everything that can be read, but reads all changes again", () => {
    const { rebuild, before, folder } = filledStores();
    const { store, ...told } = rebuild();
    expect(told).toEqual({ setAside, outgoing: 2, drafts: 1 });
    expect(contents(store)).toEqual(before);
    expect(store.fact("sync-cursor")).toBeNull();
    const again = store.save(providerText({ providerId: "again" })).text;
    expect(claim(store, 7, again.id)).toBe(false);
    store.close();
    expect(readdirSync(folder).toSorted()).toEqual([`${account}.db`, setAside].toSorted());
  });

  it("has what is on its way out looked up before it goes out: the last of what was written may be missing", () => {
    const { rebuild } = filledStores();
    const { store } = rebuild();
    expect(store.outbox().map(({ text, handedOverAt }) => [text.status, handedOverAt])).toEqual([
      ["queued", rebuiltAt],
      ["sending", rebuiltAt],
    ]);
  });

  it("sets a file that nobody can read aside as it is, and starts empty", () => {
    const { rebuild, file, folder } = filledStores();
    writeFileSync(file, "not a database");
    const { store, ...told } = rebuild();
    expect(told).toEqual({ setAside, outgoing: 0, drafts: 0 });
    expect(readFileSync(join(folder, setAside), "utf8")).toBe("not a database");
    expect(store.conversations(null, 10)).toEqual([]);
  });

  it("takes over nothing without the old key", () => {
    const { rebuild } = filledStores();
    expect([rebuild(null).outgoing, rebuild("f".repeat(64)).drafts]).toEqual([0, 0]);
  });

  it("never sets two files aside under one name", () => {
    const { rebuild, folder, file } = filledStores();
    const first = readFileSync(file);
    rebuild().store.close();
    const second = readFileSync(file);
    writeFileSync(join(folder, `${account}.set-aside-${rebuiltName}-2.db-wal`), "somebody's");
    const again = rebuild(newKey);
    expect(again).toMatchObject({ setAside: `${account}.set-aside-${rebuiltName}-3.db`, outgoing: 2, drafts: 1 });
    expect(readFileSync(join(folder, setAside)).equals(first)).toBe(true);
    expect(readFileSync(join(folder, again.setAside)).equals(second)).toBe(true);
  });

  it("leaves everything as it is if the new one cannot be made", () => {
    const { stores, folder, file, before, open } = filledStores();
    const bytes = readFileSync(file);
    expect(thrownBy(() => stores.rebuild(account, key, "no key", rebuiltAt))).toMatchObject({ code: "storage" });
    expect(readdirSync(folder)).toEqual([`${account}.db`]);
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(contents(open())).toEqual(before);
  });

  it("is forgotten with its account, whatever was set aside", () => {
    const { rebuild, folder, stores } = filledStores();
    rebuild().store.close();
    writeFileSync(join(folder, "another-account.db"), "");
    stores.erase(account);
    expect(readdirSync(folder)).toEqual(["another-account.db"]);
  });
});

describe("of a damaged database", () => {
  const flip = (bytes: Buffer, at: number): Buffer => {
    bytes.writeUInt8(bytes.readUInt8(at) ^ 255, at);
    return bytes;
  };

  it.each([
    ["its first page has a wrong byte", (bytes: Buffer) => flip(bytes, 2_000)],
    ["its salt has a wrong byte", (bytes: Buffer) => flip(bytes, 3)],
    ["something follows it", (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(9_000, 1)])],
  ])("everything is taken over although %s", (_how, damage) => {
    const { rebuild, before, file, folder } = filledStores();
    const damaged = damage(readFileSync(file));
    writeFileSync(file, damaged);
    const { store, ...told } = rebuild();
    expect(told).toEqual({ setAside, outgoing: 2, drafts: 1 });
    expect(contents(store)).toEqual(before);
    expect(readFileSync(join(folder, setAside)).equals(damaged)).toBe(true);
  });

  it("everything before its end is taken over if that is missing", () => {
    const { rebuild, before, file } = filledStores();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, bytes.length - 10 * PAGE - 100));
    const { store, ...told } = rebuild();
    expect(told).toEqual({ setAside, outgoing: 2, drafts: 1 });
    expect(contents(store).outbox).toEqual(before.outbox);
  });

  it("a page with a wrong byte gives most of its rows", () => {
    const { rebuild, file } = filledStores();
    const database = connectWith(file);
    const pages = database
      .prepare("SELECT pageno FROM dbstat WHERE name = 'texts' AND pagetype = 'leaf'")
      .pluck()
      .all();
    database.close();
    const bytes = readFileSync(file);
    for (const page of pages.slice(0, 3)) flip(bytes, (Number(page) - 1) * PAGE + 2_000);
    writeFileSync(file, bytes);
    const { store } = rebuild();
    const many = store.conversationWith("text", "+16505550109", [jane], 1);
    expect(pages.length).toBeGreaterThan(6);
    // About twenty to a page; which bytes turn out wrong differs from run to run.
    expect(store.thread(many, null, 1_000).length).toBeGreaterThan(150);
  });

  it("a row of another shape is left out alone", () => {
    const { rebuild, before, file, open } = filledStores();
    const database = connectWith(file);
    database.exec(`UPDATE texts SET failure = 'not JSON' WHERE provider_id = '1001'`);
    database.exec(`UPDATE facts SET value = 'not JSON' WHERE name = 'synced-at'`);
    database.close();
    const store = open();
    expect(thrownBy(() => store.thread(withJane(store), null, 10))).toEqual(trouble("damaged"));
    store.close();
    const rebuilt = rebuild().store;
    expect(rebuilt.thread(withJane(rebuilt), null, 10)).toEqual(before.thread.filter((t) => t.providerId !== "1001"));
    expect(rebuilt.fact("synced-at")).toBeNull();
    expect(rebuilt.save(providerText()).added).toBe(true);
  });

  it("whom Away answered stays known although its texts are lost, and its absence as well", () => {
    const { rebuild, file } = filledStores();
    const database = connectWith(file);
    database.exec(`UPDATE texts SET failure = 'not JSON' WHERE direction = 'inbound' OR id = 'text-b'`);
    database.exec("DELETE FROM absences");
    database.close();
    const { store } = rebuild();
    expect(store.awayEntries(7).map(({ address, at, text, outcome }) => [address, at, text, outcome])).toMatchObject([
      ["+16505550103", 1_000, null, { kind: "skipped", rule: "too-old" }],
      [jane, 1_000, null, { kind: "answered", body: "Away", textId: null }],
    ]);
    const back = store.save(providerText({ providerId: "back" })).text;
    expect([claim(store, 7, back.id), store.awayAnswersAfter(7)]).toEqual([false, 1]);
    expect(store.absences(10)).toEqual([{ since: 7, until: null, because: "person", hasEnded: true }]);
  });

  it("no text goes out without a file of its that was lost", () => {
    const { rebuild, file } = filledStores();
    const database = connectWith(file);
    database.exec("UPDATE attachments SET source = 'not JSON'");
    database.close();
    const { store, outgoing } = rebuild();
    expect(outgoing).toBe(1);
    expect(store.text(textId("text-a"))).toMatchObject({
      status: "failed",
      failure: { code: "attachment-unreadable" },
    });
  });
});

describe("a rebuilding that is killed", () => {
  /** As the database is after a crash: with its log beside it. */
  const crashedStores = () => {
    const { folder, open } = temporaryStores();
    const store = open();
    fill(store);
    const crashed = temporaryStores();
    for (const name of readdirSync(folder)) copyFileSync(join(folder, name), join(crashed.folder, name));
    return { ...crashed, before: contents(store) };
  };
  const STEPS = 7;

  it.each(Array.from({ length: STEPS + 1 }, (_, index) => index + 1))(
    "before step %i is done again at the next start, and nothing is lost",
    (step) => {
      const { folder, file, stores, before, open } = crashedStores();
      const old = readFileSync(file);
      const script = join(import.meta.dirname, "rebuild-and-die.ts");
      const { signal, stderr } = spawnSync(process.execPath, [script, folder, String(step)], { encoding: "utf8" });
      expect(signal, stderr).toBe(step > STEPS ? null : "SIGKILL");
      let store: MessageStore;
      try {
        store = open(newKey);
      } catch (error) {
        expect(error).toEqual(trouble("wrong-key"));
        store = stores.rebuild(account, key, newKey, rebuiltAt).store;
      }
      onTestFinished(() => store.close());
      expect(contents(store)).toEqual(before);
      store.close();
      expect(readdirSync(folder).filter((name) => name.endsWith(".db"))).toEqual(
        [`${account}.db`, setAside].toSorted(),
      );
      expect(readFileSync(join(folder, setAside)).equals(old)).toBe(true);
    },
    30_000,
  );
});
