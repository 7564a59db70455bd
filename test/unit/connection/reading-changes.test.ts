import { describe, expect, it } from "vitest";
import { AppError } from "../../../main/core/ports/app-error.ts";
import type { MessageStore } from "../../../main/core/ports/message-store.ts";
import { createMessageStores } from "../../../main/storage/message-stores.ts";
import { AMIR, JANE } from "../../harness/fake-gateway.ts";
import { usualSettings } from "../../harness/settings-in-memory.ts";
import { createComputer, createCore, startCore } from "../../harness/start-core.ts";

const DAY_MS = 86_400_000;
const syncs = (calls: readonly string[]) => calls.filter((call) => call === "changesSince").length;

describe("reading changes", () => {
  it("runs one at a time, and once more if asked meanwhile, however often", async () => {
    const { provider, clock } = await startCore();
    const text = provider.textFrom(JANE, "Hi");
    const before = syncs(provider.calls);
    for (let times = 0; times < 5; times += 1) provider.change(text.providerId, {});
    await clock.turn(0);
    expect(syncs(provider.calls) - before).toBe(2);
  });

  it("that fails is tried again, later and later, as the provider asks", async () => {
    const computer = createComputer();
    computer.provider.refuse("changesSince", new AppError("server-error", "503"), 2);
    computer.provider.refuse("changesSince", new AppError("rate-limited", "429", { retryAfterMs: 30_000 }), 1);
    computer.provider.textFrom(JANE, "Old", { at: computer.clock.now() - 60_000 });
    const { provider, clock, state } = await startCore(computer);
    const after = async (ms: number) => {
      await clock.turn(ms);
      return syncs(provider.calls);
    };
    expect([
      await after(4_000),
      await after(1_000),
      await after(10_000),
      await after(29_000),
      await after(1_000),
    ]).toEqual([1, 2, 3, 3, 4]);
    expect(state().unread).toBe(1);
  });

  it.each([
    ["a year fast", 365 * DAY_MS],
    ["in 1970", -Date.UTC(2026, 2, 2, 9)],
  ])("goes back by the provider's clock from the first sign-in on, where this computer's is %s", async (_, jump) => {
    const computer = createComputer();
    const { clock, provider } = computer;
    provider.textFrom(JANE, "Of last week", { at: clock.now() - 7 * DAY_MS });
    provider.textFrom(JANE, "Of last spring", { at: clock.now() - 300 * DAY_MS });
    clock.jump(jump);
    const core = await startCore(computer);
    await core.clock.turn(60_000);
    expect((await core.thread(await core.conversationWith(JANE))).map(({ body }) => body)).toEqual(["Of last week"]);
  });

  it("goes by that clock also where the run that signed in ended before anything was read", async () => {
    const computer = createComputer();
    const { clock, provider } = computer;
    provider.textFrom(JANE, "Of last week", { at: clock.now() - 7 * DAY_MS });
    clock.jump(365 * DAY_MS);
    provider.refuse("changesSince", new AppError("no-network", "none"), 20);
    const first = await startCore(computer);
    await first.clock.turn(1_000);
    provider.textFrom(AMIR, "Of now", { isTold: false });
    await first.app.quit();
    provider.calm();
    const second = await startCore(computer);
    await second.clock.turn(60_000);
    expect((await second.thread(await second.conversationWith(JANE))).map(({ body }) => body)).toEqual([
      "Of last week",
    ]);
    expect(second.notifier.shown).toMatchObject([{ title: "Amir Khan", body: "Of now" }]);
  });

  it("that fails without end waits five minutes at most, and not at all once the computer wakes up", async () => {
    const { app, provider, clock, state } = await startCore();
    provider.refuse("changesSince", new AppError("no-network", "none"), 20);
    await clock.turn(6 * 3_600_000);
    expect(state().connection.kind).toBe("live");
    provider.refuse("changesSince", new AppError("no-network", "none"), 9);
    await clock.turn(1_200_000);
    app.wake();
    await clock.turn(0);
    expect(state().connection.kind).toBe("live");
  });

  it("happens as often as the person chose, from that moment on", async () => {
    const { provider, clock, get } = await startCore();
    await clock.turn(8 * 60_000);
    const counts = [syncs(provider.calls)];
    await get("settings/change", { ...usualSettings, checkMinutes: 5 });
    counts.push(syncs(provider.calls));
    await clock.turn(4 * 60_000);
    counts.push(syncs(provider.calls));
    await clock.turn(60_000);
    counts.push(syncs(provider.calls));
    expect(counts.map((count) => count - (counts[0] ?? 0))).toEqual([0, 1, 1, 2]);
  });

  it("that cannot be stored is said, until it can", async () => {
    const computer = createComputer();
    const real = createMessageStores(computer);
    let isFull = false;
    const open = (account: string, key: string | null): MessageStore => {
      const store = real.open(account, key);
      const save: MessageStore["save"] = (text) => {
        if (isFull) throw new AppError("storage", "the disk is full", { about: "full" });
        return store.save(text);
      };
      return { ...store, save };
    };
    const { provider, clock, state, notifier } = await startCore({ ...computer, stores: { ...real, open } });
    isFull = true;
    provider.textFrom(JANE, "No room");
    const said = state().storage;
    await clock.turn(5_000);
    const during = [state().storage, state().connection];
    isFull = false;
    await clock.turn(10_000);
    expect([said, during, state().storage, notifier.shown.map(({ body }) => body)]).toEqual([
      { kind: "trouble", about: "full" },
      [
        { kind: "trouble", about: "full" },
        { kind: "catching-up", since: expect.any(Number), progress: null, failure: { code: "storage", about: "full" } },
      ],
      { kind: "fine" },
      ["The disk is full. New texts wait at RingCentral. Open Tern to see what helps.", "No room"],
    ]);
  });
});

