import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { AppError } from "../../../main/core/ports/app-error.ts";
import { connect } from "../../../main/storage/sqlite.ts";
import { createMessageStores } from "../../../main/storage/message-stores.ts";
import type { StorageTrouble } from "../../../preload/contract/state.ts";
import { damagePages, pagesOf } from "../../harness/damage.ts";
import { AMIR, JANE } from "../../harness/fake-gateway.ts";
import { createFaultyStores } from "../../harness/faulty-stores.ts";
import { type Computer, createComputer, startCore } from "../../harness/start-core.ts";
import { accountIn, computerWithWork, databaseIn, databasesIn, draftFor, linesWith, nextRun } from "./fixture.ts";

const trouble = (about: StorageTrouble): AppError => new AppError("storage", "as the test says", { about });

const withFaultyStores = async (): Promise<Computer & { readonly stores: ReturnType<typeof createFaultyStores> }> => {
  const computer = createComputer();
  return { ...computer, stores: createFaultyStores(createMessageStores(computer)) };
};

describe("a kept database that nobody can read", () => {
  it.each([
    [
      "wrong-key",
      "because the keychain holds another key",
      (computer: Computer) => computer.vault.write(accountIn(computer), "database-key", "ab".repeat(32)),
    ],
    [
      "wrong-key",
      "because something wrote over its beginning",
      async (computer: Computer) => damagePages(databaseIn(computer), [0]),
    ],
    [
      "no-key",
      "because its key is gone",
      (computer: Computer) => computer.vault.remove(accountIn(computer), "database-key"),
    ],
    [
      "no-key",
      "because something else stands in its key's place",
      (computer: Computer) => computer.vault.write(accountIn(computer), "database-key", "password"),
    ],
  ] as const)("(%s, %s) is set aside as it is, and read again from RingCentral", async (because, _why, ruin) => {
    const computer = await computerWithWork();
    await ruin(computer);
    const before = readFileSync(databaseIn(computer));
    const core = await nextRun(computer);
    const { storage, session, unread } = core.state();
    expect(storage).toEqual({
      kind: "rebuilt",
      because,
      setAside: expect.stringMatching(/\.set-aside-2026-03-02-090000\.db$/),
      outgoing: 0,
      drafts: 0,
    });
    expect([session.kind, unread]).toEqual(["signed-in", 1]);
    const setAside = storage.kind === "rebuilt" ? storage.setAside : "";
    expect(readFileSync(join(computer.folder, setAside)).equals(before)).toBe(true);
    expect(await linesWith(core, JANE)).toEqual(["Before: received"]);
    expect(core.notifier.shown).toEqual([]);
  });

  it("is told of until the person has seen it, also after a restart", async () => {
    const computer = await computerWithWork();
    damagePages(databaseIn(computer), [0]);
    const first = await nextRun(computer);
    const { storage } = first.state();
    await first.app.quit();
    const second = await nextRun(computer);
    expect(second.state().storage).toEqual(storage);
    await second.get("storage/dismiss", undefined);
    expect(second.state().storage).toEqual({ kind: "fine" });
    await second.app.quit();
    const third = await nextRun(computer);
    expect([third.state().session.kind, third.state().storage.kind]).toEqual(["signed-in", "fine"]);
    expect(databasesIn(computer)).toHaveLength(2);
  });

  it("waits without network for somebody to say who the person is", async () => {
    const computer = await computerWithWork();
    damagePages(databaseIn(computer), [0]);
    computer.provider.refuse("profile", new AppError("no-network", "ENETUNREACH"), 2);
    const core = await nextRun(computer);
    expect(core.state().session).toEqual({ kind: "signing-in" });
    await core.clock.turn(60_000);
    expect(core.state().session).toEqual({ kind: "signing-in" });
    core.app.wake();
    await core.clock.turn(0);
    expect(core.state()).toMatchObject({ session: { kind: "signed-in" }, storage: { because: "wrong-key" } });
    expect(databasesIn(computer)).toHaveLength(2);
  });
});

