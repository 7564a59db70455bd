import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { textId } from "../../harness/ids.ts";
import { amir, bodies, enqueue, jane, own, providerText, sentRecord, temporaryStores, withJane } from "./fixture.ts";

const picture = { fileName: "house.png", contentType: "image/png", content: new Uint8Array([1, 2, 3, 0, 255]) };

describe("the outbox", () => {
  it("holds a text whole before any network, and after a restart", () => {
    const { open } = temporaryStores();
    const store = open();
    const group = store.conversationWith("text", own, [jane, amir], 1);
    const text = enqueue(store, { conversationId: group, attachments: [picture] });
    expect(text).toMatchObject({ status: "queued", providerId: null, direction: "outbound", from: own, isRead: true });
    store.close();
    const again = open();
    expect(again.outbox()).toEqual([{ text, handedOverAt: null }]);
    expect(again.outgoing(text.id)).toEqual({
      kind: "text",
      own,
      others: [jane, amir],
      body: "Yes, see you then",
      attachments: [picture],
    });
  });

  it("keeps its rows, and when they were handed over, when the process is killed", () => {
    const { open, folder } = temporaryStores();
    const { signal } = spawnSync(process.execPath, [join(import.meta.dirname, "enqueue-and-die.ts"), folder]);
    expect(signal).toBe("SIGKILL");
    expect(open().outbox()).toMatchObject([
      { text: { id: "text-a", status: "queued" }, handedOverAt: null },
      { text: { id: "text-b", status: "sending" }, handedOverAt: 2_000 },
    ]);
  });

  it("is in the order written, even if the clock went back", () => {
    const store = temporaryStores().open();
    enqueue(store, { id: textId("first"), at: 5_000 });
    enqueue(store, { id: textId("second"), at: 4_000 });
    expect(store.outbox().map(({ text }) => text.id)).toEqual(["first", "second"]);
  });

  it("holds what is queued, under way or of unknown fate, and nothing else", () => {
    const store = temporaryStores().open();
    for (const status of ["queued", "sending", "unknown", "failed"] as const) {
      const { id } = enqueue(store, { id: textId(status) });
      store.setStatus(id, status, status === "failed" ? { code: "no-network" } : null);
    }
    store.accepted(enqueue(store, { id: textId("accepted") }).id, sentRecord());
    store.save(providerText());
    expect(store.outbox().map(({ text }) => text.status)).toEqual(["queued", "sending", "unknown"]);
  });

  it("takes a failed text back in, its reason gone", () => {
    const store = temporaryStores().open();
    const { id } = enqueue(store);
    store.setStatus(id, "failed", { code: "not-allowed", about: "MSG-240" });
    expect(store.text(id)).toMatchObject({ status: "failed", failure: { code: "not-allowed", about: "MSG-240" } });
    store.setStatus(id, "queued", null);
    expect(store.outbox()).toMatchObject([{ text: { id, failure: null } }]);
  });

  it("knows a handing over that came to nothing as if it had not been", () => {
    const store = temporaryStores().open();
    const { id } = enqueue(store);
    store.handOver(id, 2_000);
    store.takeBack(id, null, null);
    expect(store.outbox()).toMatchObject([{ text: { status: "queued", failure: null }, handedOverAt: null }]);
    store.handOver(id, 3_000);
    store.setStatus(id, "queued", null);
    store.handOver(id, 4_000);
    store.takeBack(id, 3_000, null);
    expect(store.outbox()).toMatchObject([{ text: { status: "queued" }, handedOverAt: 3_000 }]);
    store.handOver(id, 5_000);
    store.takeBack(id, 3_000, { code: "not-allowed" });
    expect(store.text(id)).toMatchObject({ status: "failed", failure: { code: "not-allowed" } });
  });

  it("tells which texts of a conversation were handed over and are not tied to a record, given up or not", () => {
    const store = temporaryStores().open();
    const conversationId = withJane(store);
    const elsewhere = store.conversationWith("text", own, [amir], 1);
    const hand = (name: string, changes: Parameters<typeof enqueue>[1] = {}) => {
      const { id } = enqueue(store, { id: textId(name), conversationId, ...changes });
      store.handOver(id, 2_000);
      return id;
    };
    enqueue(store, { id: textId("not handed over"), conversationId });
    hand("elsewhere", { conversationId: elsewhere });
    store.accepted(hand("accepted"), sentRecord());
    hand("under way");
    store.setStatus(hand("late"), "failed", { code: "expired" });
    store.setStatus(hand("unknown"), "unknown", null);
    store.takeBack(hand("refused"), null, { code: "not-allowed" });
    expect(store.handedOver(conversationId).map(({ text, handedOverAt }) => [text.id, handedOverAt])).toEqual([
      ["under way", 2_000],
      ["late", 2_000],
      ["unknown", 2_000],
    ]);
  });

  it("puts a text that is asked for again at the end of its thread, and does not forget that it was handed over", () => {
    const store = temporaryStores().open();
    const { id, conversationId } = enqueue(store);
    store.handOver(id, 2_000);
    store.setStatus(id, "unknown", { code: "answer-lost" });
    store.save(sentRecord({ body: "From the phone", at: 3_000 }));
    store.requeue(id, 4_000);
    expect(store.outbox()).toMatchObject([
      { text: { status: "queued", failure: null, at: 4_000 }, handedOverAt: 2_000 },
    ]);
    expect(bodies(store, conversationId)).toEqual(["From the phone", "Yes, see you then"]);
    expect(store.conversation(conversationId)).toMatchObject({ lastAt: 4_000, last: { id } });
    const accepted = store.accepted(id, sentRecord({ providerId: "2002", at: 4_100 }));
    store.requeue(id, 9_000);
    expect(store.text(id)).toEqual(accepted);
  });

  it("sends a company message as one", () => {
    const store = temporaryStores().open();
    const { id } = enqueue(store, { conversationId: store.conversationWith("company", "101", ["102"], 1) });
    expect(store.outgoing(id)).toMatchObject({ kind: "company", own: "101", others: ["102"] });
  });

  it("puts a text at the end of its thread and on top of the list", () => {
    const store = temporaryStores().open();
    const { conversationId, body } = store.save(providerText()).text;
    const text = enqueue(store, { conversationId });
    expect(bodies(store, conversationId)).toEqual([body, text.body]);
    expect(store.conversations(null, 1)).toMatchObject([{ lastAt: 1_900, last: { id: text.id } }]);
  });

  it("lets go of a text that never left", () => {
    const store = temporaryStores().open();
    const { conversationId, body } = store.save(providerText()).text;
    const { id, attachments } = enqueue(store, { conversationId, attachments: [picture] });
    store.discard(id);
    expect([store.text(id), bodies(store, conversationId), store.outbox()]).toEqual([null, [body], []]);
    expect(attachments.map((attachment) => store.attachmentContent(attachment.id))).toEqual([null]);
    expect(store.conversation(conversationId)?.lastAt).toBe(1_000);
  });

  it("does not let go of a text under way or accepted, nor of an inbound one", () => {
    const store = temporaryStores().open();
    const inbound = store.save(providerText()).text;
    const { id } = enqueue(store);
    store.setStatus(id, "sending", null);
    store.discard(id);
    const accepted = store.accepted(id, sentRecord());
    store.discard(id);
    store.discard(inbound.id);
    expect([store.text(id), store.text(inbound.id)]).toEqual([accepted, inbound]);
  });

  it("lets go of a text the carrier refused, and reading changes does not bring it back", () => {
    const store = temporaryStores().open();
    const { id, conversationId } = enqueue(store);
    const refused = sentRecord({ status: "failed", failure: { code: "carrier", carrierCode: "SMS-CAR-413" } });
    store.accepted(id, refused);
    store.discard(id);
    expect(store.save(refused).changed).toBe(false);
    const fromThePhone = store.save({ ...refused, providerId: "2002" }).text;
    store.discard(fromThePhone.id);
    expect(bodies(store, conversationId)).toEqual([]);
  });

  it("refuses a text to a conversation that is not there", () => {
    const elsewhere = temporaryStores().open();
    elsewhere.conversationWith("text", own, ["72345"], 1);
    const foreign = elsewhere.conversationWith("text", own, ["72346"], 1);
    expect(() => enqueue(temporaryStores().open(), { conversationId: foreign })).toThrow("no such conversation");
  });
});

