import { expect, it } from "vitest";
import { createInBackground } from "../../../main/core/in-background.ts";
import { createTelling } from "../../../main/core/notices/telling.ts";
import { createHandClock, settled } from "../../harness/hand-clock.ts";
import { createKeepingLog } from "../../harness/keeping-log.ts";
import { amir, jane, providerText, temporaryStore } from "../storage/fixture.ts";

/** A run that finds 300 texts of Jane and 300 of Amir to be told; `onPause` is what others do in their turns. */
const startRun = (onPause: (janes: () => void) => void) => {
  const store = temporaryStore();
  const [clock, log] = [createHandClock(), createKeepingLog()];
  const inBackground = createInBackground(log);
  const saved = Array.from({ length: 600 }, (_, index) => {
    const from = index < 300 ? jane : amir;
    return store.save(providerText({ providerId: String(index), from, others: [from], at: 1_000 + index })).text;
  });
  store.keepNews(saved.map(({ id }) => id));
  const told: { readonly turns: number; readonly from: readonly string[] }[] = [];
  let turns = 0;
  const telling = createTelling({
    store,
    notices: {
      prepare: (texts) => {
        told.push({ turns, from: texts.map(({ from }) => from) });
        return async () => [];
      },
    },
    quiet: { isOn: () => false, letsThrough: () => false, look: () => null },
    isOpen: () => false,
    markRead: () => undefined,
    consider: () => undefined,
    pause: () => {
      turns += 1;
      onPause(() => {
        for (const { from, conversationId } of saved) if (from === jane) store.markRead(conversationId);
      });
      return Promise.resolve();
    },
    clock,
    log,
    inBackground,
  });
  telling.start();
  return { told, store };
};

it("many news are gathered bit by bit, with turns for others in between, and told together", async () => {
  const { told, store } = startRun(() => undefined);
  await settled();
  expect(told).toEqual([{ turns: 2, from: [...Array<string>(300).fill(jane), ...Array<string>(300).fill(amir)] }]);
  expect(store.newsIds()).toEqual([]);
});

it("news that are read while they are gathered are not told", async () => {
  const { told } = startRun((readJanes) => readJanes());
  await settled();
  expect(told).toEqual([{ turns: 2, from: Array<string>(300).fill(amir) }]);
});
