import { describe, expect, it } from "vitest";
import { AppError } from "../../../main/core/ports/app-error.ts";
import { AMIR } from "../../harness/fake-gateway.ts";
import { startCore } from "../../harness/start-core.ts";
import { withJane } from "./with-jane.ts";

describe("a text on its way out", () => {
  it("is stored before any network, and its draft is forgotten", async () => {
    const { provider, get, send, statuses, id } = await withJane();
    await get("drafts/keep", { conversationId: id, body: "Hel" });
    const release = provider.holdSends();
    await send("Hello");
    expect(await statuses()).toEqual(["Hello: sending"]);
    expect(await get("drafts/read", { conversationId: id })).toBe("");
    expect(provider.sent).toEqual([]);
    release();
  });

  it("becomes accepted, sent and delivered as the provider tells", async () => {
    const { provider, clock, send, statuses } = await withJane();
    await send("Hello");
    expect(await statuses()).toEqual(["Hello: accepted"]);
    provider.change("p1", { status: "sent" });
    await clock.turn(0);
    expect(await statuses()).toEqual(["Hello: sent"]);
    provider.change("p1", { status: "delivered" });
    await clock.turn(0);
    expect(await statuses()).toEqual(["Hello: delivered"]);
  });

  it("refused by the carrier later says failed and why", async () => {
    const { provider, clock, send, thread, id } = await withJane();
    await send("Buy now");
    provider.change("p1", { status: "failed", failure: { code: "carrier", carrierCode: "SMS-CAR-431" } });
    await clock.turn(0);
    expect(await thread(id)).toMatchObject([
      { status: "failed", failure: { code: "carrier", carrierCode: "SMS-CAR-431" } },
    ]);
  });

  it("leaves after the ones written before it, also when the first has to wait", async () => {
    const { provider, clock, send, bodies } = await withJane();
    provider.refuse("send", new AppError("server-error", "503"), 2);
    await send("One");
    await send("Two");
    await send("Three");
    await clock.turn(60_000);
    expect(bodies()).toEqual(["One", "Two", "Three"]);
  });

  it("does not wait for another conversation's trouble", async () => {
    const { provider, get, ask, send, bodies } = await withJane();
    provider.refuse("send", new AppError("server-error", "503"), 1);
    await send("To Jane");
    const amir = await get("conversations/start", { addresses: [AMIR] });
    await ask("outbox/send", { conversationId: amir, body: "To Amir", attachments: [] });
    expect(bodies()).toEqual(["To Amir"]);
  });

  it("waits without network, and goes out as soon as the link is back", async () => {
    const { provider, clock, send, statuses, bodies } = await withJane();
    provider.link({ kind: "down" });
    provider.refuse("send", new AppError("no-network", "ENETUNREACH"), 3);
    await send("Hello");
    // Tries again after 2, 4 and 8 seconds by itself; the fourth would succeed.
    await clock.turn(7_000);
    expect(await statuses()).toEqual(["Hello: queued"]);
    provider.link({ kind: "live" });
    await clock.turn(0);
    expect(bodies()).toEqual(["Hello"]);
  });

  it("waits as long as the provider asks, even if the network comes back meanwhile", async () => {
    const { app, provider, clock, send, bodies } = await withJane();
    provider.refuse("send", new AppError("rate-limited", "429", { retryAfterMs: 60_000 }));
    await send("Hello");
    app.wake();
    await clock.turn(59_000);
    expect(bodies()).toEqual([]);
    await clock.turn(1_000);
    expect(bodies()).toEqual(["Hello"]);
  });

  it("refused for good says why and is not tried again until the person asks", async () => {
    const { provider, clock, send, thread, ask, bodies, id } = await withJane();
    provider.refuse("send", new AppError("not-allowed", "403", { about: "MSG-242" }));
    await send("Hello");
    expect(await thread(id)).toMatchObject([{ status: "failed", failure: { code: "not-allowed", about: "MSG-242" } }]);
    await clock.turn(3_600_000);
    expect(bodies()).toEqual([]);
    const [text] = await thread(id);
    await ask("outbox/resend", { textId: text?.id ?? expect.fail("no text") });
    expect(bodies()).toEqual(["Hello"]);
    expect(await thread(id)).toMatchObject([{ status: "accepted", failure: null }]);
  });

  it("that failed can be taken out of the thread; one that was sent cannot", async () => {
    const { provider, send, thread, ask, id } = await withJane();
    provider.refuse("send", new AppError("not-allowed", "403"));
    await send("Refused");
    await send("Sent");
    const [refused, sent] = await thread(id);
    if (refused === undefined || sent === undefined) expect.fail("two texts expected");
    expect(await ask("outbox/discard", { textId: sent.id })).toMatchObject({ ok: false });
    expect(await ask("outbox/discard", { textId: refused.id })).toMatchObject({ ok: true });
    expect(await thread(id)).toMatchObject([{ body: "Sent" }]);
  });

  it("tells how much of its attachments is uploaded", async () => {
    const { ask, desktop, id } = await withJane();
    const photo = { fileName: "a.png", contentType: "image/png", content: new Uint8Array([1]) };
    const sent = await ask("outbox/send", { conversationId: id, body: "", attachments: [photo] });
    const textId = sent.ok ? sent.value : expect.fail("not queued");
    expect(desktop.events.filter(({ name }) => name === "outbox/progressed").map(({ payload }) => payload)).toEqual([
      { textId, sent: 1, total: 2 },
      { textId, sent: 2, total: 2 },
    ]);
  });

  it("goes out from the conversation's own number, not from the one chosen meanwhile", async () => {
    const { provider, get, send } = await withJane();
    await get("account/choose-number", { address: "+16505550109" });
    await send("Hello");
    expect(provider.sent).toMatchObject([{ own: "+16505550100" }]);
  });
});

describe("after a restart", () => {
  it("texts that were waiting go out, in their order", async () => {
    const first = await withJane();
    first.provider.refuse("send", new AppError("no-network", "ENETUNREACH"), 1);
    await first.send("One");
    await first.send("Two");
    await first.app.quit();
    expect(first.bodies()).toEqual([]);
    const second = await startCore(first.computer);
    expect(second.provider.sent.map(({ body }) => body)).toEqual(["One", "Two"]);
  });
});
