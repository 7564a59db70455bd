import { describe, expect, it } from "vitest";
import { startOnHandClock } from "../harness/start-on-hand-clock.ts";

const ALICE = "+14155550121";

/** Signed in, with a text of Alice's that was told. */
const startWithText = async () => {
  const run = await startOnHandClock();
  const id = await run.control.inbound({ from: ALICE, to: "+16505550100", text: "Are you there?" });
  await run.inTime(async () => expect(await run.told()).toEqual(["Are you there?"]));
  return { ...run, id };
};

describe("what the person does in another client", () => {
  it("a text sent from the phone appears in its thread, and nobody is notified", async () => {
    const { control, inTime, lines, notifier } = await startWithText();
    await control.sentElsewhere({ to: ALICE, text: "On my way" });
    await inTime(async () => expect(await lines(ALICE)).toEqual(["Are you there?: received", "On my way: delivered"]));
    expect(notifier.shown).toHaveLength(1);
  });

  it.each([false, true])(
    "a text deleted elsewhere disappears, and its notice with it (for good: %s)",
    async (purge) => {
      const { control, get, inTime, notifier, state, id } = await startWithText();
      await control.deleteElsewhere({ ids: [id], purge });
      await inTime(async () => expect(await get("conversations/list", { before: null, limit: 9 })).toEqual([]));
      expect([notifier.visible(), (await state()).unread]).toEqual([[], 0]);
    },
  );

  it("a text read elsewhere is read here, and its notice goes", async () => {
    const { control, inTime, notifier, state, id } = await startWithText();
    await control.markRead({ ids: [id] });
    await inTime(async () => expect([(await state()).unread, notifier.visible()]).toEqual([0, []]));
  });

  it("what is told late or twice never brings back what was before", async () => {
    const { control, faults, inTime, checkAgain, lines, notifier, state, id } = await startWithText();
    await faults({ reorderEvents: 3, duplicateEventsAnew: 3 });
    const sent = await control.sentElsewhere({ to: ALICE, text: "On my way" });
    await control.markRead({ ids: [id] });
    await inTime(async () => expect(await lines(ALICE)).toEqual(["Are you there?: received", "On my way: delivered"]));
    await checkAgain();
    await control.deleteElsewhere({ ids: [sent] });
    await inTime(async () => expect(await lines(ALICE)).toEqual(["Are you there?: received"]));
    await checkAgain();
    expect([(await state()).unread, notifier.visible(), await lines(ALICE)]).toEqual([
      0,
      [],
      ["Are you there?: received"],
    ]);
  });

  it("a text deleted there disappears though changes since then can no longer be told", async () => {
    const { app, control, faults, sleep, textFrom, atOnce, lines, notifier, id } = await startWithText();
    await textFrom(ALICE, "Stays");
    await sleep(300_000);
    await control.deleteElsewhere({ ids: [id] });
    await sleep(300_000);
    await faults({ deadSyncTokens: true });
    app.wake();
    await atOnce(async () => expect(await lines(ALICE)).toEqual(["Stays: received"]));
    expect(notifier.shown.flatMap(({ tellsOf }) => tellsOf)).toHaveLength(2);
  });

  it("what happened there while Tern was asleep is caught up with too", async () => {
    const { app, control, sleep, atOnce, lines, notifier, state, id } = await startWithText();
    await sleep(600_000);
    await control.markRead({ ids: [id] });
    await control.sentElsewhere({ to: ALICE, text: "Sent from the phone" });
    app.wake();
    await atOnce(async () => expect(await lines(ALICE)).toHaveLength(2));
    await atOnce(async () => expect([(await state()).unread, notifier.visible()]).toEqual([0, []]));
  });
});