describe("how far back texts are read", () => {
  /** Texts so many days old, all read: nobody is to be notified of them. */
  const withTextsOf = (...ages: readonly number[]) => {
    const computer = createComputer();
    for (const age of ages)
      computer.provider.textFrom(JANE, `${age} days`, { at: computer.clock.now() - age * DAY_MS, isTold: false });
    return computer;
  };
  const bodies = async ({ thread, conversationWith }: Awaited<ReturnType<typeof startCore>>) =>
    (await thread(await conversationWith(JANE))).map(({ body }) => body);

  it("is thirty days at first", async () => {
    expect(await bodies(await startCore(withTextsOf(29, 31)))).toEqual(["29 days"]);
  });

  it("can be made longer: the older texts come at once, and nobody is notified", async () => {
    const core = await startCore(withTextsOf(29, 31, 61));
    await core.get("settings/change", { ...usualSettings, historyDays: 60 });
    expect([await bodies(core), core.notifier.shown, core.state().connection.kind]).toEqual([
      ["31 days", "29 days"],
      [],
      "live",
    ]);
  });

  it("is read once, not with every check", async () => {
    const core = await startCore(withTextsOf(29, 31));
    await core.get("settings/change", { ...usualSettings, historyDays: 60 });
    const before = syncs(core.provider.calls);
    await core.clock.turn(600_000);
    expect(syncs(core.provider.calls) - before).toBe(1);
  });

  it("that was made longer while there was no network is read in the next run of Tern", async () => {
    const computer = withTextsOf(29, 31);
    const first = await startCore(computer);
    computer.provider.refuse("changesSince", new AppError("no-network", "none"), 1);
    await first.get("settings/change", { ...usualSettings, historyDays: 60 });
    await first.app.quit();
    const second = createCore(computer);
    await second.app.start();
    await second.clock.turn(0);
    expect([await bodies(second), second.notifier.shown]).toEqual([["31 days", "29 days"], []]);
  });

  it("that cannot be read just now takes nothing from what comes in, and is tried again", async () => {
    const core = await startCore(withTextsOf(29, 31));
    core.provider.refuse("everything", new AppError("server-error", "500"), 2);
    await core.get("settings/change", { ...usualSettings, historyDays: 60 });
    const text = core.provider.textFrom(JANE, "Now");
    for (let times = 0; times < 3; times += 1) {
      core.provider.change(text.providerId, {});
      await core.clock.turn(0);
    }
    const failures = () => core.log.lines.filter(({ event }) => event === "older texts not read").length;
    const meanwhile = [core.state().connection.kind, await bodies(core), failures()];
    await core.clock.turn(15_000);
    expect([meanwhile, await bodies(core), failures()]).toEqual([
      ["live", ["29 days", "Now"], 1],
      ["31 days", "29 days", "Now"],
      2,
    ]);
  });

  it("is all that ever was here, where the database had to be made anew", async () => {
    const computer = withTextsOf(29, 61);
    const first = await startCore(computer);
    await first.get("settings/change", { ...usualSettings, historyDays: 90 });
    await first.get("settings/change", usualSettings);
    await first.app.quit();
    // What a database made anew does not have: the cursor, and a text that could not be read any more.
    computer.provider.textFrom(JANE, "Lost", { at: computer.clock.now() - 75 * DAY_MS, isTold: false });
    const real = createMessageStores(computer);
    const open = (account: string, key: string | null): MessageStore => {
      const store = real.open(account, key);
      store.keepFact("sync-cursor", null);
      return store;
    };
    const second = createCore({ ...computer, stores: { ...real, open } });
    await second.app.start();
    await second.clock.turn(0);
    expect([await bodies(second), second.notifier.shown]).toEqual([["Lost", "61 days", "29 days"], []]);
  });

  it("can be made shorter: nothing is taken away", async () => {
    const core = await startCore(withTextsOf(29, 5));
    await core.get("settings/change", { ...usualSettings, historyDays: 7 });
    expect(await bodies(core)).toEqual(["29 days", "5 days"]);
  });

  it("reaches back to the last reading when the cursor is dead, however long Tern was closed", async () => {
    const computer = createComputer();
    const first = await startCore(computer);
    await first.app.quit();
    computer.provider.textFrom(JANE, "Soon after", { isTold: false });
    await computer.clock.turn(60 * DAY_MS);
    computer.provider.textFrom(JANE, "Lately", { isTold: false });
    computer.provider.forgetCursors();
    const second = createCore(computer);
    await second.app.start();
    await second.clock.turn(0);
    expect([await bodies(second), second.state().unread, second.state().connection.kind]).toEqual([
      ["Soon after", "Lately"],
      2,
      "live",
    ]);
  });

  it("keeps drafts, what was read here and what is on its way out when the cursor is dead", async () => {
    const core = await startCore();
    const { provider, clock, get, thread, conversationWith } = core;
    const text = provider.textFrom(JANE, "Hi", { at: clock.now() - DAY_MS });
    const conversationId = await conversationWith(JANE);
    provider.refuse("markRead", new AppError("no-network", "none"), 9);
    await get("conversations/mark-read", { conversationId });
    await get("drafts/keep", { conversationId, body: "Half a" });
    provider.refuse("send", new AppError("no-network", "none"), 9);
    await get("outbox/send", { conversationId, body: "Waits", attachments: [] });
    await get("drafts/keep", { conversationId, body: "Half a" });
    provider.forgetCursors();
    provider.change(text.providerId, { changedAt: text.changedAt });
    await clock.turn(0);
    expect([
      (await thread(conversationId)).map(({ body, status }) => `${body}: ${status}`),
      await get("drafts/read", { conversationId }),
      core.state().unread,
    ]).toEqual([["Hi: received", "Waits: queued"], "Half a", 0]);
  });
});
