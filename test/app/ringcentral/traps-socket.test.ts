import { describe, expect, it } from "vitest";
import type { LinkState } from "../../../main/core/ports/gateway.ts";
import { startRingCentral } from "../../ringcentral/server.ts";
import { createHandClock, type HandClock, settled } from "../../harness/hand-clock.ts";
import { eventually } from "../../harness/eventually.ts";
import { type Heard, liveTimes, openScene, type Scene } from "./scene.ts";

/** What the SDK's socket does when one lets it, one test for each trap: 2.7 of the notes on the wire, by number. */
const SUBSCRIPTION = "/restapi/v1.0/subscription";
const WS_TOKEN = "/restapi/oauth/wstoken";

const open = async (clock?: HandClock) => {
  const scene = await openScene(clock === undefined ? {} : { clock });
  const gateway = await scene.signIn();
  return { scene, gateway };
};

const openLive = async (clock?: HandClock) => {
  const { scene, gateway } = await open(clock);
  const heard = scene.live(gateway);
  await liveTimes(heard, 1);
  return { scene, gateway, heard };
};

const kinds = (heard: Heard): readonly LinkState["kind"][] => heard.links.map((state) => state.kind);

/** Live so many times, the clock turning meanwhile. */
const liveInTime = (clock: HandClock, heard: Heard, times: number): Promise<void> =>
  eventually(async () => {
    await clock.turn(500);
    expect(kinds(heard).filter((kind) => kind === "live").length).toBe(times);
  });

/** The proof of life: a text that arrives now is told. */
const hears = async (scene: Scene, heard: Heard, body = "are you there?"): Promise<void> => {
  await scene.inbound(body);
  await eventually(() => expect(heard.bodies()).toContain(body));
};

describe("2.7.1 a socket that fails without an error listener ends the process", () => {
  it.each([503, 401])("an upgrade refused with %i is an ordinary failure, tried again", async (status) => {
    const { scene, gateway } = await open();
    await scene.faults({ refuseUpgrade: { status } });
    const heard = scene.live(gateway);
    await liveTimes(heard, 1);
    await hears(scene, heard);
    expect(kinds(heard)).toEqual(["connecting", "down", "live"]);
  });

  it("nobody listening is an ordinary failure, tried again until somebody does", async () => {
    const clock = createHandClock(Date.now());
    const { scene, heard } = await openLive(clock);
    // The other server knows none of our tokens: that takes all four requests for tokens of a minute.
    await clock.turn(61_000);
    const port = Number(new URL(scene.server.server).port);
    await scene.server.close();
    await eventually(async () => {
      await clock.turn(500);
      expect(kinds(heard)).toEqual(["connecting", "live", "connecting", "down"]);
    });
    const again = await startRingCentral({ port });
    await liveInTime(clock, heard, 2);
    await again.close();
  });
});

describe("2.7.2 a listener that throws makes the socket deaf for ever", () => {
  it.each(["}{ not JSON", "[]", "null", '[{"type":"ServerNotification"},{"no":"envelope"}]', "[1,2"])(
    "the frame %s is skipped, and the next text heard",
    async (frame) => {
      const { scene, heard } = await openLive();
      await scene.faults({ garbageFrame: frame });
      await hears(scene, heard);
      expect(kinds(heard)).toEqual(["connecting", "live"]);
    },
  );

  it("a failing consumer does not keep the next text from being told", async () => {
    const { scene, gateway } = await open();
    const bodies: string[] = [];
    let isLive = false;
    const link = gateway.live({
      onText: ({ body }) => {
        bodies.push(body);
        throw new Error("the consumer failed");
      },
      onChanged: () => undefined,
      onLink: ({ kind }) => {
        isLive ||= kind === "live";
      },
    });
    await eventually(() => expect(isLive).toBe(true));
    await scene.inbound("one");
    await scene.inbound("two");
    await eventually(() => expect(bodies).toEqual(["one", "two"]));
    await link.close();
  });
});

