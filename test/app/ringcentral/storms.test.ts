import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createHandClock, type HandClock } from "../../harness/hand-clock.ts";
import { eventually } from "../../harness/eventually.ts";
import { type Heard, liveTimes, openScene, type Scene } from "./scene.ts";

const WS_TOKEN = "/restapi/oauth/wstoken";
const TOKEN = "/restapi/oauth/token";
const MINUTE = 60_000;

/** The requests whose address contains `path`: when they went out, by Tern's own clock. They may be made to fail. */
const watchRequests = (clock: HandClock, path: string) => {
  const times: number[] = [];
  let isOffline = false;
  const real = globalThis.fetch;
  const spy = vi.spyOn(globalThis, "fetch").mockImplementation((input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (isOffline && url.includes("/restapi/"))
      return Promise.reject(Object.assign(new TypeError("fetch failed"), { cause: noNetwork() }));
    if (url.includes(path)) times.push(clock.steady());
    return real(input, init);
  });
  onTestFinished(() => spy.mockRestore());
  return {
    times,
    offline: (now: boolean): void => {
      isOffline = now;
    },
  };
};

const noNetwork = (): Error => Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });

/** The most of them within any minute. */
const busiestMinute = (times: readonly number[]): number =>
  Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + MINUTE).length));

const open = async () => {
  const clock = createHandClock(Date.now());
  const { times: tokenRequests, offline } = watchRequests(clock, "/restapi/oauth/");
  const scene = await openScene({ clock });
  const gateway = await scene.signIn();
  return { clock, scene, gateway, tokenRequests, offline };
};

const lives = (heard: Heard): number => heard.links.filter(({ kind }) => kind === "live").length;

const turnUntil = (clock: HandClock, check: () => void, stepMs = 1_000): Promise<void> =>
  eventually(async () => {
    await clock.turn(stepMs);
    check();
  });

/** Minutes of Tern's clock, with some real time for the network after each second. */
const pass = async (clock: HandClock, scene: Scene, minutes: number): Promise<void> => {
  for (let second = 0; second < minutes * 60; second += 1) {
    await clock.turn(1_000);
    await scene.sockets();
  }
};

describe("at most four requests for tokens a minute", () => {
  it.each([false, true])(
    "when the gateway drops each connection as soon as it is made, twenty times (tickets for one use: %s)",
    async (wsTokenSingleUse) => {
      const { clock, scene, gateway, tokenRequests } = await open();
      await scene.faults({ wsTokenSingleUse, wsTokenLifetimeS: 600 });
      const heard = scene.live(gateway);
      for (let times = 1; times <= 20; times += 1) {
        await turnUntil(clock, () => expect(lives(heard)).toBe(times), 8_000);
        await scene.faults({ dropSocket: true });
      }
      expect(busiestMinute(tokenRequests)).toBeLessThanOrEqual(4);
    },
  );

  it.each([
    ["tickets fail", { answer: { path: WS_TOKEN, status: 500, errorCode: "CMN-201", times: 1_000 } }],
    ["tickets are not what they should be", { answer: { path: WS_TOKEN, status: 200, html: true, times: 1_000 } }],
    ["the gateway takes no ticket", { errorOnConnect: { errorCode: "WSG-901", status: 401, times: 1_000 } }],
    ["upgrades are refused", { refuseUpgrade: { status: 401, times: 1_000 } }],
    [
      "tokens fail, and the one there is has died",
      { answer: { path: TOKEN, status: 503, times: 1_000 }, expireTokens: true },
    ],
    [
      "every token is refused as soon as it is given",
      { answer: { path: "/~", status: 401, errorCode: "OAU-149", times: 1_000 } },
    ],
    ["tokens live a second", { tokenLifetimeS: 1, expireTokens: true }],
  ] as const)("when %s, however much is asked for", async (_, fault) => {
    const { clock, scene, gateway, tokenRequests } = await open();
    await scene.faults(fault);
    const heard = scene.live(gateway);
    for (let minute = 0; minute < 4; minute += 1) {
      const asked = Promise.allSettled(Array.from({ length: 8 }, () => gateway.profile()));
      heard.link.wake();
      await pass(clock, scene, 1);
      void asked;
    }
    expect([tokenRequests.length > 2, busiestMinute(tokenRequests) <= 4]).toEqual([true, true]);
  });

  it("when the computer wakes twenty times in ten seconds: and it is live at the end of them", async () => {
    const { clock, scene, gateway, tokenRequests } = await open();
    const heard = scene.live(gateway);
    await liveTimes(heard, 1);
    // The ticket of the sign-in has expired by now.
    await clock.turn(MINUTE);
    const before = tokenRequests.length;
    for (let each = 0; each < 20; each += 1) {
      heard.link.wake();
      await clock.turn(500);
    }
    await turnUntil(clock, () => expect(heard.links.at(-1)?.kind).toBe("live"));
    await eventually(async () => expect(await scene.sockets()).toBe(1));
    expect([tokenRequests.length - before, await scene.violations()]).toEqual([1, []]);
  });

  it("when twenty wakes meet a server that answers nothing: one request is waited for, two seconds at least", async () => {
    const { clock, scene, gateway, tokenRequests } = await open();
    await clock.turn(MINUTE);
    await scene.faults({ swallowAnswers: { path: WS_TOKEN, times: 1_000 } });
    const heard = scene.live(gateway);
    await eventually(() => expect(tokenRequests.length).toBe(3));
    for (let each = 0; each < 20; each += 1) {
      heard.link.wake();
      await clock.turn(50);
    }
    const inOneSecond = tokenRequests.length - 2;
    await scene.calm();
    await turnUntil(clock, () => expect(heard.links.at(-1)?.kind).toBe("live"));
    expect([inOneSecond, busiestMinute(tokenRequests) <= 4]).toEqual([1, true]);
  });

  it("not counting those that never left: a computer without a network is live as soon as it has one", async () => {
    const { clock, scene, gateway, offline } = await open();
    const heard = scene.live(gateway);
    await liveTimes(heard, 1);
    await clock.turn(MINUTE);
    offline(true);
    await scene.faults({ dropSocket: true });
    await pass(clock, scene, 1);
    offline(false);
    heard.link.wake();
    await liveTimes(heard, 2);
    expect(heard.links.map(({ kind }) => kind)).not.toContain("rate-limited");
  });
});

