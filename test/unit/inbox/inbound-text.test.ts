import { describe, expect, it } from "vitest";
import { AMIR, JANE, STRANGER } from "../../harness/fake-gateway.ts";
import { settled } from "../../harness/hand-clock.ts";
import { usualSettings } from "../../harness/settings-in-memory.ts";
import { createComputer, createCore, CREDENTIALS, someWindow, startCore } from "../../harness/start-core.ts";

const CHECK_MS = usualSettings.checkMinutes * 60_000;

describe("an inbound text", () => {
  it("comes up as a notice with the sender's name and its words", async () => {
    const { provider, notifier, state } = await startCore();
    provider.textFrom(JANE, "Can we move to ten?");
    expect(notifier.shown).toMatchObject([{ title: "Jane Doe", body: "Can we move to ten?" }]);
    expect(state().unread).toBe(1);
  });

  it("from somebody unknown is titled with the number as people write it", async () => {
    const { provider, notifier } = await startCore();
    provider.textFrom(STRANGER, "Hello");
    expect(notifier.shown).toMatchObject([{ title: "(650) 555-0199", body: "Hello" }]);
  });

  it("is notified once, however often and by whatever path it comes", async () => {
    const { provider, notifier, clock, conversationWith, thread } = await startCore();
    const text = provider.textFrom(JANE, "Once");
    provider.tell(text);
    provider.change(text.providerId, {});
    await clock.turn(10 * 60_000);
    provider.link({ kind: "down" });
    provider.link({ kind: "live" });
    await clock.turn(0);
    expect(notifier.shown).toHaveLength(1);
    expect(await thread(await conversationWith(JANE))).toMatchObject([{ body: "Once", status: "received" }]);
  });

  it("that came while the link was down is notified when it is back", async () => {
    const { provider, notifier, clock } = await startCore();
    provider.link({ kind: "down" });
    provider.textFrom(JANE, "Are you there?", { isTold: false });
    provider.link({ kind: "live" });
    await clock.turn(0);
    expect(notifier.shown).toMatchObject([{ title: "Jane Doe", body: "Are you there?" }]);
  });

  it("whose event was lost is found by the sync that runs in any case", async () => {
    const { provider, notifier, clock } = await startCore();
    provider.textFrom(JANE, "Lost event", { isTold: false });
    await clock.turn(CHECK_MS);
    expect(notifier.shown).toMatchObject([{ body: "Lost event" }]);
  });

  it("gives one notice for several of one conversation, saying the newest", async () => {
    const { provider, notifier, clock } = await startCore();
    provider.link({ kind: "down" });
    const at = clock.now();
    provider.textFrom(JANE, "Second", { isTold: false, at: at + 2 });
    provider.textFrom(JANE, "First", { isTold: false, at: at + 1 });
    provider.link({ kind: "live" });
    await clock.turn(0);
    expect(notifier.shown).toMatchObject([{ body: "2 new texts: Second" }]);
  });

  it("that is older than one already notified leaves the newer words in the notice", async () => {
    const { provider, notifier, clock } = await startCore();
    const at = clock.now();
    provider.textFrom(JANE, "Newer", { at: at + 1000 });
    provider.textFrom(JANE, "Older", { at });
    expect(notifier.visible()).toMatchObject([{ body: "Newer" }]);
  });

  it("that is older than one already read is what the notice says", async () => {
    const { provider, notifier, clock, get, conversationWith } = await startCore();
    const at = clock.now();
    provider.textFrom(JANE, "Newer", { at: at + 1000 });
    await get("conversations/mark-read", { conversationId: await conversationWith(JANE) });
    provider.textFrom(JANE, "Older", { at });
    expect(notifier.visible()).toMatchObject([{ body: "Older" }]);
  });

  it("already read on the phone gives no notice", async () => {
    const { provider, notifier } = await startCore();
    provider.textFrom(JANE, "Seen", { isRead: true });
    expect(notifier.shown).toEqual([]);
  });

  it("in the conversation a window has open and focused is read at once, without a notice", async () => {
    const { provider, notifier, clock, ask, app, conversationWith, state } = await startCore();
    provider.textFrom(JANE, "First");
    const conversationId = await conversationWith(JANE);
    await ask("windows/report-open", { conversationId }, someWindow(7));
    const second = provider.textFrom(JANE, "Second");
    await clock.turn(0);
    expect(notifier.visible()).toEqual([]);
    expect(notifier.shown).toHaveLength(1);
    expect(provider.readAtProvider).toContain(second.providerId);
    expect(state().unread).toBe(0);

    app.windowClosed(7);
    provider.textFrom(JANE, "Third");
    expect(notifier.visible()).toMatchObject([{ body: "Third" }]);
  });

  it("deleted at the provider disappears, and its notice with it", async () => {
    const { provider, notifier, clock, state } = await startCore();
    const text = provider.textFrom(JANE, "Oh no");
    provider.remove(text.providerId);
    await clock.turn(0);
    expect(notifier.visible()).toEqual([]);
    expect(state().unread).toBe(0);
  });

  it("deleted at the provider before its event comes stays away", async () => {
    const { provider, notifier, clock, state, get } = await startCore();
    const text = provider.textFrom(JANE, "Oh no", { isTold: false });
    provider.remove(text.providerId);
    await clock.turn(0);
    provider.tell(text);
    await clock.turn(CHECK_MS);
    expect(await get("conversations/list", { before: null, limit: 50 })).toEqual([]);
    expect(notifier.shown).toEqual([]);
    expect(state().unread).toBe(0);
  });
});