describe("2.7.3 events replayed after a recovery are lost", () => {
  it("fifteen texts that came while the socket was away are told, from the replay alone", async () => {
    const clock = createHandClock(Date.now());
    const { scene, heard } = await openLive(clock);
    await scene.faults({ dropSocket: true });
    await eventually(() => expect(kinds(heard).at(-1)).toBe("connecting"));
    const bodies = Array.from({ length: 15 }, (_, index) => `missed ${index}`);
    for (const body of bodies) await scene.inbound(body);
    await clock.turn(1_000);
    await liveTimes(heard, 2);
    await eventually(() => expect(heard.bodies()).toEqual(bodies));
    expect((await scene.requests(SUBSCRIPTION)).length).toBe(1);
  });
});

describe("2.7.4 an event in the same read as the reply to the subscription crashes", () => {
  it("it is told", async () => {
    const { scene, gateway } = await open();
    const wish = { from: "+14155550121", to: "+16505550100", text: "right away" };
    await scene.faults({ eventWithSubscribeReply: wish });
    const heard = scene.live(gateway);
    await eventually(() => expect(heard.bodies()).toEqual(["right away"]));
    await liveTimes(heard, 1);
    await hears(scene, heard);
  });
});

describe("2.7.5 a refused subscription leaves its socket and listener behind", () => {
  it("the socket is closed, and what is missing is told", async () => {
    const { scene, gateway } = await open();
    await scene.faults({ answer: { path: SUBSCRIPTION, status: 403, errorCode: "SUB-528" } });
    const heard = scene.live(gateway);
    await eventually(() =>
      expect(heard.links.at(-1)).toMatchObject({
        kind: "refused",
        error: { code: "missing-permission", about: expect.stringMatching(/WebSocket/) as unknown },
      }),
    );
    await eventually(async () => expect(await scene.sockets()).toBe(0));
    await scene.inbound("nobody hears this");
    await settled();
    expect([heard.bodies(), (await scene.requests(SUBSCRIPTION)).length]).toEqual([[], 1]);
  });
});

describe("2.7.6 a failed renewal of the subscription ends recovery for ever", () => {
  it("the next try makes it live again", async () => {
    const { scene, heard } = await openLive();
    await scene.faults({
      recoveryFails: { errorCode: "WSG-1005", times: 2 },
      answer: { path: SUBSCRIPTION, status: 500, errorCode: "CMN-201" },
      dropSocket: true,
    });
    await liveTimes(heard, 2);
    await hears(scene, heard);
    await scene.faults({ dropSocket: true });
    await liveTimes(heard, 3);
    await hears(scene, heard, "and again?");
  });
});

describe("2.7.7 a refused socket token is asked for again and again", () => {
  /** What is told and asked while `refusal` lasts for so many minutes, and whether the link is live soon after it ends. */
  const refusedFor = async (minutes: number, refusal: { readonly status: number; readonly errorCode: string }) => {
    const clock = createHandClock(Date.now());
    const { scene, gateway } = await open(clock);
    await clock.turn(60_000);
    const before = (await scene.requests(WS_TOKEN)).length;
    await scene.faults({ answer: { path: WS_TOKEN, ...refusal, times: 1_000 } });
    const heard = scene.live(gateway);
    await eventually(() => expect(kinds(heard)).toEqual(["connecting", "refused"]));
    const atFirst = (await scene.requests(WS_TOKEN)).length - before;
    for (let passed = 0; passed < minutes * 60; passed += 5) {
      await clock.turn(5_000);
      // What goes over the network in between needs real time.
      await scene.sockets();
      await scene.sockets();
    }
    const told = heard.links.filter(({ kind }) => kind === "refused");
    const asked = (await scene.requests(WS_TOKEN)).length - before;
    await scene.calm();
    await eventually(async () => {
      await clock.turn(15_000);
      expect(kinds(heard).at(-1)).toBe("live");
    });
    await hears(scene, heard);
    return { told, atFirst, asked };
  };

  it("403 is told to the person, and asked for again seldom: it is live when an administrator has allowed it", async () => {
    const { told, atFirst, asked } = await refusedFor(30, { status: 403, errorCode: "CMN-401" });
    expect([told, atFirst, asked >= 4 && asked <= 9]).toEqual([
      [expect.objectContaining({ error: expect.objectContaining({ code: "missing-permission" }) as unknown })],
      1,
      true,
    ]);
  });

  it("401 renews the session's token once, and is then RingCentral's trouble: nobody is called signed out", async () => {
    const { told, atFirst, asked } = await refusedFor(30, { status: 401, errorCode: "OAU-149" });
    expect([told, atFirst, asked >= 8 && asked <= 18]).toEqual([
      [expect.objectContaining({ error: expect.objectContaining({ code: "server-error" }) as unknown })],
      2,
      true,
    ]);
  });

  it("429 is waited out: nothing is asked meanwhile, not even after waking up", async () => {
    const clock = createHandClock(Date.now());
    const { scene, gateway } = await open(clock);
    await clock.turn(60_000);
    const before = (await scene.requests(WS_TOKEN)).length;
    await scene.faults({ answer: { path: WS_TOKEN, status: 429, errorCode: "CMN-301", retryAfter: 45 } });
    const heard = scene.live(gateway);
    await eventually(() => expect(kinds(heard)).toEqual(["connecting", "rate-limited"]));
    heard.link.wake();
    await clock.turn(44_000);
    const within = (await scene.requests(WS_TOKEN)).length - before;
    await clock.turn(2_000);
    await liveTimes(heard, 1);
    expect(within).toBe(1);
  });
});

