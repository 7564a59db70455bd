import { describe, expect, it } from "vitest";
import { AppError } from "../../../main/core/ports/app-error.ts";
import { createMessageStores } from "../../../main/storage/message-stores.ts";
import { createFaultyStores } from "../../harness/faulty-stores.ts";
import { createComputer } from "../../harness/start-core.ts";
import { withJane } from "./with-jane.ts";

const OFFLINE = new AppError("no-network", "ENETUNREACH");
const REFUSED = new AppError("not-allowed", "403", { about: "MSG-242" });
const LOST = new AppError("answer-lost", "timeout");
const FAILED = new AppError("server-error", "503");
const MINUTE = 60_000;
const picture = { fileName: "house.png", contentType: "image/png", content: new Uint8Array([1, 2, 3]) };

describe("a text can be cancelled", () => {
  it("while it waits: it never leaves, and what came after it does", async () => {
    const { provider, clock, send, ask, textId, statuses, bodies } = await withJane();
    provider.refuse("send", OFFLINE);
    await send("One");
    await send("Two");
    expect(await ask("outbox/discard", { textId: await textId("One") })).toMatchObject({ ok: true });
    await clock.turn(MINUTE);
    expect(await statuses()).toEqual(["Two: accepted"]);
    expect(bodies()).toEqual(["Two"]);
  });

  it("while it is looked up after a failure: what came after it waits no longer", async () => {
    const { provider, send, ask, textId, statuses } = await withJane();
    provider.refuse("send", FAILED);
    await send("One");
    await send("Two");
    expect(await statuses()).toEqual(["One: queued", "Two: queued"]);
    await ask("outbox/discard", { textId: await textId("One") });
    expect(await statuses()).toEqual(["Two: accepted"]);
  });

  it("but not from the moment it is handed over, nor while it is looked up", async () => {
    const { provider, send, ask, textId, statuses, clock } = await withJane();
    const release = provider.holdSends();
    provider.refuse("send", LOST);
    await send("Hello");
    const id = await textId("Hello");
    expect(await ask("outbox/discard", { textId: id })).toMatchObject({ failure: { code: "invalid-request" } });
    release();
    await clock.turn(1_000);
    expect(await statuses()).toEqual(["Hello: sending"]);
    expect(await ask("outbox/discard", { textId: id })).toMatchObject({ failure: { code: "invalid-request" } });
    expect(await statuses()).toEqual(["Hello: sending"]);
  });

  it("after the server failed to take it; if it was sent all the same, it shows up as sent", async () => {
    const { provider, clock, send, ask, textId, statuses, bodies, recordOf, now } = await withJane();
    provider.refuse("send", FAILED);
    await send("Hello");
    const at = now();
    expect(await ask("outbox/discard", { textId: await textId("Hello") })).toMatchObject({ ok: true });
    await clock.turn(60 * MINUTE);
    expect(bodies()).toEqual([]);
    expect(await statuses()).toEqual([]);
    recordOf("Hello", { at });
    expect(await statuses()).toEqual(["Hello: sent"]);
  });

  it("is not taken away once it is accepted", async () => {
    const { send, ask, textId, statuses } = await withJane();
    await send("Hello");
    expect(await ask("outbox/discard", { textId: await textId("Hello") })).toMatchObject({ ok: false });
    expect(await statuses()).toEqual(["Hello: accepted"]);
  });
});

