import { describe, expect, it } from "vitest";
import type { Gateway } from "../../../main/core/ports/gateway.ts";
import { createHandClock, settled } from "../../harness/hand-clock.ts";
import { eventually } from "../../harness/eventually.ts";
import { createTokens, liveTimes, openScene, type Scene } from "./scene.ts";

const TOKEN = "/restapi/oauth/token";
const JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

const grants = async (scene: Scene): Promise<readonly unknown[]> =>
  (await scene.requests(TOKEN)).map(({ body }) =>
    typeof body === "object" && body !== null && "grant_type" in body ? body.grant_type : null,
  );

const watchEnd = (gateway: Gateway): (() => number) => {
  let ended = 0;
  gateway.onEnded(() => {
    ended += 1;
  });
  return () => ended;
};

describe("Tern, closed for eight days", () => {
  const comeBack = async (jwt: "with" | "without", clockError = 0) => {
    const scene = await openScene();
    await scene.signIn();
    const kept = await scene.tokens.read();
    await scene.faults({ advanceS: (8 * DAY) / 1000 });
    const clock = createHandClock(Date.now() + 8 * DAY + clockError);
    const later = await openScene({ clock });
    const tokens = createTokens(kept);
    const gateway = await later.provider.resume(
      { ...scene.credentials, jwt: jwt === "with" ? scene.credentials.jwt : "" },
      tokens,
    );
    return { scene, gateway, tokens, kept, ended: watchEnd(gateway) };
  };

  it.each([
    ["right", 0],
    ["a month behind", -30 * DAY],
    ["a month ahead", 30 * DAY],
  ])("signs in again by itself with its JWT, the computer's clock being %s", async (_, clockError) => {
    const { scene, gateway, tokens, ended } = await comeBack("with", clockError);
    expect((await gateway.profile()).name).toBe("Dana Whitfield");
    expect([(await grants(scene)).at(-1), tokens.written.length, ended()]).toEqual([JWT, 1, 0]);
    await gateway.signOut();
  });

  it("ends the session once where no JWT is left, and throws nothing away", async () => {
    const { gateway, tokens, kept, ended } = await comeBack("without");
    const asked = await Promise.allSettled([gateway.profile(), gateway.senderNumbers(), gateway.profile()]);
    expect([
      asked.map((each) => each.status === "rejected" && (each.reason as { code?: string }).code),
      ended(),
      await tokens.read(),
    ]).toEqual([["signed-out", "signed-out", "signed-out"], 1, kept]);
  });
});

describe("a refresh whose answer is lost", () => {
  it("is asked for again and given the same token: RingCentral remembers it a while", async () => {
    const scene = await openScene();
    await scene.signIn();
    const gateway = await scene.resume({ jwt: "" });
    const ended = watchEnd(gateway);
    await scene.faults({ expireTokens: true, resetAfterWork: { path: TOKEN } });
    await expect(gateway.profile()).rejects.toMatchObject({ code: "no-network" });
    expect([(await gateway.profile()).name, ended()]).toEqual(["Dana Whitfield", 0]);
  });

  it("falls back on the JWT when RingCentral has forgotten it, and signs nobody out", async () => {
    const clock = createHandClock(Date.now());
    const scene = await openScene({ clock });
    const gateway = await scene.signIn();
    const ended = watchEnd(gateway);
    await clock.turn(61_000);
    await scene.faults({ expireTokens: true, resetAfterWork: { path: TOKEN } });
    await expect(gateway.profile()).rejects.toMatchObject({ code: "no-network" });
    await scene.faults({ advanceS: (2 * HOUR) / 1000 });
    expect([(await gateway.profile()).name, await grants(scene), ended()]).toEqual([
      "Dana Whitfield",
      [JWT, "refresh_token", "refresh_token", JWT],
      0,
    ]);
  });
});

describe("the token endpoint", () => {
  it.each([
    ["400 of something else", { status: 400, html: true }],
    ["401 of a proxy", { status: 401, html: true }],
    ["403 of a firewall", { status: 403, html: true }],
    ["404", { status: 404, html: true }],
    ["408", { status: 408, errorCode: "CMN-201" }],
    ["429", { status: 429, errorCode: "CMN-301", retryAfter: 20 }],
    ["429 without saying for how long", { status: 429, errorCode: "CMN-301" }],
    ["500", { status: 500, errorCode: "CMN-201" }],
    ["503 while it is being worked on", { status: 503, errorCode: "CMN-201", retryAfter: 40 }],
    ["a redirect", { status: 302, empty: true }],
    ["something that is no token", { status: 200, empty: true }],
  ])("answering %s does not end a session", async (_, rule) => {
    const clock = createHandClock(Date.now());
    const scene = await openScene({ clock });
    await scene.signIn();
    await clock.turn(61_000);
    const gateway = await scene.resume({ jwt: "" });
    const ended = watchEnd(gateway);
    await scene.faults({ expireTokens: true, answer: { path: TOKEN, times: 3, ...rule } });
    let name = "";
    await eventually(async () => {
      await clock.turn(5_000);
      ({ name } = await Promise.race([gateway.profile(), settled().then(() => ({ name: "not yet" }))]));
      expect(name).toBe("Dana Whitfield");
    });
    expect(ended()).toBe(0);
  });

  it.each([
    ["a dead refresh token", { status: 400, errorCode: "OAU-213" }],
    ["a client it does not know", { status: 401, errorCode: "OAU-146" }],
    ["an extension that may not sign in", { status: 403, errorCode: "OAU-105" }],
  ])("refusing %s ends it", async (_, rule) => {
    const scene = await openScene();
    await scene.signIn();
    const gateway = await scene.resume({ jwt: "" });
    const ended = watchEnd(gateway);
    await scene.faults({ expireTokens: true, answer: { path: TOKEN, ...rule } });
    await expect(gateway.profile()).rejects.toMatchObject({ code: "signed-out" });
    expect(ended()).toBe(1);
  });
});