/** Of the pages of a database: enough of each table and index for a test. */
const EVERY = 3;

it("whatever page of a kept database is damaged, what can be read goes on: the draft, and the text, which leaves once", async () => {
  const seen = new Set<string>();
  let pages = 2;
  for (let page = 1; page < pages; page += EVERY) {
    const computer = await computerWithWork();
    pages = pagesOf(databaseIn(computer));
    damagePages(databaseIn(computer), [page]);
    const core = await nextRun(computer);
    // A reading may be what finds it; then all is there at the next.
    const found = await linesWith(core, JANE).catch(() => null);
    await core.clock.turn(60_000);
    const lines = found ?? (await linesWith(core, JANE)) ?? [];
    const draft = await draftFor(core, AMIR).catch(() => draftFor(core, AMIR));
    const { session, storage } = core.state();
    const sent = computer.provider.sent.length;
    expect([page, session.kind, lines.includes("Before: received")]).toEqual([page, "signed-in", true]);
    const takenOver = storage.kind === "rebuilt" ? storage : { outgoing: 1, drafts: 1 };
    expect([page, draft]).toEqual([page, takenOver.drafts === 1 ? "Half a thought" : ""]);
    // What was found damaged only after the text had left does not count it any more.
    expect([page, sent]).toEqual([page, sent === 1 ? 1 : takenOver.outgoing]);
    seen.add(`${storage.kind}, ${takenOver.outgoing} of ${sent}`);
    await core.app.quit();
  }
  expect(seen).toContain("rebuilt, 1 of 1");
}, 60_000);