describe("a text can be edited", () => {
  it("when it was refused: it leaves the thread, and its words and files come back", async () => {
    const { provider, ask, get, textId, thread, id, clock, bodies } = await withJane();
    provider.refuse("send", REFUSED);
    await ask("outbox/send", { conversationId: id, body: "The house", attachments: [picture] });
    expect(await ask("outbox/edit", { textId: await textId("The house") })).toEqual({
      ok: true,
      value: { conversationId: id, body: "The house", attachments: [picture] },
    });
    expect(await thread(id)).toEqual([]);
    expect(await get("drafts/read", { conversationId: id })).toBe("The house");
    await clock.turn(60 * MINUTE);
    expect(bodies()).toEqual([]);
  });

  it("behind files that wait in the composer already; all of them are forgotten when they are sent", async () => {
    const { provider, ask, get, textId, id } = await withJane();
    const plan = { ...picture, fileName: "plan.png" };
    provider.refuse("send", REFUSED);
    await ask("outbox/send", { conversationId: id, body: "The house", attachments: [picture] });
    await get("drafts/keep-files", { conversationId: id, attachments: [plan] });
    await ask("outbox/edit", { textId: await textId("The house") });
    const before = await get("drafts/files", { conversationId: id });
    await ask("outbox/send", { conversationId: id, body: "The house", attachments: [plan, picture] });
    expect({ before, after: await get("drafts/files", { conversationId: id }) }).toEqual({
      before: [plan, picture],
      after: [],
    });
  });

  it("without losing what is written already", async () => {
    const { provider, ask, get, send, textId, id } = await withJane();
    provider.refuse("send", REFUSED);
    await send("Hello");
    await get("drafts/keep", { conversationId: id, body: "And then" });
    expect(await ask("outbox/edit", { textId: await textId("Hello") })).toMatchObject({
      value: { body: "And then\nHello" },
    });
    expect(await get("drafts/read", { conversationId: id })).toBe("And then\nHello");
  });

  it("behind words that a full disk did not take", async () => {
    const computer = createComputer();
    const stores = createFaultyStores(createMessageStores(computer));
    const { provider, ask, get, send, textId, id } = await withJane({ ...computer, stores });
    provider.refuse("send", REFUSED);
    await send("Hello");
    stores.onWriting.trouble = "full";
    await ask("drafts/keep", { conversationId: id, body: "And then" });
    const refused = await ask("outbox/edit", { textId: await textId("Hello") });
    stores.onWriting.trouble = null;
    const edited = await ask("outbox/edit", { textId: await textId("Hello") });
    expect({ refused, edited, read: await get("drafts/read", { conversationId: id }) }).toMatchObject({
      refused: { failure: { code: "storage" } },
      edited: { value: { body: "And then\nHello" } },
      read: "And then\nHello",
    });
  });

  it("while it waits, or when its fate is unknown", async () => {
    const { provider, ask, send, textId, statuses, clock, bodies } = await withJane();
    provider.refuse("send", LOST);
    await send("One");
    await clock.turn(MINUTE);
    provider.refuse("send", OFFLINE);
    await send("Two");
    expect(await statuses()).toEqual(["One: unknown", "Two: queued"]);
    expect(await ask("outbox/edit", { textId: await textId("Two") })).toMatchObject({ value: { body: "Two" } });
    expect(await ask("outbox/edit", { textId: await textId("One") })).toMatchObject({ value: { body: "Two\nOne" } });
    await clock.turn(60 * MINUTE);
    expect(await statuses()).toEqual([]);
    expect(bodies()).toEqual([]);
  });

  it("but not while it is under way: then nothing changes", async () => {
    const { provider, ask, get, send, textId, statuses, id } = await withJane();
    const release = provider.holdSends();
    await send("Hello");
    expect(await ask("outbox/edit", { textId: await textId("Hello") })).toMatchObject({
      failure: { code: "invalid-request" },
    });
    expect(await statuses()).toEqual(["Hello: sending"]);
    expect(await get("drafts/read", { conversationId: id })).toBe("");
    release();
  });

  it("after the carrier refused it, and reading changes does not bring it back", async () => {
    const { app, provider, ask, send, textId, statuses, clock } = await withJane();
    await send("Buy now");
    provider.change("p1", { status: "failed", failure: { code: "carrier", carrierCode: "SMS-CAR-431" } });
    await clock.turn(0);
    expect(await ask("outbox/edit", { textId: await textId("Buy now") })).toMatchObject({ value: { body: "Buy now" } });
    app.wake();
    await clock.turn(MINUTE);
    expect(await statuses()).toEqual([]);
  });

  it("unless a file of it is not here: then it says which, and stays", async () => {
    const { recordOf, ask, textId, statuses, clock } = await withJane();
    const file = { ref: "1", fileName: "house.png", contentType: "image/png", size: 3 };
    recordOf("From the phone", { status: "failed", failure: { code: "carrier" }, attachments: [file] });
    await clock.turn(0);
    const refusal = { ok: false, failure: { code: "attachment-unreadable", about: "house.png" } };
    expect(await ask("outbox/edit", { textId: await textId("From the phone") })).toMatchObject(refusal);
    expect(await ask("outbox/resend", { textId: await textId("From the phone") })).toMatchObject(refusal);
    expect(await statuses()).toEqual(["From the phone: failed"]);
  });
});