describe("a sleep", () => {
  it.each([
    ["ten minutes", 10 * 60_000],
    ["ten days", 10 * DAY],
  ])("of %s is over: live again, and what came is read, without time passing", async (_, ms) => {
    const clock = createHandClock(Date.now());
    const scene = await openScene({ clock });
    const gateway = await scene.signIn();
    const ended = watchEnd(gateway);
    const heard = scene.live(gateway);
    await liveTimes(heard, 1);
    const { cursor } = await gateway.changesSince(null, clock.now() - DAY);
    await clock.turn(61_000);
    await scene.faults({ halfOpen: true });
    clock.sleep(ms);
    await scene.faults({ advanceS: ms / 1000 });
    await scene.inbound("while you slept");
    const asleepAt = clock.steady();
    heard.link.wake();
    await liveTimes(heard, 2);
    const { texts } = await gateway.changesSince(cursor, clock.now() - 30 * DAY);
    await eventually(async () => expect(await scene.sockets()).toBe(1));
    expect([texts.map(({ body }) => body), clock.steady() - asleepAt, ended()]).toEqual([["while you slept"], 0, 0]);
  });
});

describe("an event that is lost on the way", () => {
  it("is told as a change with the next one, at once", async () => {
    const clock = createHandClock(Date.now());
    const scene = await openScene({ clock });
    const heard = scene.live(await scene.signIn());
    await liveTimes(heard, 1);
    await scene.faults({ loseEvents: 1 });
    await scene.inbound("lost");
    await settled();
    const before = heard.changes();
    await scene.inbound("heard");
    await eventually(() => expect(heard.changes()).toBe(1));
    expect(before).toBe(0);
  });

  it("is nothing that events twice, late or in another order could be taken for", async () => {
    const clock = createHandClock(Date.now());
    const scene = await openScene({ clock });
    const heard = scene.live(await scene.signIn());
    await liveTimes(heard, 1);
    await scene.faults({ duplicateEvents: 3, duplicateEventsAnew: 3, reorderEvents: 4 });
    for (let each = 0; each < 12; each += 1) await scene.inbound(`text ${each}`);
    await eventually(() => expect(new Set(heard.bodies()).size).toBe(12));
    expect(heard.changes()).toBe(0);
  });
});

describe("a first reading of many texts", () => {
  it("with some that arrive and go meanwhile ends, with the next one, at what RingCentral has", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    const ids = await scene.inboundMany({
      from: "+14155550121",
      to: "+16505550100",
      count: 700,
      quiet: true,
      overS: 60,
    });
    const progress: (readonly [number, number | null])[] = [];
    const meanwhile: Promise<unknown>[] = [];
    const full = await gateway.changesSince(null, Date.now() - DAY, (...told) => {
      progress.push(told);
      meanwhile.push(scene.inbound(`meanwhile ${progress.length}`));
      if (progress.length === 2) meanwhile.push(scene.deleteElsewhere({ ids: ids.slice(600, 640) }));
    });
    await Promise.all(meanwhile);
    const news = await gateway.changesSince(full.cursor, Date.now() - DAY);
    const have = new Set([...full.texts, ...news.texts].map(({ providerId }) => providerId));
    for (const id of news.removed) have.delete(id);
    const alive = (await scene.messages())
      .filter(({ availability }) => availability === "Alive")
      .map(({ id }) => String(id));
    expect([[...have].toSorted(), full.isFull, news.isFull, Math.abs((full.at ?? 0) - Date.now()) < 60_000]).toEqual([
      alive.toSorted(),
      true,
      false,
      true,
    ]);
    expect([progress[0], progress.at(-1)?.[0], progress.length > 3]).toEqual([[250, null], expect.any(Number), true]);
  });
});

describe("signing out", () => {
  it("takes six seconds at most though nothing answers: neither socket, nor renewal, nor revocation", async () => {
    const clock = createHandClock(Date.now());
    const scene = await openScene({ clock });
    const gateway = await scene.signIn();
    const heard = scene.live(gateway);
    await liveTimes(heard, 1);
    await scene.faults({ expireTokens: true, keepSocketOnTokenExpiry: true, halfOpen: true });
    await scene.faults({ swallowAnswers: { path: "/restapi/oauth/", times: 100 } });
    const profile = gateway.profile().catch(() => null);
    await eventually(async () => expect((await scene.requests(TOKEN)).length).toBe(2));
    const started = clock.steady();
    let took: number | null = null;
    const leaving = gateway.signOut().then(() => (took = clock.steady() - started));
    await eventually(async () => {
      await clock.turn(500);
      expect(took).not.toBeNull();
    });
    await leaving;
    await clock.turn(20_000);
    await profile;
    await scene.calm();
    expect(took).toBeLessThanOrEqual(6_500);
  });
});
