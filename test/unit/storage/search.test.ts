import { assert, double, property, string } from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";

import type { ProviderText } from "../../../main/core/ports/gateway.ts";
import { openInMemory } from "../../../main/storage/database.ts";
import { createMessageStore } from "../../../main/storage/message-store.ts";
import { createCountingRandomness } from "../../harness/counting-randomness.ts";
import { textId } from "../../harness/ids.ts";
import { amir, enqueue, providerText, sentRecord, temporaryStore, withJane } from "./fixture.ts";

/** A store with these texts, the first the oldest, and a way to search it. */
const filled = (...texts: readonly (string | Partial<ProviderText>)[]) => {
  const store = temporaryStore();
  for (const [index, text] of texts.entries()) {
    const changes = typeof text === "string" ? { body: text } : text;
    store.save(providerText({ providerId: `p${index}`, at: index + 1, ...changes }));
  }
  const found = (query: string, limit = 50): readonly string[] =>
    store.search(query, null, limit).map(({ body }) => body);
  return { store, found };
};

describe("searching", () => {
  it("finds texts that have words beginning with every word, newest first", () => {
    const { found } = filled("The house at ten", "houses, and tents", "ten houseboats", "The hour", "at ten");
    expect([found("hous te"), found("ten"), found("hour ten"), found("ouse")]).toEqual([
      ["ten houseboats", "houses, and tents", "The house at ten"],
      ["at ten", "ten houseboats", "houses, and tents", "The house at ten"],
      [],
      [],
    ]);
  });

  it("makes no difference of case and accents, in any script", () => {
    const { found } = filled("CAFÉ Zoë", "cafe\u0301", "ΑΘΗΝΑ", "Привет мир", "naïve", "日本語です", "مرحبا");
    expect(["café", "CAFE zoe", "αθηνα", "ПРИВЕТ", "NAIVE", "日本", "مرح"].map((query) => found(query))).toEqual([
      ["cafe\u0301", "CAFÉ Zoë"],
      ["CAFÉ Zoë"],
      ["ΑΘΗΝΑ"],
      ["Привет мир"],
      ["naïve"],
      ["日本語です"],
      ["مرحبا"],
    ]);
  });

  it("takes signs and the words of query languages as what was typed", () => {
    const { found } = filled(
      "It's 5:30 (or so)",
      "NEAR the *star*",
      "AND OR NOT",
      'she said "yes"',
      "a-b c_d",
      "body: x",
    );
    expect(
      ["it's", "5:30", "(or", "near", "*star*", "and or not", '"yes', "a-b", "c_d", "body:", "body : x", "^x", "+"].map(
        (query) => found(query),
      ),
    ).toEqual([
      ["It's 5:30 (or so)"],
      ["It's 5:30 (or so)"],
      ["AND OR NOT", "It's 5:30 (or so)"],
      ["NEAR the *star*"],
      ["NEAR the *star*"],
      ["AND OR NOT"],
      ['she said "yes"'],
      ["a-b c_d"],
      ["a-b c_d"],
      ["body: x"],
      ["body: x"],
      ["body: x"],
      [],
    ]);
  });

  it("answers whatever is typed", () => {
    const { store } = filled("The house at ten", "日本語です");
    assert(
      property(string({ unit: "binary", maxLength: 60 }), double(), double(), (query, before, limit) => {
        expect(Array.isArray(store.search(query, before, limit))).toBe(true);
      }),
      { numRuns: 100 },
    );
    const queries = [
      "",
      " ",
      '"',
      '""',
      "\0",
      "a\0b",
      "\ud800",
      "q ".repeat(5_000),
      "a".repeat(100_000),
      "NEAR(a b)",
      "--",
    ];
    expect(queries.map((query) => store.search(query, null, 10))).toEqual(queries.map(() => []));
    expect(store.search(`${"- ".repeat(100)}house`, null, 10)).toHaveLength(1);
  });

  it("is paged by moments, without losing texts of the same one", () => {
    const { store } = filled(...[1, 2, 2, 2, 3, 4].map((at, index) => ({ at, body: `ten ${index}` })));
    const page = (before: number | null) => store.search("ten", before, 3).map(({ body }) => body);
    expect([page(null), page(2), page(1)]).toEqual([["ten 5", "ten 4", "ten 3", "ten 2", "ten 1"], ["ten 0"], []]);
  });

  it("tells of texts of any time, also of times no text can have", () => {
    const times = [-5, 0, 1.7e12, 2 ** 42, 8.64e15];
    const { found } = filled(...times.map((at) => ({ at, body: `ten at ${at}` })));
    expect(found("ten")).toHaveLength(4);
    expect(found("ten")[0]).toBe(`ten at ${2 ** 42}`);
  });
});

