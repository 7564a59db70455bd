import { describe, expect, it } from "vitest";
import { createMessageStores } from "../../../main/storage/message-stores.ts";
import { JANE } from "../../harness/fake-gateway.ts";
import { createFaultyStores } from "../../harness/faulty-stores.ts";
import { createComputer, createCore, startCore } from "../../harness/start-core.ts";

const withNotice = async () => {
  const core = await startCore();
  core.provider.textFrom(JANE, "Lunch?");
  const id = await core.conversationWith(JANE);
  return { ...core, id };
};

describe("a notice", () => {
  it("answered in place sends the words and is gone, read here and at the provider", async () => {
    const { notifier, provider, clock, id, thread, state } = await withNotice();
    notifier.act({ kind: "reply", id, text: "Noon at Caffe Roma" });
    await clock.turn(0);
    expect(provider.sent).toMatchObject([{ own: "+16505550100", others: [JANE], body: "Noon at Caffe Roma" }]);
    expect(await thread(id)).toMatchObject([{ body: "Lunch?" }, { body: "Noon at Caffe Roma", status: "accepted" }]);
    expect(notifier.visible()).toEqual([]);
    expect(provider.readAtProvider).toEqual(["p1"]);
    expect(state().unread).toBe(0);
  });

  it("of an earlier run, answered so that Tern starts, sends the words", async () => {
    const first = await withNotice();
    await first.app.quit();
    const second = createCore(first.computer);
    const listenTo = second.notifier.onAct;
    // As Windows does: what started Tern is told at the moment somebody listens.
    Object.assign(second.notifier, {
      onAct: (listener: Parameters<typeof listenTo>[0]) => {
        listenTo(listener);
        second.notifier.act({ kind: "reply", id: first.id, text: "On my way" });
      },
    });
    await second.app.start();
    await second.clock.turn(0);
    expect(second.provider.sent.map(({ body }) => body)).toEqual(["On my way"]);
  });

  it("answered without words opens the quick-reply window", async () => {
    const { notifier, desktop, id } = await withNotice();
    notifier.act({ kind: "reply", id, text: null });
    expect(desktop.asked).toEqual([`quick-reply ${id}`]);
  });

  it("answered in place leaves what was begun in a window as it is", async () => {
    const { notifier, provider, clock, get, id } = await withNotice();
    await get("drafts/keep", { conversationId: id, body: "Dear Jane, about the lease" });
    notifier.act({ kind: "reply", id, text: "Noon" });
    await clock.turn(0);
    expect({
      sent: provider.sent.map(({ body }) => body),
      draft: await get("drafts/read", { conversationId: id }),
    }).toEqual({ sent: ["Noon"], draft: "Dear Jane, about the lease" });
  });

  it("answered with too many words keeps them as a draft in the quick-reply window", async () => {
    const { notifier, desktop, provider, get, id } = await withNotice();
    const words = "x".repeat(1001);
    notifier.act({ kind: "reply", id, text: words });
    expect(desktop.asked).toEqual([`quick-reply ${id}`]);
    expect(await get("drafts/read", { conversationId: id })).toBe(words);
    expect(provider.sent).toEqual([]);
  });

  it("answered with too many words leaves a draft that was there above them", async () => {
    const { notifier, get, id } = await withNotice();
    await get("drafts/keep", { conversationId: id, body: "Dear Jane" });
    const words = "x".repeat(1001);
    notifier.act({ kind: "reply", id, text: words });
    expect(await get("drafts/read", { conversationId: id })).toBe(`Dear Jane\n${words}`);
  });

  it("answered while the disk is full keeps the words in the quick-reply window, which can send them later", async () => {
    const computer = createComputer();
    const stores = createFaultyStores(createMessageStores(computer));
    const core = await startCore({ ...computer, stores });
    core.provider.textFrom(JANE, "Lunch?");
    const id = await core.conversationWith(JANE);
    stores.onWriting.trouble = "full";
    core.notifier.act({ kind: "reply", id, text: "Noon" });
    expect(core.desktop.asked).toEqual([`quick-reply ${id}`]);
    expect(await core.get("drafts/read", { conversationId: id })).toBe("Noon");
    stores.onWriting.trouble = null;
    await core.get("outbox/send", { conversationId: id, body: "Noon", attachments: [] });
    expect(await core.get("drafts/read", { conversationId: id })).toBe("");
    expect(core.provider.sent.map(({ body }) => body)).toEqual(["Noon"]);
  });

  it("clicked opens the conversation", async () => {
    const { notifier, desktop, id } = await withNotice();
    notifier.act({ kind: "open", id });
    expect(desktop.asked).toEqual([`conversation ${id}`]);
  });

  it("marked read is read at the provider and gone", async () => {
    const { notifier, provider, clock, id, state } = await withNotice();
    notifier.act({ kind: "mark-read", id });
    await clock.turn(0);
    expect(provider.readAtProvider).toEqual(["p1"]);
    expect(notifier.visible()).toEqual([]);
    expect(state().unread).toBe(0);
  });

  it("left over from before a sign-out opens the main window", async () => {
    const { notifier, desktop, ask, id } = await withNotice();
    await ask("account/sign-out", undefined);
    expect(notifier.visible()).toEqual([]);
    notifier.act({ kind: "reply", id, text: "Too late" });
    expect(desktop.asked).toEqual(["main"]);
  });
});