describe("an attachment", () => {
  it("is found under its own text only, with its content once that is there", () => {
    const store = temporaryStores().open();
    const source = { ref: "content/1", fileName: "house.png", contentType: "image/png", size: null };
    const { id, attachments } = store.save(providerText({ attachments: [source] })).text;
    const other = store.save(providerText({ providerId: "2" })).text;
    const [attachment] = attachments;
    if (!attachment) throw new Error("no attachment");
    expect(store.attachment(id, attachment.id)).toEqual({ ...attachment, source });
    expect(store.attachment(other.id, attachment.id)).toBeNull();
    expect(store.attachmentContent(attachment.id)).toBeNull();
    store.keepAttachmentContent(attachment.id, new Uint8Array([9, 8]));
    expect(store.attachmentContent(attachment.id)).toEqual(new Uint8Array([9, 8]));
  });
});

describe("a fact", () => {
  it("is kept as it is until it is forgotten", () => {
    const { open } = temporaryStores();
    const store = open();
    const value = [{ name: "Zoë", addresses: [jane], primary: true, note: null }];
    expect(store.fact("contacts")).toBeNull();
    store.keepFact("contacts", []);
    store.keepFact("contacts", value);
    store.close();
    const again = open();
    expect(again.fact("contacts")).toEqual(value);
    again.keepFact("contacts", null);
    expect(again.fact("contacts")).toBeNull();
  });
});