describe("a sync that breaks off", () => {
  it("because the disk failed notifies of what it stored, and of the rest when that can be stored", async () => {
    const { provider, notifier, clock, state } = await startCore();
    for (let index = 0; index < 300; index += 1) provider.textFrom(JANE, `Text ${index}`, { isTold: false });
    // The store takes whole milliseconds only.
    const { providerId } = provider.textFrom(STRANGER, "Not stored", { isTold: false, at: 0.5 });
    await clock.turn(CHECK_MS);
    expect(notifier.shown).toMatchObject([{ body: "250 new texts: Text 249" }]);
    expect(state().unread).toBe(250);
    provider.change(providerId, { at: clock.now() });
    await clock.turn(60_000);
    expect(notifier.shown.slice(1)).toMatchObject([{ body: "50 new texts: Text 299" }, { body: "Not stored" }]);
    expect(state().unread).toBe(301);
  });

  it("because the person signs out shows nothing of theirs afterwards", async () => {
    const { provider, notifier, app, get, ask, clock } = await startCore();
    // Something on its way out is waited for: meanwhile the sync would go on.
    const release = provider.holdSends();
    const conversationId = await get("conversations/start", { addresses: [AMIR] });
    await get("outbox/send", { conversationId, body: "Hello", attachments: [] });
    for (let index = 0; index < 300; index += 1)
      provider.textFrom(index < 250 ? STRANGER : JANE, `Text ${index}`, { isTold: false });
    app.wake();
    provider.link({ kind: "live" });
    await settled();
    const signedOut = ask("account/sign-out", undefined);
    await clock.turn(5_000);
    await signedOut;
    release();
    expect(notifier.shown).toEqual([]);
  });
});

describe("the first sync of an account", () => {
  it("stores a long history bit by bit, so that what comes in meanwhile does not wait", async () => {
    const computer = createComputer();
    for (let index = 0; index < 400; index += 1)
      computer.provider.textFrom(STRANGER, `Text ${index}`, { at: computer.clock.now() - 86_400_000 + index });
    const core = createCore(computer);
    await core.app.start(CREDENTIALS);
    await settled();
    expect(core.state()).toMatchObject({ unread: 250, connection: { kind: "catching-up" } });
    computer.provider.textFrom(JANE, "Now");
    expect(core.notifier.shown).toMatchObject([{ body: "Now" }]);
    await core.clock.turn(0);
    expect(core.state()).toMatchObject({ unread: 401, connection: { kind: "live" } });
    expect(core.notifier.shown).toHaveLength(1);
  });

  it("stores history without a notice", async () => {
    const computer = createComputer();
    computer.provider.textFrom(JANE, "Last week", { at: computer.clock.now() - 7 * 86_400_000 });
    const { notifier, state, thread, conversationWith } = await startCore(computer);
    expect(notifier.shown).toEqual([]);
    expect(state().unread).toBe(1);
    expect(await thread(await conversationWith(JANE))).toMatchObject([{ body: "Last week" }]);
  });

  it("still notifies of a text that came in while it ran, even if its event is told later", async () => {
    const computer = createComputer();
    const text = computer.provider.textFrom(JANE, "Just now", { isTold: false });
    const { notifier, provider } = await startCore(computer);
    expect(notifier.shown).toEqual([]);
    provider.tell(text);
    provider.tell(text);
    expect(notifier.shown).toMatchObject([{ body: "Just now" }]);
  });

  it("is not repeated after a restart: what came meanwhile is news", async () => {
    const first = await startCore();
    await first.app.quit();
    first.provider.textFrom(JANE, "While Tern was off", { isTold: false });
    const second = await startCore(first.computer);
    expect(second.notifier.shown).toMatchObject([{ body: "While Tern was off" }]);
  });
});