describe("2.7.7 a subscription that meets a full minute", () => {
  it("is not asked for again within it, not even after waking up", async () => {
    const clock = createHandClock(Date.now());
    const { scene, gateway } = await open(clock);
    await scene.faults({ answer: { path: SUBSCRIPTION, status: 429, errorCode: "CMN-301" } });
    const heard = scene.live(gateway);
    await eventually(() => expect(kinds(heard)).toEqual(["connecting", "rate-limited"]));
    heard.link.wake();
    await clock.turn(59_000);
    const within = (await scene.requests(SUBSCRIPTION)).length;
    await clock.turn(2_000);
    await liveTimes(heard, 1);
    expect(within).toBe(1);
  });
});

describe("2.7.8 an Error frame instead of the connection's details hangs", () => {
  it.each([true, false])("it is tried again with another token (socket closed by the server: %s)", async (close) => {
    const { scene, gateway } = await open();
    const before = (await scene.requests(WS_TOKEN)).length;
    await scene.faults({ errorOnConnect: { errorCode: "WSG-901", status: 401, close } });
    const heard = scene.live(gateway);
    await liveTimes(heard, 1);
    await hears(scene, heard);
    expect((await scene.requests(WS_TOKEN)).length - before).toBe(1);
  });

  it.each(["WSG-902", "WSG-903"])(
    "%s in the middle of it, the socket left open, brings a new connection",
    async (errorCode) => {
      const { scene, heard } = await openLive();
      await scene.faults({ errorFrame: { errorCode, status: 403, close: false } });
      await liveTimes(heard, 2);
      await hears(scene, heard);
    },
  );
});

describe("2.7.9 an old recovery token is kept because its sequence is higher", () => {
  it("after a connection that recovered nothing, the next one recovers", async () => {
    const { scene, gateway } = await open();
    await scene.faults({ wsTokenLifetimeS: 600 });
    const heard = scene.live(gateway);
    await liveTimes(heard, 1);
    for (const body of ["one", "two", "three"]) await hears(scene, heard, body);
    await scene.faults({ recoveryFails: { errorCode: "WSG-1003", times: 1 }, dropSocket: true });
    await liveTimes(heard, 2);
    // The first session is too old to be recovered by now.
    await scene.faults({ advanceS: 200 });
    await scene.faults({ dropSocket: true });
    await liveTimes(heard, 3);
    await hears(scene, heard, "four");
    // The first, and the one after the recovery that failed; the third connection needed none.
    expect((await scene.requests(SUBSCRIPTION)).length).toBe(2);
  });
});

describe("2.3 a socket token that has expired", () => {
  it("costs no recovery: what came meanwhile is still told", async () => {
    const clock = createHandClock(Date.now());
    const { scene, heard } = await openLive(clock);
    await scene.faults({ dropSocket: true, advanceS: 60 });
    await eventually(() => expect(kinds(heard).at(-1)).toBe("connecting"));
    await scene.inbound("meanwhile");
    await eventually(async () => {
      await clock.turn(500);
      expect(heard.bodies()).toEqual(["meanwhile"]);
    });
    expect((await scene.requests(SUBSCRIPTION)).length).toBe(1);
  });
});