describe("a text of unknown fate", () => {
  it("can be left at that: it stays as it is, without a question, and is settled if it is heard of", async () => {
    const { provider, ask, send, textId, thread, id, statuses, clock, recordOf, now } = await withJane();
    provider.refuse("send", LOST);
    await send("Hello");
    const at = now();
    await clock.turn(MINUTE);
    expect(await ask("outbox/leave", { textId: await textId("Hello") })).toMatchObject({ ok: true });
    await clock.turn(60 * MINUTE);
    expect(await thread(id)).toMatchObject([{ status: "unknown", failure: null }]);
    recordOf("Hello", { at });
    expect(await statuses()).toEqual(["Hello: sent"]);
  });

  it("that was left can still be sent again", async () => {
    const { provider, ask, send, textId, clock, bodies } = await withJane();
    provider.refuse("send", LOST);
    await send("Hello");
    await clock.turn(MINUTE);
    await ask("outbox/leave", { textId: await textId("Hello") });
    await ask("outbox/resend", { textId: await textId("Hello") });
    expect(bodies()).toEqual(["Hello"]);
  });

  it("is the only one that can be left", async () => {
    const { provider, ask, send, textId, thread, id } = await withJane();
    provider.refuse("send", REFUSED);
    await send("Hello");
    expect(await ask("outbox/leave", { textId: await textId("Hello") })).toMatchObject({ ok: false });
    expect(await thread(id)).toMatchObject([{ status: "failed", failure: { code: "not-allowed", about: "MSG-242" } }]);
  });
});

describe("a text that is sent again", () => {
  it("takes its place at the end of the thread", async () => {
    const { provider, ask, send, textId, statuses, clock } = await withJane();
    provider.refuse("send", REFUSED);
    await send("Refused");
    await clock.turn(MINUTE);
    await send("Fine");
    await clock.turn(MINUTE);
    await ask("outbox/resend", { textId: await textId("Refused") });
    expect(await statuses()).toEqual(["Fine: accepted", "Refused: accepted"]);
  });

  it("after the carrier refused it is a new text in the place of the old one", async () => {
    const { app, provider, ask, textId, thread, id, clock, bodies } = await withJane();
    await ask("outbox/send", { conversationId: id, body: "The house", attachments: [picture] });
    provider.change("p1", { status: "failed", failure: { code: "carrier", carrierCode: "SMS-CAR-431" } });
    await clock.turn(0);
    expect(await ask("outbox/resend", { textId: await textId("The house") })).toMatchObject({ ok: true });
    app.wake();
    await clock.turn(MINUTE);
    expect(await thread(id)).toMatchObject([
      { body: "The house", status: "accepted", failure: null, attachments: [{ fileName: "house.png" }] },
    ]);
    expect(bodies()).toEqual(["The house", "The house"]);
  });

  it("cannot be one that was sent, or is on its way", async () => {
    const { provider, ask, send, textId, bodies } = await withJane();
    await send("Sent");
    expect(await ask("outbox/resend", { textId: await textId("Sent") })).toMatchObject({ ok: false });
    provider.refuse("send", OFFLINE);
    await send("Waits");
    expect(await ask("outbox/resend", { textId: await textId("Waits") })).toMatchObject({ ok: false });
    expect(bodies()).toEqual(["Sent"]);
  });
});
