import { describe, expect, it } from "vitest";
import { AppError } from "../../../main/core/ports/app-error.ts";
import { createHandClock, type HandClock, settled } from "../../harness/hand-clock.ts";
import { eventually } from "../../harness/eventually.ts";
import { openBareGateway, openBareLink, openBlackHole, recordingWaits } from "./bare-gateway.ts";

const openLive = async () => {
  const clock = createHandClock();
  const gateway = await openBareGateway();
  const bare = openBareLink(clock, () => gateway.uri);
  await liveTimes(bare, 1);
  return { clock, gateway, ...bare };
};

const liveTimes = (bare: Pick<ReturnType<typeof openBareLink>, "kinds">, times: number): Promise<void> =>
  eventually(() => expect(bare.kinds().filter((kind) => kind === "live").length).toBe(times));

/** Turns the clock until `check` holds, a second at a time so that sockets get on meanwhile. */
const turnUntil = (clock: HandClock, check: () => void, stepMs = 1_000): Promise<void> =>
  eventually(async () => {
    await clock.turn(stepMs);
    check();
  });

describe("a gap in the gateway's numbers", () => {
  it("is told once, with the frame that shows it; what comes late or again is none", async () => {
    const { gateway, read, missed } = await openLive();
    // 1 was the greeting, 2 the answer to the subscription.
    const seen: number[] = [];
    for (const number of [3, 4, 7, 5, 8, 6, 7, 9, null, 10, 13]) {
      const before = read.length;
      gateway.notify(number);
      await eventually(() => expect(read.length).toBe(before + 1));
      seen.push(missed());
    }
    expect(seen).toEqual([0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2]);
  });

  it("cannot be between two connections: numbering starts anew", async () => {
    const { clock, gateway, kinds, read, missed } = await openLive();
    for (const number of [3, 4, 5]) gateway.notify(number);
    await eventually(() => expect(read.length).toBe(3));
    gateway.drop();
    await turnUntil(clock, () => expect(kinds().filter((kind) => kind === "live").length).toBe(2));
    for (const number of [3, 4]) gateway.notify(number);
    await eventually(() => expect(read.length).toBe(5));
    expect(missed()).toBe(0);
  });
});

describe("a connection that hangs", () => {
  it("is given up soon after the start or a wake, and later and later from then on", async () => {
    const clock = recordingWaits(createHandClock());
    const hole = await openBlackHole();
    const { link } = openBareLink(clock, () => hole.uri);
    const givenUp = (times: number): Promise<void> => turnUntil(clock, () => expect(hole.closed()).toBe(times));
    await givenUp(6);
    await turnUntil(clock, () => expect(hole.connections()).toBe(7));
    link.wake();
    await givenUp(8);
    const isGiven = (ms: number): boolean => [2_000, 5_000, 10_000, 20_000].includes(ms);
    expect(clock.waits.filter(isGiven).slice(0, 8)).toEqual([
      2_000, 2_000, 5_000, 10_000, 20_000, 20_000, 20_000, 2_000,
    ]);
  });

  it("because the network works only a moment after the wake costs three seconds at most", async () => {
    const clock = createHandClock();
    const [gateway, hole] = [await openBareGateway(), await openBlackHole()];
    let { uri } = gateway;
    const { link, kinds } = openBareLink(clock, () => uri);
    await eventually(() => expect(kinds()).toEqual(["connecting", "live"]));
    ({ uri } = hole);
    link.wake();
    await eventually(() => expect(hole.connections()).toBe(1));
    ({ uri } = gateway);
    const back = clock.steady();
    await turnUntil(clock, () => expect(kinds().filter((kind) => kind === "live").length).toBe(2), 100);
    expect(clock.steady() - back).toBeLessThanOrEqual(3_100);
  });

  it("has 20 s for its greeting once the gateway was reached", async () => {
    const clock = createHandClock();
    const gateway = await openBareGateway();
    gateway.greet(false);
    const { kinds } = openBareLink(clock, () => gateway.uri);
    await eventually(() => expect(gateway.connections()).toBe(1));
    await settled();
    await turnUntil(clock, () => expect(kinds()).toContain("down"));
    expect(clock.steady()).toBeGreaterThanOrEqual(20_000);
  });
});

