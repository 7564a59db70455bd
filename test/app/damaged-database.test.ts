import { copyFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { MessageStore } from "../../main/core/ports/message-store.ts";
import { createMessageStores } from "../../main/storage/message-stores.ts";
import { createCountingRandomness } from "../harness/counting-randomness.ts";
import { pagesOf, wipePages } from "../harness/damage.ts";
import { eventually } from "../harness/eventually.ts";
import { createRun, createSurroundings, startApp, type Surroundings } from "../harness/start-app.ts";

const ALICE = "+14155550121";
const BEN = "+14155550122";

/** Reads what a window would. */
const isReadable = (store: MessageStore): boolean => {
  try {
    for (const { id } of store.conversations(null, 50)) store.thread(id, null, 50);
    return true;
  } catch {
    return false;
  } finally {
    store.close();
  }
};

/** Wipes a page out that some text is on, and the texts that wait to go out are not. */
const wipeSomeText = async ({ folder, settings, vault }: Surroundings): Promise<void> => {
  const account = settings.accounts().current?.id ?? "";
  const key = (await vault.read(account, "database-key")) ?? "";
  const file = join(folder, `${account}.db`);
  for (let page = pagesOf(file) - 1; page > 0; page -= 1) {
    const scratch = mkdtempSync(join(tmpdir(), "tern-scratch-"));
    onTestFinished(() => rmSync(scratch, { recursive: true, force: true }));
    const copy = join(scratch, `${account}.db`);
    copyFileSync(file, copy);
    wipePages(copy, [page]);
    const stores = createMessageStores({ folder: scratch, randomness: createCountingRandomness() });
    if (isReadable(stores.open(account, key))) continue;
    const { store, outgoing, drafts } = stores.rebuild(account, key, key, 0);
    store.close();
    if (outgoing !== 1 || drafts !== 1) continue;
    wipePages(file, [page]);
    return;
  }
  throw new Error("no page of that kind");
};

it("a database damaged between two runs is read again; what was written goes out once, and no text is told twice", async () => {
  const surroundings = await createSurroundings();
  const { faults, messages, textFrom, folder } = surroundings;
  const first = await startApp(surroundings);
  const long = "These are many words. ".repeat(20).trim();
  for (const count of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) await textFrom(BEN, `${long} ${count}`);
  await textFrom(ALICE, "Before");
  await eventually(() => expect(first.notifier.shown.at(-1)?.body).toBe("Before"));
  const conversationId = await first.conversationWith(ALICE);
  await faults({ answer: [{ path: "/sms", method: "POST", status: 429, retryAfter: 600, times: 1 }] });
  await first.get("outbox/send", { conversationId, body: "On my way", attachments: [] });
  await eventually(async () => expect(await first.lines(ALICE)).toContain("On my way: queued"));
  await first.get("drafts/keep", { conversationId, body: "Half a thought" });
  await first.app.quit();
  await textFrom(BEN, "Meanwhile");
  await wipeSomeText(surroundings);

  const second = createRun(surroundings);
  await second.app.start();
  await eventually(async () => {
    await second.lines(BEN);
    expect(await second.state()).toMatchObject({
      session: { kind: "signed-in" },
      connection: { kind: "live" },
      storage: { kind: "rebuilt", because: "damaged", drafts: 1 },
    });
  });
  await eventually(async () => expect(await second.lines(ALICE)).toEqual(["Before: received", "On my way: delivered"]));
  expect(await second.lines(BEN)).toHaveLength(13);
  const again = await second.conversationWith(ALICE);
  expect(await second.get("drafts/read", { conversationId: again })).toBe("Half a thought");
  expect(second.notifier.shown.map(({ body }) => body)).toEqual(["Meanwhile"]);
  expect((await messages()).filter(({ direction }) => direction === "Outbound")).toHaveLength(1);
  expect(readdirSync(folder).filter((name) => /set-aside-.*\.db$/.test(name))).toHaveLength(1);
});