describe("what can be found", () => {
  it("follows every change of a text", () => {
    const { store, found } = filled({ body: "first words", attachments: [] });
    store.save(providerText({ providerId: "p0", at: 1, changedAt: 1_001, body: "second words" }));
    expect([found("first"), found("second")]).toEqual([[], ["second words"]]);
    enqueue(store, { body: "my words" });
    enqueue(store, { id: textId("text-b"), body: "my other words" });
    expect(found("my")).toEqual(["my other words", "my words"]);
    store.accepted(textId("text-a"), sentRecord({ at: 9_000 }));
    expect(found("my")).toEqual(["my words", "my other words"]);
    store.discard(textId("text-b"));
    store.remove(["p0"]);
    expect([found("words"), found("second")]).toEqual([["my words"], []]);
    store.save(providerText({ providerId: "p0", at: 1, changedAt: 1_002, body: "restored words" }));
    expect(found("words")).toEqual(["my words", "restored words"]);
  });

  it("leaves nothing behind of words that went, in the index or elsewhere in the file", () => {
    const database = openInMemory();
    const store = createMessageStore(database, createCountingRandomness());
    onTestFinished(() => store.close());
    const words = ["Xylophone", "Zeppelin", "Quicksand", "Jackdaw", "Vermilion"];
    const isThere = (): readonly boolean[] => {
      const bytes = database.serialize().toString("latin1").toLowerCase();
      // In the index a word shares its beginning with the one before it.
      return words.map((word) => bytes.includes(word.toLowerCase().slice(1)));
    };
    const picture = { ref: "r", fileName: "Vermilion.png", contentType: "image/png", size: 9 };
    store.atomically(() => {
      for (let count = 0; count < 500; count += 1)
        store.save(providerText({ providerId: `p${count}`, body: `text ${count}`, others: [amir], from: amir }));
    });
    store.save(providerText({ providerId: "removed", at: 1, body: "Xylophone", attachments: [picture] }));
    store.save(providerText({ providerId: "changed", at: 2, isRead: true, body: "Zeppelin" }));
    store.save(providerText({ providerId: "old", at: 3, isRead: true, body: "Quicksand" }));
    enqueue(store, { body: "Jackdaw" });
    expect(isThere()).toEqual([true, true, true, true, true]);
    store.remove(["removed"]);
    store.save(providerText({ providerId: "changed", at: 2, changedAt: 1_001, isRead: true, body: "other" }));
    expect(store.forgetBefore(4, 10)).toBe(3);
    store.discard(textId("text-a"));
    expect(store.search("text", null, 10)).not.toEqual([]);
    expect(isThere()).toEqual([false, false, false, false, false]);
    database.exec("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)");
  });

  it("is all there after a failure in the middle", () => {
    const { store, found } = filled("one ten");
    expect(() =>
      store.atomically(() => {
        store.save(providerText({ providerId: "p9", body: "two ten" }));
        store.remove(["p0"]);
        expect(found("ten")).toEqual(["two ten"]);
        throw new Error("as on a full disk");
      }),
    ).toThrow("full disk");
    expect(found("ten")).toEqual(["one ten"]);
    expect(withJane(store)).not.toBe("");
  });
});