describe("a penalty", () => {
  /** Somebody is signed in and live; the requests for numbers are watched. */
  const openLive = async () => {
    const clock = createHandClock(Date.now());
    const scene = await openScene({ clock });
    const gateway = await scene.signIn();
    const heard = scene.live(gateway);
    await liveTimes(heard, 1);
    const { times } = watchRequests(clock, "/phone-number");
    return { clock, scene, gateway, heard, times };
  };

  it("is waited out by those who wait already, who ask next, and who meet a wake in it", async () => {
    const { clock, scene, gateway, heard, times } = await openLive();
    await scene.faults({ answer: { path: "/phone-number", status: 429, errorCode: "CMN-301", retryAfter: 40 } });
    const asked = [gateway.senderNumbers()];
    await eventually(async () => expect((await scene.requests("/phone-number")).length).toBe(1));
    const shut = clock.steady();
    for (let each = 0; each < 5; each += 1) asked.push(gateway.senderNumbers());
    heard.link.wake();
    await pass(clock, scene, 0.5);
    clock.jump(86_400_000);
    heard.link.wake();
    asked.push(gateway.senderNumbers());
    await turnUntil(clock, () => expect(times.length).toBe(1 + asked.length));
    const answers = await Promise.all(asked);
    const [, ...later] = times;
    expect([answers.every((numbers) => numbers.length > 0), later.every((at) => at >= shut + 38_000)]).toEqual([
      true,
      true,
    ]);
  });

  it("counts also if it is only heard of when the computer has woken up and asked again", async () => {
    const { clock, scene, gateway, heard, times } = await openLive();
    await scene.faults({
      latencyMs: 300,
      answer: { path: "/phone-number", status: 429, errorCode: "CMN-301", retryAfter: 40 },
    });
    const asked = gateway.senderNumbers();
    await eventually(() => expect(times.length).toBe(1));
    clock.sleep(2_000);
    heard.link.wake();
    await asked;
    await eventually(async () => expect((await scene.requests("/phone-number")).length).toBe(2));
    const again = gateway.senderNumbers();
    await clock.turn(38_000);
    const within = times.length;
    await turnUntil(clock, () => expect(times.length).toBe(3));
    await again;
    expect(within).toBe(2);
  });

  it("of the group that sends keeps the live link from subscribing until it is over", async () => {
    const clock = createHandClock(Date.now());
    const scene = await openScene({ clock });
    const gateway = await scene.signIn();
    await scene.faults({ answer: { path: "/sms", status: 429, errorCode: "CMN-301", retryAfter: 30 } });
    const text = { kind: "text" as const, own: "+16505550100", others: ["+14155550121"], body: "hi", attachments: [] };
    await expect(gateway.send(text)).rejects.toMatchObject({ code: "rate-limited" });
    const heard = scene.live(gateway);
    await eventually(() => expect(heard.links.at(-1)?.kind).toBe("rate-limited"));
    await pass(clock, scene, 0.4);
    const early = (await scene.requests("/subscription")).length;
    await turnUntil(clock, () => expect(lives(heard)).toBe(1));
    expect([early, (await scene.requests("/subscription")).length]).toEqual([0, 1]);
  });
});
