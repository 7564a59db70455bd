import { describe, expect, it } from "vitest";
import { createHandClock } from "../harness/hand-clock.ts";
import { type OnHandClock, runOnHandClock, startOnHandClock } from "../harness/start-on-hand-clock.ts";

const ALICE = "+14155550121";
const BEN = "+14155550122";
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The connection is another one, and everything is told once: what came in meanwhile, and what comes now. */
const expectCaughtUp = async (run: OnHandClock, meanwhile: string): Promise<void> => {
  await run.inTime(async () => expect(await run.told()).toContain(meanwhile));
  await run.untilLive("inTime");
  await run.textFrom(BEN, "And now");
  await run.inTime(async () => expect(await run.told()).toContain("And now"));
  await run.checkAgain();
  expect([await run.told(), await run.control.webSockets()]).toEqual([["And now", meanwhile].toSorted(), 1]);
};

const syncsOf = (run: OnHandClock) => async (): Promise<number> =>
  (await run.requests()).filter(({ path }) => path.includes("/message-sync")).length;

const kindsOf = (run: OnHandClock): readonly string[] => {
  const kinds = run.desktop.events.flatMap(({ payload }) => ("connection" in payload ? [payload.connection.kind] : []));
  return kinds.filter((kind, index) => kind !== kinds[index - 1]);
};

describe("Tern survives", () => {
  it("RingCentral closing a connection that was idle for 30 minutes", async () => {
    const run = await startOnHandClock();
    await run.faults({ advanceS: 31 * 60 });
    await run.textFrom(ALICE, "While it was closed");
    await expectCaughtUp(run, "While it was closed");
  });

  it("RingCentral closing every connection after 24 hours", async () => {
    const run = await startOnHandClock();
    await run.faults({ advanceS: (DAY_MS + MINUTE_MS) / 1_000 });
    await run.textFrom(ALICE, "After a day");
    await expectCaughtUp(run, "After a day");
  });

  it("a connection that is dead without a word: its heartbeats notice", async () => {
    const run = await startOnHandClock();
    await run.faults({ halfOpen: true });
    await run.textFrom(ALICE, "Into a dead socket");
    await expectCaughtUp(run, "Into a dead socket");
  });

  it("a recovery of the connection that fails: what was lost with it is read", async () => {
    const run = await startOnHandClock();
    await run.faults({ recoveryFails: { errorCode: "WSG-1003", times: 1 }, refuseUpgrade: { status: 503, times: 1 } });
    await run.faults({ dropSocket: true });
    await run.textFrom(ALICE, "Not recovered");
    await expectCaughtUp(run, "Not recovered");
  });

  it("no network for twenty minutes: it says offline at once and since when, asks seldom, and catches up at once", async () => {
    const run = await startOnHandClock();
    const since = run.clock.now();
    await run.faults({ unreachable: true });
    run.app.wake();
    await run.atOnce(async () => expect((await run.state()).connection).toEqual({ kind: "offline", since }));
    await run.textFrom(ALICE, "Without a network");
    await run.clock.turn(20 * MINUTE_MS);
    const tries = run.log.lines.filter(({ event }) => event === "not connected" || event === "sync failed").length;
    const kinds = kindsOf(run);
    const after = (await run.state()).connection;
    await run.faults({ unreachable: false });
    run.app.wake();
    await run.atOnce(async () => expect(await run.told()).toEqual(["Without a network"]));
    await run.untilLive("atOnce");
    expect([after, kinds.slice(-3), tries < 80]).toEqual([
      { kind: "offline", since },
      ["live", "connecting", "offline"],
      true,
    ]);
    await expectCaughtUp(run, "Without a network");
  });

  it("a system that says there is no network though there is one: it stays live", async () => {
    const run = await startOnHandClock();
    run.app.wake();
    await run.untilLive("atOnce");
    await run.textFrom(ALICE, "Here all the same");
    await expectCaughtUp(run, "Here all the same");
    expect(kindsOf(run)).not.toContain("offline");
  });

  it("a black hole where answers should be: once the network is another one, it catches up at once", async () => {
    const run = await startOnHandClock();
    await run.faults({ blackhole: true });
    await run.textFrom(ALICE, "Into a black hole");
    run.app.wake();
    await run.clock.turn(2 * MINUTE_MS);
    const during = (await run.state()).connection.kind;
    await run.faults({ blackhole: false });
    run.app.wake();
    await run.atOnce(async () => expect(await run.told()).toEqual(["Into a black hole"]));
    expect(during).toBe("offline");
    await expectCaughtUp(run, "Into a black hole");
  });

  it.each([
    ["ahead", DAY_MS],
    ["back", -DAY_MS],
  ])("a computer's clock that is set %s by a day", async (_, ms) => {
    const run = await startOnHandClock();
    run.clock.jump(ms);
    await run.faults({ dropSocket: true });
    await run.textFrom(ALICE, "At another hour");
    await expectCaughtUp(run, "At another hour");
  });

  it("being closed for eight days: it signs in by itself, and tells once what came in", async () => {
    const first = await startOnHandClock();
    await first.textFrom(ALICE, "Before");
    await first.inTime(async () => expect(await first.told()).toEqual(["Before"]));
    await first.app.quit();
    await first.faults({ advanceS: (8 * DAY_MS) / 1_000 });
    await first.textFrom(ALICE, "While it was closed");
    const second = await runOnHandClock(first.surroundings, createHandClock(first.clock.now() + 8 * DAY_MS));
    await expectCaughtUp(second, "While it was closed");
  });

  it("being told to wait by RingCentral: nothing is asked meanwhile, it says until when, and catches up", async () => {
    const run = await startOnHandClock();
    await run.faults({
      answer: { path: "/message-sync", status: 429, errorCode: "CMN-301", retryAfter: 45, times: 1 },
    });
    await run.faults({ loseEvents: 1 });
    await run.textFrom(ALICE, "Unheard");
    const [asked, at] = [syncsOf(run), run.clock.now()];
    const before = await asked();
    await run.clock.turn(10 * MINUTE_MS);
    await run.atOnce(async () =>
      expect((await run.state()).connection).toEqual({ kind: "rate-limited", until: at + 10 * MINUTE_MS + 45_000 }),
    );
    run.app.wake();
    await run.clock.turn(44_000);
    expect((await asked()) - before).toBe(1);
    await expectCaughtUp(run, "Unheard");
  });

  it("being closed while RingCentral has it wait: the next run waits out the rest", async () => {
    const first = await startOnHandClock();
    await first.faults({ answer: { path: "/message-sync", status: 429, errorCode: "CMN-301", retryAfter: 45 } });
    const before = await syncsOf(first)();
    first.app.wake();
    await first.atOnce(async () => expect(await syncsOf(first)()).toBe(before + 1));
    await first.app.quit();
    await first.textFrom(ALICE, "Meanwhile");
    const second = await runOnHandClock(first.surroundings, createHandClock(first.clock.now() + 10_000));
    await second.clock.turn(34_000);
    const within = (await syncsOf(second)()) - before;
    await expectCaughtUp(second, "Meanwhile");
    expect(within).toBe(1);
  });
});