describe("a kept database that cannot be opened now", () => {
  it.each(["full", "busy", "unreachable"] as const)(
    "(%s) is left alone and tried again every minute",
    async (about) => {
      const computer = await withFaultyStores();
      await computerWithWork(computer);
      computer.stores.onOpening.error = trouble(about);
      const core = await nextRun(computer);
      const waiting = { kind: "signed-out", because: "storage", trouble: about };
      expect(core.state().session).toEqual({ ...waiting, kept: { account: null, others: 0 } });
      await core.clock.turn(60_000);
      expect(core.state().session).toMatchObject(waiting);
      computer.stores.onOpening.error = null;
      await core.clock.turn(59_000);
      expect(core.state().session).toMatchObject(waiting);
      await core.clock.turn(1_000);
      expect(core.state()).toMatchObject({ session: { kind: "signed-in" }, storage: { kind: "fine" } });
      expect(await linesWith(core, JANE)).toEqual(["Before: received", "Waiting: accepted"]);
      expect(core.notifier.shown).toEqual([]);
    },
  );

  it.each(["read-only", "newer"] as const)("(%s) is left alone until the person says to try again", async (about) => {
    const computer = await withFaultyStores();
    await computerWithWork(computer);
    computer.stores.onOpening.error = trouble(about);
    const core = await nextRun(computer);
    expect(core.state().session).toMatchObject({ kind: "signed-out", because: "storage", trouble: about });
    computer.stores.onOpening.error = null;
    await core.clock.turn(600_000);
    expect(core.state().session).toMatchObject({ because: "storage" });
    await core.get("account/resume", undefined);
    expect(core.state().session.kind).toBe("signed-in");
  });

  it("because a later Tern wrote it stays as it is", async () => {
    const computer = await computerWithWork();
    const file = databaseIn(computer);
    const key = await computer.vault.read(accountIn(computer), "database-key");
    const later = connect(file);
    later.pragma("cipher = 'sqlcipher'");
    later.pragma(`key = "x'${key ?? ""}'"`);
    later.pragma("user_version = 999");
    later.close();
    const before = readFileSync(file);
    const core = await nextRun(computer);
    expect(core.state().session).toMatchObject({ kind: "signed-out", because: "storage", trouble: "newer" });
    await core.get("account/resume", undefined);
    expect(core.state().session).toMatchObject({ trouble: "newer" });
    await core.app.quit();
    expect([readFileSync(file).equals(before), databasesIn(computer)]).toEqual([true, [basename(file)]]);
  });

  it("is not given up by a sign-in, which says why it fails", async () => {
    const computer = await withFaultyStores();
    await computerWithWork(computer);
    computer.stores.onOpening.error = trouble("newer");
    const core = await nextRun(computer);
    const { server, clientId } = computer.settings.accounts().current ?? { server: "", clientId: "" };
    const answer = await core.ask("account/sign-in", { server, clientId, clientSecret: "secret", jwt: "jwt" });
    expect(answer).toMatchObject({ failure: { code: "storage", about: "newer" } });
    expect(core.state().session).toMatchObject({ because: "storage", trouble: "newer" });
    expect(databasesIn(computer)).toHaveLength(1);
  });

  it("because the disk is too full to build it anew waits for room, and loses nothing", async () => {
    const computer = await withFaultyStores();
    await computerWithWork(computer);
    damagePages(databaseIn(computer), [0]);
    const { rebuild } = computer.stores;
    let isFull = true;
    const full = {
      ...computer.stores,
      rebuild: (...given: Parameters<typeof rebuild>) => {
        if (isFull) throw trouble("full");
        return rebuild(...given);
      },
    };
    const core = await nextRun({ ...computer, stores: full });
    expect(core.state().session).toMatchObject({ because: "storage", trouble: "full" });
    isFull = false;
    await core.clock.turn(60_000);
    expect(core.state()).toMatchObject({ session: { kind: "signed-in" }, storage: { because: "wrong-key" } });
  });

  it("for all a session needs leaves none half begun behind", async () => {
    const computer = await withFaultyStores();
    await computerWithWork(computer);
    const { open } = computer.stores;
    let isFull = true;
    const stores = {
      ...computer.stores,
      open: (...given: Parameters<typeof open>) => {
        const store = open(...given);
        const unreadCount = (): number => {
          if (isFull) throw trouble("full");
          return store.unreadCount();
        };
        return { ...store, unreadCount };
      },
    };
    const core = await nextRun({ ...computer, stores });
    expect(core.state().session).toMatchObject({ because: "storage", trouble: "full" });
    isFull = false;
    await core.clock.turn(60_000);
    expect(core.state().session.kind).toBe("signed-in");
    // Such as numbers that are still being asked for, and then find the database closed.
    expect(core.log.lines.filter(({ event }) => event === "background work failed")).toEqual([]);
  });
});

it("a bug while the account is taken up is not shown as the end of the session", async () => {
  const computer = await withFaultyStores();
  await computerWithWork(computer);
  computer.stores.onOpening.error = new TypeError("a bug");
  const core = await nextRun(computer);
  expect(core.state().session).toMatchObject({ kind: "signed-out", because: "storage", trouble: null });
  expect(core.notifier.shown).toEqual([]);
  computer.stores.onOpening.error = null;
  await core.get("account/resume", undefined);
  expect(core.state().session.kind).toBe("signed-in");
});

it("damage that only shows while the session begins is found all the same", async () => {
  const computer = await withFaultyStores();
  await computerWithWork(computer);
  computer.stores.onReading.trouble = "damaged";
  const core = await nextRun(computer);
  expect(core.state()).toMatchObject({
    session: { kind: "signed-in" },
    storage: { kind: "rebuilt", because: "damaged", outgoing: 1, drafts: 1 },
  });
  await core.clock.turn(60_000);
  expect(await linesWith(core, JANE)).toEqual(["Before: received", "Waiting: accepted"]);
});

