import { expect, it } from "vitest";
import { createInbox } from "../../../main/core/inbox/inbox.ts";
import type { ProviderText } from "../../../main/core/ports/gateway.ts";
import { providerText, temporaryStore } from "../storage/fixture.ts";

/** An inbox over a real store; each look at the clock finds it `lookMs` later. */
const createScene = (lookMs: number) => {
  const store = temporaryStore();
  const seen: { readonly unreadAtPauses: number[]; readonly unreadWhenTold: number[]; news: number } = {
    unreadAtPauses: [],
    unreadWhenTold: [],
    news: 0,
  };
  let now = 0;
  const inbox = createInbox({
    store,
    pause: () => {
      seen.unreadAtPauses.push(store.unreadCount());
      return Promise.resolve();
    },
    steady: () => (now += lookMs),
    isStopped: () => false,
    newsAfter: () => 0,
    keptFrom: () => null,
    settle: () => null,
    onNews: (ids) => {
      seen.news += ids.length;
    },
    onChanged: () => {
      seen.unreadWhenTold.push(store.unreadCount());
    },
  });
  const merge = (count: number): Promise<void> => {
    const texts = Array.from({ length: count }, (_, index): ProviderText =>
      providerText({ providerId: String(index), at: 1_000 + index }),
    );
    return inbox.merge({ texts, removed: [], cursor: "next", at: null, isFull: false }, "news");
  };
  return { merge, seen };
};

it("a long merge gives others a turn after what a fast computer stores within their patience", async () => {
  const { merge, seen } = createScene(0);
  await merge(600);
  expect([seen.unreadAtPauses, seen.news]).toEqual([[250, 500], 600]);
});

it("a long merge gives others a turn after less on a slow computer", async () => {
  const { merge, seen } = createScene(15);
  await merge(160);
  expect([seen.unreadAtPauses, seen.news]).toEqual([[50, 100, 150], 160]);
});

it("a long merge tells others four times a second at most, and of all of it at the end", async () => {
  const { merge, seen } = createScene(15);
  await merge(1_000);
  expect(seen.unreadWhenTold.length).toBeLessThan(10);
  expect([seen.unreadWhenTold[0], seen.unreadWhenTold.at(-1)]).toEqual([50, 1_000]);
});