describe("waking up", () => {
  it.each([2, 20])("%i times in a row leaves one socket, and never opens a second one beside it", async (times) => {
    const { clock, gateway, link, kinds } = await openLive();
    for (let each = 0; each < times; each += 1) link.wake();
    await turnUntil(clock, () => expect(kinds().filter((kind) => kind === "live").length).toBe(2));
    await eventually(() => expect(gateway.open()).toBe(1));
    expect([gateway.mostAtOnce(), gateway.connections()]).toEqual([1, 2]);
  });

  it("again and again while it connects leaves one socket", async () => {
    const { clock, gateway, link, kinds } = await openLive();
    for (let each = 0; each < 10; each += 1) {
      link.wake();
      for (let turn = 0; turn < each; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    }
    await turnUntil(clock, () => expect(kinds().at(-1)).toBe("live"));
    await eventually(() => expect(gateway.open()).toBe(1));
    expect(gateway.mostAtOnce()).toBe(1);
  });

  it("during a back-off ends it", async () => {
    const clock = createHandClock();
    const gateway = await openBareGateway();
    let uri = "ws://127.0.0.1:9/ws";
    const { link, kinds } = openBareLink(clock, () => uri);
    await turnUntil(clock, () => expect(clock.steady()).toBeGreaterThan(60_000));
    const before = kinds();
    ({ uri } = gateway);
    link.wake();
    await eventually(() => expect(kinds().at(-1)).toBe("live"));
    expect(before.at(-1)).toBe("down");
  });

  it("right after closing opens nothing", async () => {
    const { clock, gateway, link, links } = await openLive();
    const told = links.length;
    const closing = link.close();
    link.wake();
    await closing;
    link.wake();
    await clock.turn(60_000);
    await eventually(() => expect(gateway.open()).toBe(0));
    expect([gateway.connections(), links.length]).toEqual([1, told]);
  });

  it("does not cut a penalty short; after a sleep only the rest of it is waited", async () => {
    const clock = createHandClock();
    const gateway = await openBareGateway();
    const asked: number[] = [];
    const { link, kinds } = openBareLink(clock, () => gateway.uri, {
      wsTokens: {
        get: () => {
          asked.push(clock.steady());
          return asked.length < 3
            ? Promise.reject(new AppError("rate-limited", "used up", { retryAfterMs: 60_000 }))
            : Promise.resolve({ uri: gateway.uri, ws_access_token: "ticket", expires_in: 30 });
        },
        forget: () => undefined,
      },
    });
    await clock.turn(10_000);
    for (let each = 0; each < 5; each += 1) link.wake();
    await clock.turn(49_000);
    await clock.turn(1_000);
    clock.sleep(59_000);
    link.wake();
    await settled();
    await clock.turn(1_000);
    await eventually(() => expect(kinds().at(-1)).toBe("live"));
    expect([asked, kinds()]).toEqual([
      [0, 60_000, 120_000],
      ["connecting", "rate-limited", "connecting", "rate-limited", "connecting", "live"],
    ]);
  });
});

describe("closing", () => {
  it("in whatever moment of connecting leaves no socket behind, and waits for nobody", async () => {
    const clock = createHandClock();
    const gateway = await openBareGateway();
    const hole = await openBlackHole();
    for (const uri of [gateway.uri, hole.uri])
      for (let ticks = 0; ticks < 30; ticks += 1) {
        const { link } = openBareLink(clock, () => uri);
        for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
        await link.close();
      }
    await eventually(() => expect([gateway.open(), hole.connections() - hole.closed()]).toEqual([0, 0]));
  });
});
