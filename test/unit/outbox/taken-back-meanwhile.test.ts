import { expect, it } from "vitest";
import { createDispatcher } from "../../../main/core/outbox/dispatcher.ts";
import { createFakeProvider, AMIR, JANE, OWN, STRANGER } from "../../harness/fake-gateway.ts";
import { createCountingRandomness } from "../../harness/counting-randomness.ts";
import { createHandClock } from "../../harness/hand-clock.ts";
import { textId } from "../../harness/ids.ts";
import { createKeepingLog } from "../../harness/keeping-log.ts";
import { providerText, temporaryStore } from "../storage/fixture.ts";

it("an away reply that is taken back while another one is asked about is not sent, and holds up nothing", async () => {
  const [store, clock, log] = [temporaryStore(), createHandClock(), createKeepingLog()];
  const provider = createFakeProvider(clock);
  const queue = (to: string, body: string, isAwayReply: boolean) => {
    const { conversationId } = store.save(
      providerText({ providerId: `from ${to}`, from: to, others: [to], own: OWN }),
    ).text;
    return store.enqueue({ id: textId(body), conversationId, body, at: clock.now(), attachments: [], isAwayReply });
  };
  queue(JANE, "To Jane", true);
  const toAmir = queue(AMIR, "To Amir", true);
  let isAsked = false;
  const dispatcher = createDispatcher({
    store,
    gateway: await provider.resume(
      { server: "", clientId: "", clientSecret: "", jwt: "" },
      { read: async () => null, write: async () => {} },
    ),
    clock,
    randomness: createCountingRandomness(),
    log,
    inBackground: (_what, work) => void work.catch(() => undefined),
    readings: { ask: () => 1, through: () => 0 },
    providerNow: clock.now,
    awayReplyLeaves: ({ text }) => {
      if (text.body !== "To Jane") return "go";
      if (isAsked) return "wait";
      isAsked = true;
      // Asking for a reading tells that an earlier one went through, which takes back what is not wanted.
      store.discard(toAmir.id);
      dispatcher.letGo(toAmir.id);
      return "wait";
    },
    onChanged: () => {},
    onProgressed: () => {},
  });
  dispatcher.pump();
  await clock.turn(0);
  queue(STRANGER, "By hand", false);
  dispatcher.pump();
  await clock.turn(1_000);
  await dispatcher.stop();
  expect([provider.sent.map(({ body }) => body), provider.calls]).toEqual([["By hand"], ["send"]]);
});
