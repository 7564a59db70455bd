import { describe, expect, it } from "vitest";

import { providerText, temporaryStore } from "./fixture.ts";

const filled = (...words: readonly string[]) => {
  const store = temporaryStore();
  for (const [index, body] of words.entries())
    store.save(providerText({ providerId: `p${index}`, at: index + 1, body }));
  const found = (query: string): readonly string[] => store.search(query, null, 50).map(({ body }) => body);
  return { store, found };
};

describe("searching", () => {
  it("finds texts that have words beginning with every word, newest first, whatever case and accents", () => {
    const { found } = filled("Café at ten", "the cafe TEN minutes away", "tea at the café", "nothing");
    expect([found("CAFE te"), found("café ten"), found("noth x")]).toEqual([
      ["tea at the café", "the cafe TEN minutes away", "Café at ten"],
      ["the cafe TEN minutes away", "Café at ten"],
      [],
    ]);
  });
});

describe("forgetting", () => {
  it("takes what is old, read and at the provider off this computer", () => {
    const store = temporaryStore();
    for (const at of [1, 2, 3])
      store.save(providerText({ providerId: `p${at}`, at, isRead: at !== 2, body: `Text ${at}` }));
    expect([store.forgetBefore(3, 10), store.forgetBefore(3, 10)]).toEqual([1, 0]);
    expect(store.search("text", null, 10).map(({ body }) => body)).toEqual(["Text 3", "Text 2"]);
    expect(store.save(providerText({ providerId: "p1", at: 1 }))).toMatchObject({ added: false, changed: true });
  });
});
