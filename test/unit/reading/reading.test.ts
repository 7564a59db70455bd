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

  it("that the provider refuses for good is not asked for again", async () => {
    const { ask, provider, clock, conversationId } = await withUnread();
    provider.refuse("markRead", new AppError("not-allowed", "CMN-408"));
    await ask("conversations/mark-read", { conversationId });
    provider.link({ kind: "live" });
    await clock.turn(0);
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