describe("while somebody is signed in", () => {
  it("a full disk is said, the words stay with whoever asked, and it passes by itself", async () => {
    const computer = await withFaultyStores();
    const core = await startCore(computer);
    const conversationId = await core.get("conversations/start", { addresses: [JANE] });
    computer.stores.onWriting.trouble = "full";
    expect(await core.ask("drafts/keep", { conversationId, body: "Half" })).toMatchObject({
      failure: { code: "storage", about: "full" },
    });
    expect(await core.ask("outbox/send", { conversationId, body: "Whole", attachments: [] })).toMatchObject({
      failure: { code: "storage", about: "full" },
    });
    expect(core.provider.sent).toEqual([]);
    expect(core.state()).toMatchObject({ session: { kind: "signed-in" }, storage: { kind: "trouble", about: "full" } });
    await core.clock.turn(60_000);
    expect(core.state().storage).toEqual({ kind: "trouble", about: "full" });
    computer.stores.onWriting.trouble = null;
    await core.clock.turn(60_000);
    expect(core.state().storage).toEqual({ kind: "fine" });
  });

  it("a full disk makes one notice for as long as it lasts, since nobody can be told of a text", async () => {
    const computer = await withFaultyStores();
    const core = await startCore(computer);
    const notices = () => core.notifier.shown.map(({ id, title, body }) => [id, title, body]);
    computer.stores.onWriting.trouble = "full";
    core.provider.textFrom(JANE, "One");
    core.provider.textFrom(JANE, "Two");
    await core.clock.turn(600_000);
    const cannotKeep = [
      "storage",
      "Tern cannot keep new texts",
      "The disk is full. New texts wait at RingCentral. Open Tern to see what helps.",
    ];
    expect(notices()).toEqual([cannotKeep]);
    core.notifier.act({ kind: "open", id: "storage" });
    expect(core.desktop.asked).toEqual(["main"]);
    computer.stores.onWriting.trouble = null;
    await core.clock.turn(120_000);
    expect(core.notifier.visible().map(({ id }) => id)).not.toContain("storage");
    expect(notices().slice(1)).toMatchObject([[expect.anything(), expect.anything(), "2 new texts: Two"]]);
  });

  it("and trouble is there, signing out ends it", async () => {
    const computer = await withFaultyStores();
    const core = await startCore(computer);
    const conversationId = await core.get("conversations/start", { addresses: [JANE] });
    computer.stores.onWriting.trouble = "full";
    await core.ask("drafts/keep", { conversationId, body: "Half" });
    await core.get("account/sign-out", undefined);
    expect(core.state().storage).toEqual({ kind: "fine" });
  });

  it("a damaged database is built anew, once; then it is left to the person", async () => {
    const computer = await withFaultyStores();
    const core = await startCore(computer);
    core.provider.textFrom(JANE, "Before");
    const conversationId = await core.conversationWith(JANE);
    await core.get("drafts/keep", { conversationId, body: "Half a thought" });
    const read = () => core.ask("thread/read", { conversationId, before: null, limit: 9 });
    computer.stores.onReading.trouble = "damaged";
    expect(await read()).toMatchObject({ failure: { code: "storage", about: "damaged" } });
    expect(core.state()).toMatchObject({
      session: { kind: "signed-in" },
      connection: { kind: "live" },
      storage: { kind: "rebuilt", because: "damaged", outgoing: 0, drafts: 1 },
    });
    expect(await read()).toMatchObject({ value: { texts: [{ body: "Before" }] } });
    expect(await draftFor(core, JANE)).toBe("Half a thought");
    expect(core.notifier.shown).toHaveLength(1);

    computer.stores.onReading.trouble = "damaged";
    await read();
    expect(core.state().session).toMatchObject({ kind: "signed-out", because: "storage", trouble: "damaged" });
    expect(computer.stores.rebuilt()).toBe(1);
    computer.stores.onReading.trouble = null;
    await core.get("account/resume", undefined);
    expect(core.state().session.kind).toBe("signed-in");
    expect(core.provider.signedOut()).toBe(0);
    expect(existsSync(databaseIn(computer))).toBe(true);
  });
});
