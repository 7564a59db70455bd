import { describe, expect, it } from "vitest";
import { startOnHandClock } from "../harness/start-on-hand-clock.ts";

const ALICE = "+14155550121";
const BEN = "+14155550122";

describe("Tern survives", () => {
  it("an event that is lost: the text is told once, when changes are read in any case", async () => {
    const { faults, textFrom, told, checkAgain } = await startOnHandClock();
    await faults({ loseEvents: 1 });
    await textFrom(ALICE, "Lost");
    await checkAgain();
    await checkAgain();
    expect(await told()).toEqual(["Lost"]);
  });

  it("events that come twice, under the same id or another: each text is told once", async () => {
    const { faults, textFrom, told, inTime, checkAgain } = await startOnHandClock();
    await faults({ duplicateEvents: 2, duplicateEventsAnew: 2 });
    for (const text of ["One", "Two", "Three"]) await textFrom(ALICE, text);
    await inTime(async () => expect((await told()).length).toBeGreaterThanOrEqual(3));
    await checkAgain();
    expect(await told()).toEqual(["One", "Three", "Two"]);
  });

  it("events in the wrong order: each text is told once, and stands where it belongs", async () => {
    const { faults, textFrom, told, lines, inTime, checkAgain } = await startOnHandClock();
    await faults({ reorderEvents: 3 });
    for (const text of ["One", "Two", "Three"]) await textFrom(ALICE, text);
    await inTime(async () => expect(await told()).toHaveLength(3));
    await checkAgain();
    expect([await told(), await lines(ALICE)]).toEqual([
      ["One", "Three", "Two"],
      ["One: received", "Two: received", "Three: received"],
    ]);
  });

  it("all of it at once, while the connection drops", async () => {
    const { faults, textFrom, told, inTime, checkAgain } = await startOnHandClock();
    await faults({ loseEvents: 1, duplicateEvents: 2, duplicateEventsAnew: 1, reorderEvents: 2 });
    const texts = ["One", "Two", "Three", "Four", "Five", "Six"];
    for (const [index, text] of texts.entries()) {
      await textFrom(index % 2 === 0 ? ALICE : BEN, text);
      if (index === 3) await faults({ dropSocket: true });
    }
    await inTime(async () => expect((await told()).length).toBeGreaterThanOrEqual(texts.length));
    await checkAgain();
    expect(await told()).toEqual(texts.toSorted());
  });
});
