import { describe, expect, it } from "vitest";

import { textId } from "../../harness/ids.ts";
import { amir, bodies, enqueue, jane, own, providerText, temporaryStore, withJane } from "./fixture.ts";

describe("a conversation", () => {
  it("is its parties, in whatever order they come", () => {
    const store = temporaryStore();
    const group = store.conversationWith("text", own, [jane, amir], 1);
    expect(store.conversationWith("text", own, [amir, jane, amir], 2)).toBe(group);
    expect(store.save(providerText({ others: [amir, jane] })).text.conversationId).toBe(group);
    expect(store.conversation(group)).toMatchObject({ kind: "group", own, others: [jane, amir].toSorted() });
  });

  it("is another one for another own number, kind or company", () => {
    const store = temporaryStore();
    const ids = [
      store.conversationWith("text", own, [jane], 1),
      store.conversationWith("text", own, [jane, amir], 1),
      store.conversationWith("text", "+16505550109", [jane], 1),
      store.conversationWith("company", "101", ["102"], 1),
      store.conversationWith("company", "101", ["102", "103"], 1),
      store.conversationWith("text", "101", ["102"], 1),
    ];
    expect(new Set(ids).size).toBe(6);
    expect(ids.map((id) => store.conversation(id)?.kind)).toEqual([
      "text",
      "group",
      "text",
      "company",
      "company",
      "text",
    ]);
  });

  it("is listed as soon as it is started, with the moment of that", () => {
    const store = temporaryStore();
    const id = withJane(store);
    expect(store.conversations(null, 10)).toEqual([
      { id, kind: "text", own, others: [jane], unread: 0, lastAt: 500, last: null },
    ]);
    expect(store.conversationWith("text", own, [jane], 9_000)).toBe(id);
    expect(store.conversation(id)?.lastAt).toBe(500);
  });

  it("cannot be with nobody", () => {
    const store = temporaryStore();
    expect(() => store.conversationWith("text", own, [], 1)).toThrow("somebody");
  });

  it("knows its newest text by its time, not by when it became known", () => {
    const store = temporaryStore();
    const newest = store.save(providerText({ at: 3_000 })).text;
    store.save(providerText({ providerId: "2", at: 2_000, body: "older" }));
    expect(store.conversation(newest.conversationId)).toMatchObject({ lastAt: 3_000, last: newest });
    expect(bodies(store, newest.conversationId)).toEqual(["older", newest.body]);
  });

  it("counts what is unread in it until it is marked read", () => {
    const store = temporaryStore();
    const { conversationId } = store.save(providerText()).text;
    store.save(providerText({ providerId: "2", at: 1_100 }));
    store.save(providerText({ providerId: "3", at: 1_200, isRead: true }));
    store.save(providerText({ providerId: "4", others: [amir], from: amir }));
    enqueue(store, { conversationId });
    expect([store.conversation(conversationId)?.unread, store.unreadCount()]).toEqual([2, 3]);
    expect(store.markRead(conversationId)).toBe(true);
    expect(store.untoldReads()).toEqual(["1001", "2"]);
    expect([store.conversation(conversationId)?.unread, store.unreadCount()]).toEqual([0, 1]);
    expect(store.markRead(conversationId)).toBe(false);
  });

  it("keeps its draft until it is emptied", () => {
    const store = temporaryStore();
    const id = withJane(store);
    expect(store.draft(id)).toBe("");
    store.keepDraft(id, "See you at");
    store.keepDraft(id, "See you at ten");
    expect(store.draft(id)).toBe("See you at ten");
    store.keepDraft(id, "");
    expect(store.draft(id)).toBe("");
  });
});

describe("the list of conversations", () => {
  const filled = () => {
    const store = temporaryStore();
    for (const [index, at] of [100, 300, 200, 300, 300].entries()) {
      store.save(providerText({ providerId: `p${index}`, others: [`+1650555020${index}`], at, body: `text ${index}` }));
    }
    return store;
  };
  const lines = (page: ReturnType<ReturnType<typeof filled>["conversations"]>) => page.map(({ last }) => last?.body);

  it("is newest first", () => {
    expect(lines(filled().conversations(null, 10))).toEqual(["text 4", "text 3", "text 1", "text 2", "text 0"]);
  });

  it("is paged without losing those of the same millisecond", () => {
    const store = filled();
    const first = store.conversations(null, 2);
    expect(lines(first)).toEqual(["text 4", "text 3", "text 1"]);
    const second = store.conversations(first.at(-1)?.lastAt ?? 0, 1);
    expect(lines(second)).toEqual(["text 2"]);
    expect(lines(store.conversations(200, 10))).toEqual(["text 0"]);
    expect(store.conversations(100, 10)).toEqual([]);
  });
});

describe("a thread", () => {
  it("is paged from the newest back, oldest first in each page, also among texts of the same moment", () => {
    const store = temporaryStore();
    const saved = [1, 2, 2, 2, 3].map((at, index) =>
      store.save(providerText({ providerId: `p${index}`, at, body: `text ${index}` })),
    );
    const id = saved[0]?.text.conversationId ?? withJane(store);
    const newest = store.thread(id, null, 2);
    expect(newest.map(({ body }) => body)).toEqual(["text 3", "text 4"]);
    const older = store.thread(id, newest[0]?.id ?? null, 2);
    expect(older.map(({ body }) => body)).toEqual(["text 1", "text 2"]);
    expect(store.thread(id, older[0]?.id ?? null, 2).map(({ body }) => body)).toEqual(["text 0"]);
  });

  it("has nothing before a text that is not in it", () => {
    const store = temporaryStore();
    const { conversationId } = store.save(providerText()).text;
    const elsewhere = store.save(providerText({ providerId: "2", others: [amir] })).text;
    expect(store.thread(conversationId, textId("gone"), 10)).toEqual([]);
    expect(store.thread(conversationId, elsewhere.id, 10)).toEqual([]);
  });
});
