import { spawnSync } from "node:child_process";
import { copyFileSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { migrate, schemaVersion } from "../../../main/storage/migrate.ts";
import type { MessageStore } from "../../../main/core/ports/message-store.ts";
import { attachmentId, textId } from "../../harness/ids.ts";
import { contentsOfVersions, makeFileOfVersion } from "./file-of-version.ts";
import {
  account,
  amir,
  connectWith,
  jane,
  own,
  providerText,
  sentRecord,
  temporaryStores,
  thrownBy,
  trouble,
  withJane,
} from "./fixture.ts";

const versions = Array.from({ length: schemaVersion }, (_, index) => index + 1);

/** Everything that was written, read and used as the newest Tern does. */
const expectUsable = (store: MessageStore, version: number): void => {
  const id = withJane(store);
  const toAmir = store.conversationWith("text", own, [amir], 9_000);
  const handedOver = version === 1 ? [6_000, 7_000] : [6_001, 6_001];
  expect({
    thread: store.thread(id, null, 10).map(({ body, status, isRead }) => [body, status, isRead]),
    list: store.conversations(null, 10).map(({ others, unread, lastAt }) => [others, unread, lastAt]),
    carried: store.text(textId("t-read"))?.attachments.map(({ source }) => source?.ref),
    outbox: store.outbox().map(({ text, handedOverAt }) => [text.body, text.isAwayReply, handedOverAt]),
    outgoing: store.outgoing(textId("t-queued")),
    failure: store.text(textId("t-failed"))?.failure,
    draft: store.draft(toAmir),
    draftFiles: store.draftFiles(toAmir),
    away: store.awayEntries(7).map(({ address, at, text, outcome }) => [address, at, text, outcome]),
    absences: store.absences(10).filter(({ since }) => since === 7),
    later: store.awayEntries(900).map(({ text, intent, outcome }) => [text?.body, intent, outcome.kind]),
    gaps: store.awayGaps(1_100, 1_400),
    people: store.people(),
    lastAnswer: store.lastAwayAnswer(7, jane),
    plan: [store.fact("away-rules"), store.fact("away-plan")],
    facts: [store.fact("chosen-number"), store.fact("sync-cursor")],
    unread: store.unreadCount(),
    news: store.news().map(({ text, isBegun }) => [text.body, isBegun]),
    untold: store.untoldReads(),
    found: [store.search("cafe", null, 10), store.search("que", null, 10)].map((texts) =>
      texts.map(({ body }) => body),
    ),
  }).toEqual({
    thread: [
      ["Blue door", "received", true],
      ["Café?", "received", false],
      ["Yes", "delivered", true],
      ["Queued", "queued", true],
      ["Sending", "sending", true],
      ["Unknown", "unknown", true],
      ["Failed", "failed", true],
    ],
    list: [
      [[jane], 1, 8_000],
      [[amir], 0, 500],
    ],
    carried: ["r1"],
    outbox: [
      ["Queued", false, null],
      ["Sending", true, handedOver[0]],
      ["Unknown", false, handedOver[1]],
    ],
    outgoing: {
      kind: "text",
      own,
      others: [jane],
      body: "Queued",
      attachments: [{ fileName: "plan.png", contentType: "image/png", content: new Uint8Array([1, 2, 3]) }],
    },
    failure: { code: "no-network" },
    draft: "half a thought",
    draftFiles: version < 5 ? [] : [{ fileName: "map.png", contentType: "image/png", content: new Uint8Array([4, 5]) }],
    away: [
      [
        jane,
        8,
        null,
        {
          kind: "answered",
          at: 8,
          body: "Away",
          wordsFrom: "message",
          isLate: false,
          textId: null,
          status: null,
          failure: null,
        },
      ],
    ],
    absences: [{ since: 7, until: null, because: "person", hasEnded: true }],
    later:
      version < 6
        ? []
        : [
            ["Café?", null, "skipped"],
            ["Blue door", "question", "answered"],
          ],
    gaps:
      version < 6
        ? []
        : [
            { kind: "asleep", from: 1_100, to: 1_200 },
            { kind: "offline", from: 1_300, to: null },
          ],
    people: version < 6 ? [] : [{ address: amir, answer: "never", labels: ["VIP"] }],
    lastAnswer: 8,
    plan: [
      { message: "Back {returnDate}." },
      { byHand: { since: 7, until: Date.UTC(2026, 2, 9) }, hoursFrom: 0, hereUntil: null },
    ],
    facts: [own, "cursor"],
    unread: 1,
    news: version === 1 ? [] : [["Café?", true]],
    untold: version === 1 ? [] : ["p1"],
    found: [["Café?"], ["Queued"]],
  });
  expect(store.save(providerText({ providerId: "p4", at: 4_000, changedAt: 4_000 })).changed).toBe(false);
  expect(store.save(providerText({ providerId: "p2", at: 2_000, changedAt: 2_001, body: "Tea?" })).added).toBe(false);
  expect(store.accepted(textId("t-queued"), sentRecord({ providerId: "p9", body: "Queued" })).status).toBe("accepted");
  store.keepAttachmentContent(attachmentId("a-theirs"), new Uint8Array([9]));
  expect(store.search("tea", null, 10).map(({ id: found }) => found)).toEqual(["t-unread"]);
  expect(store.search("café", null, 10)).toEqual([]);
  expect(store.markRead(id)).toBe(true);
  expect(store.unreadCount()).toBe(0);
};

describe("the schema", () => {
  it("has files of each of its versions here", () => {
    expect(contentsOfVersions).toHaveLength(schemaVersion);
  });

  it.each(versions)("of version %i is brought to the newest with every row kept and of use", (version) => {
    const { file, open } = temporaryStores();
    makeFileOfVersion(file, version);
    open().close();
    expectUsable(open(), version);
  });

  it.each(versions)("of version %i can be rebuilt with every row kept", (version) => {
    const { file, stores, open } = temporaryStores();
    makeFileOfVersion(file, version);
    stores.rebuild(account, "0123456789abcdef".repeat(4), "0123456789abcdef".repeat(4), 9_000).store.close();
    const store = open();
    expect(store.thread(withJane(store), null, 10)).toHaveLength(7);
    expect(store.outbox().map(({ text }) => text.body)).toEqual(["Queued", "Sending", "Unknown"]);
    expect(store.news().map(({ text }) => text.body)).toEqual(version === 1 ? [] : ["Café?"]);
    expect({
      answered: store.awayEntries(7).map(({ address, text, outcome }) => [address, text, outcome]),
      absence: store.absences(10).find(({ since }) => since === 7),
      facts: [store.fact("away-rules"), store.fact("away-plan")],
      people: store.people().map(({ address }) => address),
    }).toMatchObject({
      answered: [[jane, null, { kind: "answered", at: 8, body: "Away", wordsFrom: "message" }]],
      absence: { because: "person", hasEnded: true },
      facts: [{ message: "Back {returnDate}." }, { byHand: { since: 7, until: Date.UTC(2026, 2, 9) } }],
      people: version < 6 ? [] : [amir],
    });
  });

  it.each([
    ["an absence without an end", '{"message":"Gone","returnDate":null,"since":7}', "Gone", { since: 7, until: null }],
    ["no absence", '{"message":"Gone","returnDate":"2026-03-09","since":null}', "Gone", undefined],
    ["what never had a message", '{"since":7,"returnDate":"some day"}', undefined, { since: 7, until: null }],
    ["no JSON", "nonsense", undefined, undefined],
    ["something else", '["away"]', undefined, undefined],
  ])("of version 5 gives up its fact of Away where it is %s", (_what, value, message, byHand) => {
    const { file, open } = temporaryStores();
    makeFileOfVersion(file, 5);
    const database = connectWith(file);
    database.prepare("UPDATE facts SET value = ? WHERE name = 'away'").run(value);
    database.close();
    open().close();
    const facts = connectWith(file)
      .prepare("SELECT name, value FROM facts WHERE name LIKE 'away%' ORDER BY name")
      .all();
    expect(facts.map((row) => JSON.stringify(row))).toEqual(
      [
        ...(byHand ? [["away-plan", { byHand, hoursFrom: 0, hereUntil: null }]] : []),
        ...(message === undefined ? [] : [["away-rules", { message }]]),
      ].map(([name, kept]) => JSON.stringify({ name, value: JSON.stringify(kept) })),
    );
  });

  it.each(versions.slice(1))(
    "is changed again if Tern was killed while it made version %i",
    (version) => {
      const { file, folder, open } = temporaryStores();
      makeFileOfVersion(file, 1);
      const script = join(import.meta.dirname, "migrate-and-die.ts");
      const { signal, stderr } = spawnSync(process.execPath, [script, folder, String(version - 1)], {
        encoding: "utf8",
      });
      expect(signal, stderr).toBe("SIGKILL");
      expect(connectWith(file).pragma("user_version", { simple: true })).toBe(version - 1);
      expectUsable(open(), 1);
    },
    30_000,
  );

  it("is changed later if the disk is too full for it now, and nothing is lost", () => {
    const { file, open } = temporaryStores();
    makeFileOfVersion(file, 2);
    const database = connectWith(file);
    database.pragma(`max_page_count = ${Number(database.pragma("page_count", { simple: true })) + 1}`);
    expect(thrownBy(() => migrate(database))).toMatchObject({ code: "SQLITE_FULL" });
    expect(database.pragma("user_version", { simple: true })).toBe(2);
    database.close();
    expectUsable(open(), 2);
  });

  it("of a later Tern is refused, and its file stays as it is, also with the log of a crash", () => {
    const running = temporaryStores();
    running.open().close();
    const later = connectWith(running.file);
    later.pragma("journal_mode = WAL");
    later.pragma(`user_version = ${schemaVersion + 1}`);
    const crashed = temporaryStores();
    for (const name of [`${account}.db`, `${account}.db-wal`])
      copyFileSync(join(running.folder, name), join(crashed.folder, name));
    later.close();
    for (const { folder, open } of [running, crashed]) {
      const files = () => readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "base64")]);
      const before = files();
      expect(before).toHaveLength(folder === crashed.folder ? 2 : 1);
      expect([thrownBy(() => open()), thrownBy(() => open())]).toEqual([trouble("newer"), trouble("newer")]);
      expect(files()).toEqual(before);
    }
  });

  it("is not made again where it is: a start writes nothing", () => {
    const { file, open } = temporaryStores();
    open().close();
    const bytes = readFileSync(file);
    open().close();
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });
});
