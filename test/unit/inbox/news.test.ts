import { describe, expect, it } from "vitest";
import { AppError } from "../../../main/core/ports/app-error.ts";
import { newsAfter } from "../../../main/core/inbox/news-after.ts";
import { AMIR, JANE, STRANGER } from "../../harness/fake-gateway.ts";
import { MONDAY_MORNING } from "../../harness/hand-clock.ts";
import { usualSettings } from "../../harness/settings-in-memory.ts";
import { createComputer, createCore, startCore } from "../../harness/start-core.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe("what a sync finds", () => {
  it("is news if it is from after the sync before it, give or take ten minutes, and else only unread", async () => {
    const { provider, notifier, clock, state } = await startCore();
    await clock.turn(30 * MINUTE);
    const synced = clock.now();
    provider.textFrom(JANE, "Late on its way", { isTold: false, at: synced - 10 * MINUTE + 1 });
    provider.textFrom(AMIR, "Older", { isTold: false, at: synced - 10 * MINUTE });
    provider.link({ kind: "down" });
    provider.link({ kind: "live" });
    await clock.turn(0);
    expect(notifier.shown).toMatchObject([{ body: "Late on its way" }]);
    expect(state().unread).toBe(2);
  });

  it("is no news if it is older than all that was read, and merely changed", async () => {
    const computer = createComputer();
    const { providerId } = computer.provider.textFrom(JANE, "Long ago", { at: computer.clock.now() - 90 * DAY });
    const { provider, notifier, clock, state } = await startCore(computer);
    await clock.turn(MINUTE);
    provider.change(providerId, { body: "Long ago, really" });
    await clock.turn(0);
    expect(notifier.shown).toEqual([]);
    expect(state().unread).toBe(1);
  });

  it("when everything has to be read again is what came meanwhile", async () => {
    const { provider, notifier, clock, state } = await startCore();
    await clock.turn(MINUTE);
    provider.textFrom(JANE, "Known");
    await clock.turn(30 * MINUTE);
    provider.textFrom(AMIR, "Weeks ago, taken up late", { isTold: false, at: clock.now() - 20 * DAY });
    provider.textFrom(STRANGER, "Just now", { isTold: false });
    provider.forgetCursors();
    provider.link({ kind: "down" });
    provider.link({ kind: "live" });
    await clock.turn(0);
    expect(notifier.shown).toMatchObject([{ body: "Known" }, { body: "Just now" }]);
    expect(state().unread).toBe(3);
  });

  it("the very first time is news if it is from after the sign-in, however long that took", async () => {
    const computer = createComputer();
    computer.provider.textFrom(JANE, "Before", { at: computer.clock.now() - 1 });
    computer.provider.refuse("changesSince", new AppError("no-network", "ENETUNREACH"), 3);
    const { provider, notifier, clock, state } = await startCore(computer);
    await clock.turn(1);
    provider.textFrom(AMIR, "After", { isTold: false });
    await clock.turn(10 * MINUTE);
    expect(notifier.shown).toMatchObject([{ body: "After" }]);
    expect(state().unread).toBe(2);
  });

  it("the very first time is news even if Tern was off in between", async () => {
    const computer = createComputer();
    computer.provider.refuse("changesSince", new AppError("no-network", "ENETUNREACH"));
    const first = await startCore(computer);
    await first.app.quit();
    await computer.clock.turn(DAY);
    computer.provider.textFrom(AMIR, "Between", { isTold: false });
    await computer.clock.turn(DAY);
    const second = createCore(computer);
    await second.app.start();
    await computer.clock.turn(0);
    expect(second.notifier.shown).toMatchObject([{ body: "Between" }]);
  });

  it("older than what is kept here is left out, unless it is here already", async () => {
    const computer = createComputer();
    computer.settings.keepSettings({ ...usualSettings, keepDays: 7 });
    const { provider, clock, get, conversationWith, thread } = await startCore(computer);
    const known = provider.textFrom(JANE, "Known", { at: clock.now() - 8 * DAY });
    await clock.turn(0);
    provider.textFrom(AMIR, "Too old", { isTold: false, at: clock.now() - 8 * DAY });
    provider.change(known.providerId, { body: "Known and changed" });
    await clock.turn(0);
    expect(await get("conversations/list", { before: null, limit: 10 })).toMatchObject([{ title: "Jane Doe" }]);
    expect(await thread(await conversationWith(JANE))).toMatchObject([{ body: "Known and changed" }]);
  });
});

describe("a text told live", () => {
  it("is news however old it is", async () => {
    const { provider, notifier, clock } = await startCore();
    await clock.turn(60 * MINUTE);
    provider.textFrom(JANE, "Held up for a day", { at: clock.now() - DAY });
    expect(notifier.shown).toMatchObject([{ body: "Held up for a day" }]);
  });

  it("is news after a sync that took it for an old one", async () => {
    const { provider, notifier, clock } = await startCore();
    await clock.turn(60 * MINUTE);
    const text = provider.textFrom(JANE, "Held up", { isTold: false, at: clock.now() - DAY });
    provider.link({ kind: "down" });
    provider.link({ kind: "live" });
    await clock.turn(0);
    expect(notifier.shown).toEqual([]);
    provider.tell(text);
    expect(notifier.shown).toMatchObject([{ body: "Held up" }]);
  });
});

describe("the moment after which a text is news", () => {
  const now = MONDAY_MORNING;
  const after = (given: Partial<Parameters<typeof newsAfter>[0]>): number =>
    newsAfter({
      kind: "news",
      answeredAt: null,
      syncedAt: null,
      signedInAt: now,
      signedInThere: null,
      knownUntil: null,
      now,
      ...given,
    });

  it.each([
    ["the sync before, less ten minutes", { syncedAt: now - DAY }, now - DAY - 10 * MINUTE],
    ["the same for one that reads older texts, too", { kind: "history", syncedAt: now }, now - 10 * MINUTE],
    [
      "the newest text that was here before the database was built anew",
      { syncedAt: now, knownUntil: now - 1 },
      now - 1,
    ],
    ["none, if nobody knows when the sync before was", {}, Number.NEGATIVE_INFINITY],
    ["the first time the sign-in", { kind: "history", signedInAt: now - 5_000 }, now - 5_000],
    [
      "the first time the sign-in by the provider's clock, whatever this computer's says",
      { kind: "history", answeredAt: now + 7 * 60 * MINUTE, signedInAt: now - 5_000 },
      now + 7 * 60 * MINUTE - 5_000,
    ],
    [
      "the first time the sign-in as the provider dated it, however long its answer took to be stored",
      { kind: "history", answeredAt: now - 60_000, signedInAt: now - DAY, signedInThere: now - 5_000 },
      now - 5_000,
    ],
    [
      "the answer, if this computer's clock was set back since the sign-in",
      { kind: "history", answeredAt: now, signedInAt: now + DAY },
      now,
    ],
  ] as const)("is %s", (_what, given, expected) => {
    expect(after(given)).toBe(expected);
  });
});
