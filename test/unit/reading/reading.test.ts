import { describe, expect, it } from "vitest";
import { AppError } from "../../../main/core/ports/app-error.ts";
import { JANE } from "../../harness/fake-gateway.ts";
import { someWindow, startCore } from "../../harness/start-core.ts";

const withUnread = async () => {
  const core = await startCore();
  core.provider.textFrom(JANE, "One");
  core.provider.textFrom(JANE, "Two");
  const conversationId = await core.conversationWith(JANE);
  return { ...core, conversationId };
};

describe("reading a conversation", () => {
  it.each([
    ["asking for it", "conversations/mark-read"],
    ["having it open and in focus", "windows/report-open"],
  ] as const)("by %s marks it read here and at the provider, and takes its notice away", async (_how, request) => {
    const { ask, provider, notifier, state, desktop, conversationId } = await withUnread();
    await ask(request, { conversationId }, someWindow(3));
    expect(provider.readAtProvider).toEqual(["p1", "p2"]);
    expect(notifier.visible()).toEqual([]);
    expect(state().unread).toBe(0);
    expect(desktop.events.at(-1)).toEqual({ name: "conversation/changed", payload: { conversationId } });
  });

  it("on the phone takes the notice away here", async () => {
    const { provider, notifier, clock, state } = await withUnread();
    provider.change("p1", { isRead: true });
    await clock.turn(0);
    expect(notifier.visible()).toHaveLength(1);
    provider.change("p2", { isRead: true });
    await clock.turn(0);
    expect(notifier.visible()).toEqual([]);
    expect(state().unread).toBe(0);
  });

  it("without network is told to the provider when it can be reached", async () => {
    const { ask, provider, clock, state, conversationId } = await withUnread();
    provider.refuse("markRead", new AppError("no-network", "ENETUNREACH"));
    await ask("conversations/mark-read", { conversationId });
    expect(state().unread).toBe(0);
    expect(provider.readAtProvider).toEqual([]);
    provider.link({ kind: "down" });
    provider.link({ kind: "live" });
    await clock.turn(0);
    expect(provider.readAtProvider).toEqual(["p1", "p2"]);
  });

  it("that could not be told is told again by itself, not before the provider wishes", async () => {
    const { ask, provider, clock, conversationId } = await withUnread();
    provider.refuse("markRead", new AppError("rate-limited", "CMN-301", { retryAfterMs: 90_000 }));
    await ask("conversations/mark-read", { conversationId });
    await clock.turn(89_999);
    expect(provider.readAtProvider).toEqual([]);
    await clock.turn(1);
    expect(provider.readAtProvider).toEqual(["p1", "p2"]);
  });

  it("is told by the next run, and is not undone by a reading of everything before that", async () => {
    const first = await withUnread();
    first.provider.refuse("markRead", new AppError("no-network", "ENETUNREACH"), 3);
    await first.ask("conversations/mark-read", { conversationId: first.conversationId });
    await first.app.quit();
    first.provider.change("p1", { body: "One, changed" });
    first.provider.forgetCursors();
    const second = await startCore(first.computer);
    expect(await second.thread(first.conversationId)).toMatchObject([{ body: "One, changed" }, { body: "Two" }]);
    expect([second.state().unread, second.provider.readAtProvider]).toEqual([0, []]);
    await second.clock.turn(5 * 60_000);
    expect([second.state().unread, second.provider.readAtProvider]).toEqual([0, ["p1", "p2"]]);
    expect(second.notifier.shown).toEqual([]);
  });

  it("is left to the next run when Tern quits: nothing looks at the closed database any more", async () => {
    const { ask, app, provider, clock, log, conversationId } = await withUnread();
    provider.refuse("markRead", new AppError("no-network", "ENETUNREACH"));
    await ask("conversations/mark-read", { conversationId });
    await app.quit();
    await clock.turn(5 * 60_000);
    expect(provider.readAtProvider).toEqual([]);
    expect(log.lines.filter(({ event }) => event === "background work failed")).toEqual([]);
  });

  it("of many is told fifty at a time, and those that the provider refuses hold up none of the others", async () => {
    const { ask, provider, clock, conversationWith } = await startCore();
    for (let index = 1; index <= 120; index += 1) provider.textFrom(JANE, `Text ${index}`);
    provider.unreadable.add("p7").add("p60");
    await ask("conversations/mark-read", { conversationId: await conversationWith(JANE) });
    await clock.turn(0);
    const others = Array.from({ length: 120 }, (_, index) => `p${index + 1}`).filter(
      (id) => id !== "p7" && id !== "p60",
    );
    expect(provider.readAtProvider).toEqual(others);
    const asked = provider.calls.filter((call) => call === "markRead").length;
    expect(asked).toBeLessThan(30);
    provider.link({ kind: "down" });
    provider.link({ kind: "live" });
    await clock.turn(0);
    expect(provider.calls.filter((call) => call === "markRead")).toHaveLength(asked);
  });

  it("that the provider refuses altogether is not asked for again", async () => {
    const { ask, provider, clock, conversationId } = await withUnread();
    provider.refuse("markRead", new AppError("missing-permission", "CMN-401", { about: "EditMessages" }));
    await ask("conversations/mark-read", { conversationId });
    provider.link({ kind: "down" });
    provider.link({ kind: "live" });
    await clock.turn(5 * 60_000);
    expect(provider.calls.filter((call) => call === "markRead")).toHaveLength(1);
  });

  it("is over when the window has lost the focus", async () => {
    const { ask, provider, notifier, conversationId } = await withUnread();
    await ask("windows/report-open", { conversationId }, someWindow(3));
    await ask("windows/report-open", { conversationId: null }, someWindow(3));
    provider.textFrom(JANE, "Three");
    expect(notifier.visible()).toMatchObject([{ body: "Three" }]);
  });

  it("does not happen behind a locked screen: a text in the open conversation is notified, and read when unlocked", async () => {
    const { app, ask, provider, notifier, clock, conversationId } = await withUnread();
    await ask("windows/report-open", { conversationId }, someWindow(3));
    app.lock(true);
    provider.textFrom(JANE, "Three");
    await ask("windows/report-open", { conversationId }, someWindow(3));
    expect(notifier.visible()).toMatchObject([{ body: "Three" }]);
    expect(provider.readAtProvider).toEqual(["p1", "p2"]);
    app.lock(false);
    await clock.turn(0);
    expect(notifier.visible()).toEqual([]);
    expect(provider.readAtProvider).toEqual(["p1", "p2", "p3"]);
  });
});