describe("2.7.10 registering twice doubles every event", () => {
  it("a second link takes the place of the first", async () => {
    const { scene, gateway, heard } = await openLive();
    const second = scene.live(gateway);
    await liveTimes(second, 1);
    await eventually(async () => expect(await scene.sockets()).toBe(1));
    await hears(scene, second);
    expect(heard.bodies()).toEqual([]);
  });
});

describe("2.7.11 a server that says nothing holds the link for a minute", () => {
  it("it is given up after twenty seconds", async () => {
    const clock = createHandClock(Date.now());
    const { scene, gateway } = await open(clock);
    await scene.faults({ silentSocket: true });
    const heard = scene.live(gateway);
    // The library reports nothing here: the state to wait for is that the timer of the socket runs.
    await eventually(async () => {
      await clock.turn(1_000);
      expect(kinds(heard)).toEqual(["connecting", "down"]);
    });
    await scene.calm();
    await clock.turn(2_000);
    await liveTimes(heard, 1);
  });
});

describe("2.6 a socket that died without a word is never noticed", () => {
  it.each([{ halfOpen: true }, { silentHeartbeats: true }])(
    "%o: a heartbeat without an answer ends it",
    async (fault) => {
      const clock = createHandClock(Date.now());
      const { scene, heard } = await openLive(clock);
      await scene.faults(fault);
      await clock.turn(31_000);
      const early = kinds(heard).length;
      await eventually(async () => {
        await clock.turn(500);
        expect(kinds(heard)).toEqual(["connecting", "live", "connecting", "live"]);
      });
      expect(early).toBe(2);
    },
  );

  it("waking up does not wait for a heartbeat", async () => {
    const clock = createHandClock(Date.now());
    const { scene, heard } = await openLive(clock);
    await scene.faults({ halfOpen: true });
    heard.link.wake();
    await liveTimes(heard, 2);
    await hears(scene, heard);
  });

  it("waking up asks again what was asked over a connection that is dead by now", async () => {
    const clock = createHandClock(Date.now());
    const { scene, gateway, heard } = await openLive(clock);
    await scene.faults({ swallowAnswers: { path: "/message-sync", times: 1 } });
    const changes = gateway.changesSince(null, clock.now() - 60_000);
    await eventually(async () => expect(await scene.requests("/message-sync")).toHaveLength(1));
    heard.link.wake();
    await clock.turn(500);
    await expect(changes).resolves.toMatchObject({ isFull: true });
  });

  it("heartbeats keep it from being closed as idle", async () => {
    const clock = createHandClock(Date.now());
    const { scene, heard } = await openLive(clock);
    // The server's jumps must not come between its own ping and the pong, nor outlive the token.
    await scene.faults({ pongTimeoutS: 100_000 });
    for (let each = 0; each < 3; each += 1) {
      await scene.faults({ advanceS: 1_000 });
      await clock.turn(31_000);
      await hears(scene, heard, `alive ${each}`);
    }
    expect(kinds(heard)).toEqual(["connecting", "live"]);
  });

  it("while it lives, the session's token is renewed every half hour", async () => {
    const clock = createHandClock(Date.now());
    const { scene } = await openLive(clock);
    const before = (await scene.requests("/oauth/token")).length;
    await clock.turn(31 * 60_000);
    await eventually(async () => expect((await scene.requests("/oauth/token")).length - before).toBe(1));
  });

  it("a session that expired under it is renewed, and the link with it", async () => {
    const clock = createHandClock(Date.now());
    const { scene, heard } = await openLive(clock);
    await clock.turn(61_000);
    await scene.faults({ expireTokens: true });
    await liveInTime(clock, heard, 2);
    await hears(scene, heard);
  });

  it("a session that was revoked under it is begun anew with the JWT, and the link with it", async () => {
    const clock = createHandClock(Date.now());
    const { scene, heard } = await openLive(clock);
    await clock.turn(61_000);
    await scene.faults({ revokeTokens: true });
    await liveInTime(clock, heard, 2);
    await hears(scene, heard);
  });
});
