import { describe, expect, it } from "vitest";
import { startOnHandClock } from "../harness/start-on-hand-clock.ts";

const ALICE = "+14155550121";
const BEN = "+14155550122";
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

describe("Tern survives", () => {
  it("a sleep of ten minutes: what came in meanwhile is told once, and nothing stands in its way but the answers", async () => {
    const { app, textFrom, sleep, atOnce, untilLive, told, checkAgain } = await startOnHandClock();
    await sleep(10 * MINUTE_MS);
    await textFrom(ALICE, "While it slept");
    app.wake();
    await atOnce(async () => expect(await told()).toEqual(["While it slept"]));
    await untilLive("atOnce");
    await textFrom(BEN, "Right after");
    await atOnce(async () => expect(await told()).toEqual(["Right after", "While it slept"]));
    await checkAgain();
    expect(await told()).toEqual(["Right after", "While it slept"]);
  });

  it("a sleep of ten days: no token is good any more, and each text is told once", async () => {
    const { app, textFrom, faults, sleep, untilLive, told, checkAgain, lines } = await startOnHandClock();
    await textFrom(ALICE, "Before");
    await sleep(5 * DAY_MS);
    await textFrom(ALICE, "On the fifth day");
    await sleep(5 * DAY_MS);
    await textFrom(ALICE, "On the tenth day");
    await faults({ deadSyncTokens: true });
    app.wake();
    await untilLive("atOnce");
    await checkAgain();
    expect([await told(), await lines(ALICE)]).toEqual([
      ["Before", "On the fifth day", "On the tenth day"],
      ["Before: received", "On the fifth day: received", "On the tenth day: received"],
    ]);
  });

  it("two wakes in a row: one connection more at most, and each text is told once", async () => {
    const { app, textFrom, requests, sleep, untilLive, told, checkAgain, control } = await startOnHandClock();
    await sleep(MINUTE_MS);
    await textFrom(ALICE, "While it slept");
    const opened = async () => (await requests()).filter(({ path }) => path.includes("/subscription")).length;
    const before = await opened();
    app.wake();
    app.wake();
    await untilLive("atOnce");
    await checkAgain();
    expect([(await opened()) - before <= 2, await control.webSockets(), await told()]).toEqual([
      true,
      1,
      ["While it slept"],
    ]);
  });
});
