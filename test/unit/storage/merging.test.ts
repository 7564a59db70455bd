import { statSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { textId } from "../../harness/ids.ts";
import {
  amir,
  bodies,
  enqueue,
  jane,
  own,
  providerText,
  sentRecord,
  temporaryStore,
  temporaryStores,
  thrownBy,
  withJane,
} from "./fixture.ts";

const picture = { ref: "content/1", fileName: "house.png", contentType: "image/png", size: 9 };

describe("a provider's text", () => {
  it("is added once, whatever path it comes by", () => {
    const store = temporaryStore();
    const first = store.save(providerText({ attachments: [picture] }));
    const again = store.save(providerText({ attachments: [picture] }));
    expect([first.added, first.changed, again.added, again.changed]).toEqual([true, true, false, false]);
    expect(again.text).toEqual(first.text);
    expect(store.thread(first.text.conversationId, null, 10)).toEqual([first.text]);
  });

  it("is given an opaque id from the randomness, as is its conversation", () => {
    const { text } = temporaryStore().save(providerText({ attachments: [picture] }));
    const uuid = /^00000000-0000-4000-8000-[0-9a-f]{12}(-0001)?$/;
    expect([text.id, text.conversationId, text.attachments[0]?.id]).toEqual(Array(3).fill(expect.stringMatching(uuid)));
    expect(new Set([text.id, text.conversationId, text.attachments[0]?.id]).size).toBe(3);
  });

  it("is given an id beside that of the text before it, and others after the database is opened again", () => {
    const { open } = temporaryStores();
    const idsOf = (...providerIds: readonly string[]): readonly string[] => {
      const store = open();
      const ids = providerIds.map((providerId) => store.save(providerText({ providerId })).text.id);
      store.close();
      return ids;
    };
    const [one = "", two = ""] = idsOf("1", "2");
    const [three = ""] = idsOf("3");
    const start = one.slice(0, -4);
    expect([two.startsWith(start), one < two, three.startsWith(start)]).toEqual([true, true, false]);
  });

  it("writes nothing when the same is told again, as readings that overlap do", () => {
    const { open, file } = temporaryStores();
    const store = open();
    const log = (): number => statSync(`${file}-wal`).size;
    const { text } = store.save(providerText());
    const written = log();
    expect([store.save(providerText()), log()]).toEqual([{ text, added: false, changed: false }, written]);
    store.save(providerText({ changedAt: 1_001, isRead: true }));
    expect(log()).toBeGreaterThan(written);
  });

  it("takes over a newer record and keeps its id", () => {
    const store = temporaryStore();
    const { text } = store.save(providerText());
    const { text: later, ...saved } = store.save(
      providerText({ changedAt: 1_001, isRead: true, fromName: "Jane Doe", body: "Is ten good?" }),
    );
    expect(saved).toEqual({ added: false, changed: true });
    expect(later).toEqual({ ...text, isRead: true, fromName: "Jane Doe", body: "Is ten good?" });
  });

  it("is not changed by an older record", () => {
    const store = temporaryStore();
    const { text } = store.save(providerText({ changedAt: 2_000, isRead: true }));
    expect(store.save(providerText({ changedAt: 1_999, body: "other", isRead: false }))).toEqual({
      text,
      added: false,
      changed: false,
    });
    expect(store.unreadCount()).toBe(0);
  });

  it("keeps the name it had when a later record gives none", () => {
    const store = temporaryStore();
    store.save(providerText({ fromName: "Jane Doe" }));
    expect(store.save(providerText({ changedAt: 1_001 })).text.fromName).toBe("Jane Doe");
  });

  it("stays read here when the same version of it comes again as unread", () => {
    const store = temporaryStore();
    const { text } = store.save(providerText());
    store.markRead(text.conversationId);
    expect(store.save(providerText()).changed).toBe(false);
    expect(store.unreadCount()).toBe(0);
    expect(store.save(providerText({ changedAt: 1_001 })).text.isRead).toBe(true);
    // Made unread elsewhere after RingCentral had heard that it was read here.
    store.readsTold(store.untoldReads());
    expect(store.save(providerText({ changedAt: 1_002 })).text.isRead).toBe(false);
  });

  it("keeps the ids and fetched content of its attachments when it is told again", () => {
    const store = temporaryStore();
    const { text } = store.save(providerText({ attachments: [picture] }));
    const id = text.attachments[0]?.id;
    if (!id) throw new Error("no attachment");
    store.keepAttachmentContent(id, new Uint8Array([1, 2, 3]));
    const clip = { ref: "content/2", fileName: "clip.mp4", contentType: "video/mp4", size: null };
    const moved = { ...picture, ref: "https://elsewhere/content/1" };
    const later = store.save(providerText({ changedAt: 1_001, attachments: [clip, moved] })).text;
    expect(later.attachments.map(({ source }) => source)).toEqual([moved, clip]);
    expect(later.attachments[0]?.id).toBe(id);
    expect(store.attachmentContent(id)).toEqual(new Uint8Array([1, 2, 3]));
    expect(store.save(providerText({ changedAt: 1_002, attachments: [] })).text.attachments).toEqual(later.attachments);
  });

  it("tells its attachments apart by their ref, in whatever order they come", () => {
    const store = temporaryStore();
    const pictures = ["content/1", "content/2"].map((ref) => ({ ...picture, ref }));
    const { attachments } = store.save(providerText({ attachments: pictures })).text;
    const again = store.save(providerText({ changedAt: 1_001, attachments: pictures.toReversed() }));
    expect(again.text.attachments).toEqual(attachments);
  });

  it.each([{ at: NaN }, { at: 1.5 }, { changedAt: Infinity }])(
    "is refused alone with a time that is none: %o",
    (changes) => {
      const store = temporaryStore();
      const { conversationId } = store.atomically(() => {
        expect(thrownBy(() => store.save(providerText({ ...changes, others: [amir] })))).toMatchObject({
          code: "invalid-request",
        });
        return store.save(providerText()).text;
      });
      expect(store.conversations(null, 10).map(({ id }) => id)).toEqual([conversationId]);
    },
  );

  it("is taken without the size of a file that has none", () => {
    const store = temporaryStore();
    const attachments = [1.5, NaN, 2 ** 60].map((size, index) => ({ ...picture, ref: `r${index}`, size }));
    const { text } = store.save(providerText({ attachments }));
    expect(text.attachments.map(({ size }) => size)).toEqual([null, null, null]);
    expect(store.save(providerText({ changedAt: 1_001, attachments })).text.attachments).toHaveLength(3);
    expect(store.text(text.id)?.attachments).toHaveLength(3);
  });

  it("counts as read when we sent it, whatever the provider says", () => {
    const store = temporaryStore();
    expect(store.save(sentRecord({ isRead: false })).text.isRead).toBe(true);
    store.save(sentRecord({ isRead: false, changedAt: 2_001 }));
    expect(store.unreadCount()).toBe(0);
  });
});

describe("the status of an outbound text", () => {
  it.each([
    ["accepted", "sent", "sent"],
    ["sent", "delivered", "delivered"],
    ["sent", "failed", "failed"],
    ["delivered", "accepted", "delivered"],
    ["delivered", "sent", "delivered"],
    ["failed", "sent", "failed"],
    ["delivered", "failed", "failed"],
  ] as const)("goes from %s, told %s, to %s", (before, told, after) => {
    const store = temporaryStore();
    store.save(sentRecord({ status: before }));
    expect(store.save(sentRecord({ status: told, changedAt: 3_000 })).text.status).toBe(after);
  });

  it("brings the carrier's reason along and keeps it", () => {
    const store = temporaryStore();
    const failure = { code: "carrier", carrierCode: "SMS-CAR-431" } as const;
    store.save(sentRecord());
    expect(store.save(sentRecord({ status: "failed", failure, changedAt: 3_000 })).text.failure).toEqual(failure);
    expect(store.save(sentRecord({ status: "sent", changedAt: 4_000 })).text.failure).toEqual(failure);
  });

  it("is not taken back by the outbox once the provider has the text", () => {
    const store = temporaryStore();
    const { id } = enqueue(store);
    store.accepted(id, sentRecord({ status: "sent" }));
    store.setStatus(id, "unknown", { code: "answer-lost" });
    expect(store.text(id)).toMatchObject({ status: "sent", failure: null });
  });
});

describe("an accepted text", () => {
  it("is tied to its record and keeps its id and its words", () => {
    const store = temporaryStore();
    const queued = enqueue(store);
    const accepted = store.accepted(queued.id, sentRecord({ body: "Yes, see you then " }));
    expect(accepted).toEqual({ ...queued, providerId: "2001", status: "accepted", at: 2_000 });
    expect(store.save(sentRecord({ changedAt: 2_001, status: "delivered" }))).toEqual({
      text: { ...accepted, status: "delivered" },
      added: false,
      changed: true,
    });
    expect(store.outbox()).toEqual([]);
  });

  it("becomes one with its record that came by another path first", () => {
    const store = temporaryStore();
    const { id, conversationId } = enqueue(store);
    const double = store.save(sentRecord({ status: "delivered", changedAt: 2_500 }));
    expect(store.thread(conversationId, null, 10)).toHaveLength(2);
    const accepted = store.accepted(id, sentRecord());
    expect(accepted).toMatchObject({ id, providerId: "2001", status: "delivered", body: "Yes, see you then" });
    expect(store.thread(conversationId, null, 10)).toEqual([accepted]);
    expect(store.conversation(conversationId)?.last).toEqual(accepted);
    expect(store.text(double.text.id)).toBeNull();
    expect(store.save(sentRecord({ status: "sent", changedAt: 2_400 })).changed).toBe(false);
  });

  it("becomes one with a record of a conversation the provider named otherwise", () => {
    const store = temporaryStore();
    const { id, conversationId } = enqueue(store);
    const elsewhere = store.save(sentRecord({ others: ["6505550101"] })).text.conversationId;
    store.accepted(id, sentRecord());
    expect(store.thread(elsewhere, null, 10)).toEqual([]);
    expect(store.conversations(null, 10).map((conversation) => conversation.id)).toEqual([conversationId]);
  });

  it("is settled by its record after its answer was lost or it was thought failed", () => {
    const store = temporaryStore();
    const lost = enqueue(store, { id: textId("lost") });
    store.setStatus(lost.id, "unknown", { code: "answer-lost" });
    const failed = enqueue(store, { id: textId("failed") });
    store.setStatus(failed.id, "failed", { code: "no-network" });
    expect(store.accepted(lost.id, sentRecord({ status: "sent" }))).toMatchObject({ status: "sent", failure: null });
    expect(store.accepted(failed.id, sentRecord({ providerId: "2002" }))).toMatchObject({
      status: "accepted",
      failure: null,
    });
  });

  it("keeps its away mark, also when its record came first", () => {
    const store = temporaryStore();
    const { id } = enqueue(store, { isAwayReply: true });
    store.save(sentRecord({ changedAt: 2_100 }));
    expect(store.accepted(id, sentRecord()).isAwayReply).toBe(true);
    expect(store.save(sentRecord({ changedAt: 9_000, status: "delivered" })).text.isAwayReply).toBe(true);
  });

  it("keeps its files here and learns where the provider has them", () => {
    const store = temporaryStore();
    const content = new Uint8Array([137, 80, 78, 71]);
    const { id, attachments } = enqueue(store, {
      attachments: [{ fileName: "house.png", contentType: "image/png", content }],
    });
    const source = { ref: "content/7", fileName: "image-1.png", contentType: "image/png", size: 4 };
    const layout = { ref: "content/8", fileName: "layout.smil", contentType: "application/smil", size: 90 };
    const accepted = store.accepted(id, sentRecord({ attachments: [layout, source] }));
    expect(accepted.attachments).toEqual([{ ...attachments[0], source }]);
    expect(accepted.attachments.map((attachment) => store.attachmentContent(attachment.id))).toEqual([content]);
  });

  it("is not shown again if its record was deleted elsewhere before the answer came", () => {
    const store = temporaryStore();
    const { id, conversationId } = enqueue(store);
    store.save(sentRecord());
    store.remove(["2001"]);
    store.accepted(id, sentRecord());
    expect(bodies(store, conversationId)).toEqual([]);
  });

  it("is stored even if it was discarded before the answer came", () => {
    const store = temporaryStore();
    const { id, conversationId } = enqueue(store);
    store.discard(id);
    const text = store.accepted(id, sentRecord());
    expect(store.thread(conversationId, null, 10)).toEqual([text]);
  });

  it("is never tied to a second record", () => {
    const store = temporaryStore();
    const { id, conversationId } = enqueue(store);
    store.accepted(id, sentRecord());
    store.accepted(id, sentRecord({ providerId: "2002", at: 3_000 }));
    expect(store.thread(conversationId, null, 10).map((text) => text.providerId)).toEqual(["2001", "2002"]);
  });
});

describe("a text deleted at the provider", () => {
  it("is gone from thread, list, count and store", () => {
    const store = temporaryStore();
    const { text } = store.save(providerText({ attachments: [picture] }));
    store.save(providerText({ providerId: "1000", at: 900, body: "older" }));
    expect(store.remove(["1001", "never seen"])).toEqual([text.conversationId]);
    expect(bodies(store, text.conversationId)).toEqual(["older"]);
    expect(store.conversation(text.conversationId)).toMatchObject({ unread: 1, lastAt: 900 });
    expect([store.text(text.id), store.unreadCount()]).toEqual([null, 1]);
    expect(text.attachments.map(({ id }) => store.attachment(text.id, id))).toEqual([null]);
    expect(store.remove(["1001"])).toEqual([]);
  });

  it("is not brought back, nor called new, by an event that comes late", () => {
    const store = temporaryStore();
    const { text } = store.save(providerText());
    store.remove(["1001"]);
    expect(store.save(providerText())).toMatchObject({ added: false, changed: false });
    expect(bodies(store, text.conversationId)).toEqual([]);
  });

  it("comes back, though not as new, when it was restored there", () => {
    const store = temporaryStore();
    const { text } = store.save(providerText());
    store.remove(["1001"]);
    expect(store.save(providerText({ changedAt: 1_500, isRead: true }))).toEqual({
      text: { ...text, isRead: true },
      added: false,
      changed: true,
    });
    expect(bodies(store, text.conversationId)).toEqual([text.body]);
  });

  it("comes back with its words and files also if it was written here", () => {
    const store = temporaryStore();
    const { id } = enqueue(store);
    const record = sentRecord({ attachments: [picture] });
    const { body } = store.accepted(id, record);
    store.remove([record.providerId]);
    const { text } = store.save({ ...record, changedAt: record.changedAt + 1 });
    expect(text).toMatchObject({ id, body, attachments: [{ fileName: picture.fileName }] });
  });

  it("takes its conversation off the list when nothing is left in it, unless something is drafted there", () => {
    const store = temporaryStore();
    const id = withJane(store);
    const drafted = store.conversationWith("text", own, [amir], 700);
    store.keepDraft(drafted, "Hello");
    store.save(providerText());
    store.save(providerText({ providerId: "5", others: [amir], from: amir }));
    store.remove(["1001", "5"]);
    const listed = (): readonly string[] => store.conversations(null, 10).map((conversation) => conversation.id);
    expect(listed()).toEqual([drafted]);
    expect(store.conversation(id)).toMatchObject({ others: [jane], last: null });
    expect(withJane(store)).toBe(id);
    expect(listed()).toEqual([drafted, id]);
  });
});
