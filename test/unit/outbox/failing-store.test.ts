import { expect, it } from "vitest";
import { AppError } from "../../../main/core/ports/app-error.ts";
import type { MessageStore } from "../../../main/core/ports/message-store.ts";
import { createMessageStores } from "../../../main/storage/message-stores.ts";
import { JANE } from "../../harness/fake-gateway.ts";
import { createComputer, startCore } from "../../harness/start-core.ts";

/** A conversation with Jane, over a store whose methods in `broken` fail as on a full disk. */
const withBrokenStore = async () => {
  const computer = createComputer();
  const broken = new Set<keyof MessageStore>();
  const real = createMessageStores(computer);
  const open = (account: string, key: string | null): MessageStore => {
    const store = real.open(account, key);
    const fail = (): never => {
      throw new AppError("storage", "the disk is full");
    };
    return {
      ...store,
      keepDraft: (id, body) => (broken.has("keepDraft") ? fail() : store.keepDraft(id, body)),
      markRead: (id) => (broken.has("markRead") ? fail() : store.markRead(id)),
      outbox: () => (broken.has("outbox") ? fail() : store.outbox()),
    };
  };
  const core = await startCore({ ...computer, stores: { ...real, open } });
  const conversationId = await core.get("conversations/start", { addresses: [JANE] });
  const send = () => core.ask("outbox/send", { conversationId, body: "Once", attachments: [] });
  return { ...core, broken, send };
};

it("a text that is stored is never said not to be, so that nobody sends it again", async () => {
  const { broken, send, provider } = await withBrokenStore();
  broken.add("markRead");
  expect(await send()).toMatchObject({ ok: true });
  expect(provider.sent.map(({ body }) => body)).toEqual(["Once"]);
});

it("a text whose draft cannot be forgotten stays a draft: one or the other, never both", async () => {
  const { broken, send, provider } = await withBrokenStore();
  broken.add("keepDraft");
  expect(await send()).toMatchObject({ ok: false, failure: { code: "storage" } });
  expect(provider.sent).toEqual([]);
  broken.clear();
  await send();
  expect(provider.sent.map(({ body }) => body)).toEqual(["Once"]);
});

it("a text goes out by itself once the outbox can be read again", async () => {
  const { broken, send, provider, clock } = await withBrokenStore();
  broken.add("outbox");
  expect(await send()).toMatchObject({ ok: true });
  broken.clear();
  await clock.turn(30_000);
  expect(provider.sent.map(({ body }) => body)).toEqual(["Once"]);
});
