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
  withJane,
} from "./fixture.ts";

const picture = { ref: "r", fileName: "house.png", contentType: "image/png", size: 3 };

describe("forgetting", () => {
  it("takes texts from before a moment off this computer, oldest first, so many at a time, with their files", () => {
    const store = temporaryStore();
    const saved = [5, 3, 1, 4, 2].map((at) =>
      store.save(providerText({ providerId: `p${at}`, at, isRead: true, body: `${at}`, attachments: [picture] })),
    );
    const files = saved.flatMap(({ text }) => text.attachments.map(({ id }) => [text.id, id] as const));
    for (const [, id] of files) store.keepAttachmentContent(id, new Uint8Array([1, 2, 3]));
    const conversation = withJane(store);
    expect([store.forgetBefore(4, 2), bodies(store, conversation)]).toEqual([2, ["3", "4", "5"]]);
    expect([store.forgetBefore(4, 2), bodies(store, conversation)]).toEqual([1, ["4", "5"]]);
    expect([store.forgetBefore(4, 2), store.forgetBefore(4, 0), store.forgetBefore(-1, 9)]).toEqual([0, 0, 0]);
    expect(files.filter(([text, id]) => store.attachment(text, id) !== null)).toHaveLength(2);
    expect(files.filter(([, id]) => store.attachmentContent(id) !== null)).toHaveLength(2);
    expect(store.has("p3")).toBe(false);
  });

  it("leaves what is unread, and what RingCentral does not have", () => {
    const store = temporaryStore();
    for (const status of ["queued", "sending", "unknown", "failed"] as const) {
      const { id } = enqueue(store, { id: textId(status), body: status, at: 1 });
      if (status !== "queued") store.setStatus(id, status, null);
    }
    store.save(providerText({ providerId: "unread", body: "unread", at: 2 }));
    store.save(sentRecord({ providerId: "sent", body: "sent", at: 2 }));
    store.save(sentRecord({ providerId: "bounced", body: "bounced", at: 2, status: "failed" }));
    store.keepNews([
      store.thread(withJane(store), null, 9).find(({ body }) => body === "unread")?.id ?? textId("none"),
    ]);
    expect(store.forgetBefore(1_000_000, 100)).toBe(2);
    expect(bodies(store, withJane(store))).toEqual(["queued", "sending", "unknown", "failed", "unread"]);
    expect([store.unreadCount(), store.news()]).toEqual([1, [expect.objectContaining({ isBegun: false })]]);
  });

  it("takes a conversation off the list when nothing is left in it, unless something is drafted there", () => {
    const store = temporaryStore();
    const read = { isRead: true, at: 10 };
    store.save(providerText({ ...read, providerId: "1" }));
    store.save(providerText({ ...read, providerId: "2", others: [amir], from: amir, at: 20 }));
    store.save(providerText({ ...read, providerId: "3", others: [jane, amir], at: 30 }));
    store.save(providerText({ ...read, providerId: "4", others: [jane, amir], at: 90 }));
    const drafted = store.conversationWith("text", own, [amir], 50);
    store.keepDraft(drafted, "half a thought");
    expect(store.forgetBefore(50, 100)).toBe(3);
    expect(store.conversations(null, 10).map(({ others, lastAt, last }) => [others, lastAt, last?.at])).toEqual([
      [[jane, amir], 90, 90],
      [[amir], 20, undefined],
    ]);
    expect(store.draft(drafted)).toBe("half a thought");
  });

  it("takes the marks of deleted texts with it", () => {
    const store = temporaryStore();
    store.save(providerText({ at: 1 }));
    store.remove(["1001"]);
    expect([store.forgetBefore(2, 10), store.forgetBefore(2, 10), store.has("1001")]).toEqual([1, 0, false]);
  });

  it("never has a text called new again that was here before, also after a restart", () => {
    const { open } = temporaryStores();
    const store = open();
    store.save(providerText({ providerId: "old", at: 10, isRead: true }));
    store.save(providerText({ providerId: "later", at: 12, isRead: true }));
    expect(store.forgetBefore(11, 10)).toBe(1);
    store.close();
    const again = open();
    expect(again.save(providerText({ providerId: "old", at: 10 }))).toMatchObject({ added: false, changed: true });
    expect(again.save(providerText({ providerId: "new", at: 11 })).added).toBe(true);
  });

  it("calls new what comes after a moment that was far ahead, by a clock that was wrong", () => {
    const store = temporaryStore();
    store.save(providerText({ providerId: "old", at: 10, isRead: true }));
    expect(store.forgetBefore(9e15, 10)).toBe(1);
    expect(store.save(providerText({ providerId: "new", at: 11 })).added).toBe(true);
  });
});
