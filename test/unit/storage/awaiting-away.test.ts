import { expect, it } from "vitest";

import { providerText, temporaryStore } from "./fixture.ts";

const SINCE = 1_700_000_000_000;

it("a text that was deleted at RingCentral waits for no away reply any more, and stands in no report", () => {
  const store = temporaryStore();
  const kept = store.save(providerText({ providerId: "kept" })).text;
  const deleted = store.save(providerText({ providerId: "deleted" })).text;
  for (const { id } of [kept, deleted]) store.awaitAway(SINCE, id, SINCE);
  store.remove(["deleted"]);
  expect([
    store.awaitingAway().map(({ text }) => text.id),
    store.awayEntries(SINCE).map(({ text }) => text?.id),
  ]).toEqual([[kept.id], [kept.id]]);
});
