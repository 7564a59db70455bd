import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { createHandClock, settled } from "../../harness/hand-clock.ts";
import { eventually } from "../../harness/eventually.ts";
import { createTokens, openScene, type Scene } from "./scene.ts";

/**
 * What ringcentral's SDK does with tokens when one lets it, one test for each trap. The numbers are those of the notes on
 * the wire: 1.4 to 1.8 and 1.10.
 */
const TOKEN = "/restapi/oauth/token";

const grants = async (scene: Scene): Promise<readonly unknown[]> =>
  (await scene.requests(TOKEN)).map(({ body }) =>
    typeof body === "object" && body !== null && "grant_type" in body ? body.grant_type : null,
  );

const JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const A_DAY = 24 * 60 * 60_000;

describe("1.4 refreshing", () => {
  it("keeps the rotated token before anything is sent with it", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    await scene.faults({ expireTokens: true });
    const before = (await scene.requests("/extension/~")).length;
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const written: string[] = [];
    scene.tokens.write = async (token) => {
      written.push(token);
      await held;
    };
    const profile = gateway.profile();
    await eventually(() => expect(written.length).toBe(1));
    await settled();
    const whileHeld = (await scene.requests("/extension/~")).length;
    release();
    await profile;
    const after = (await scene.requests("/extension/~")).length;
    // The one that was refused, then nothing, then the one with the new token.
    expect([whileHeld - before, after - before]).toEqual([1, 2]);
  });

  it("goes on when the keychain does not take the rotated token", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    await scene.faults({ expireTokens: true });
    scene.tokens.write = () => Promise.reject(new Error("locked"));
    expect((await gateway.profile()).name).toBe("Dana Whitfield");
  });

  it("happens before the token expires, without a call that needs it", async () => {
    const clock = createHandClock(Date.now());
    const scene = await openScene({ clock });
    await scene.signIn();
    await clock.turn(54 * 60_000);
    const early = await grants(scene);
    await clock.turn(2 * 60_000);
    await eventually(async () => expect(await grants(scene)).toEqual([JWT, "refresh_token"]));
    expect(early).toEqual([JWT]);
  });

  it("takes up a session whose token died while Tern was off", async () => {
    const clock = createHandClock(Date.now());
    const scene = await openScene({ clock });
    await scene.signIn();
    await clock.turn(0);
    const later = createHandClock(Date.now() + A_DAY);
    const other = await openScene({ clock: later });
    const gateway = await other.provider.resume(
      { ...other.credentials, server: scene.server.server, jwt: "" },
      createTokens(await scene.tokens.read()),
    );
    expect((await gateway.profile()).name).toBe("Dana Whitfield");
    expect(await grants(scene)).toEqual([JWT, "refresh_token"]);
    await gateway.signOut();
  });

  it("falls back on the JWT where RingCentral issued no refresh token", async () => {
    const scene = await openScene();
    await scene.faults({ noRefreshToken: true });
    const gateway = await scene.signIn();
    await scene.faults({ expireTokens: true });
    await gateway.profile();
    expect(await grants(scene)).toEqual([JWT, JWT]);
  });
});

describe("1.5 on the wire", () => {
  it("a refused client is asked about once: the SDK would repeat the request", async () => {
    const scene = await openScene();
    await expect(scene.signIn({ clientSecret: "wrong" })).rejects.toMatchObject({ code: "bad-client" });
    expect((await scene.requests(TOKEN)).length).toBe(1);
  });

  it("access_token_ttl=-1 is never asked for after a 401", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    await scene.faults({ expireTokens: true });
    await gateway.profile();
    const last = (await scene.requests(TOKEN)).at(-1);
    expect(last?.body).toEqual({ grant_type: "refresh_token", refresh_token: "***" });
  });
});

describe("1.6 refresh", () => {
  it("is one for five calls that meet a dead token together", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    await scene.faults({ expireTokens: true });
    await Promise.all(Array.from({ length: 5 }, () => gateway.profile()));
    expect(await grants(scene)).toEqual([JWT, "refresh_token"]);
  });

  it("is not asked for by a status check: being offline is not being signed out", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    let ended = 0;
    gateway.onEnded(() => {
      ended += 1;
    });
    await scene.faults({ expireTokens: true });
    await scene.server.close();
    await expect(gateway.profile()).rejects.toMatchObject({ code: "no-network" });
    expect(ended).toBe(0);
  });
});

describe("1.7 storage", () => {
  it("is one for each account: two people signed in at once stay who they are", async () => {
    const scene = await openScene();
    const [, sam] = scene.server.users;
    const dana = await scene.signIn();
    const other = await scene.signIn({ jwt: sam?.jwt ?? "" });
    const profiles = await Promise.all([dana.profile(), other.profile(), dana.profile(), other.profile()]);
    expect(profiles.map(({ name }) => name)).toEqual(["Dana Whitfield", "Sam Okafor", "Dana Whitfield", "Sam Okafor"]);
  });

  it.each([
    ["is torn", { reset: true, status: 500 }, 1, 0],
    ["meets a full minute", { status: 429, retryAfter: 30 }, 1, 31_000],
    ["meets a failing server", { status: 503 }, 3, 10_000],
    ["meets a gateway's page", { status: 502, html: true }, 3, 10_000],
  ])("survives a refresh that %s", async (_, rule, tries, waitMs) => {
    const clock = createHandClock(Date.now());
    const scene = await openScene({ clock });
    await scene.signIn();
    await clock.turn(61_000);
    // Without the JWT: what is lost here stays lost.
    const gateway = await scene.resume({ jwt: "" });
    await scene.faults({ expireTokens: true, answer: { path: TOKEN, times: tries, ...rule } });
    const failing = gateway.profile().then(
      () => "worked",
      () => "failed",
    );
    for (let tried = 1; tried <= tries; tried += 1) {
      await eventually(async () => expect((await scene.requests(TOKEN)).length).toBe(1 + tried));
      if (tried < tries) await clock.turn(waitMs);
    }
    const first = await failing;
    await clock.turn(waitMs);
    expect([first, (await gateway.profile()).name]).toEqual(["failed", "Dana Whitfield"]);
  });

  it("is not given up because a token just renewed is refused: that passes", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    await scene.faults({ answer: { path: "/phone-number", status: 401, errorCode: "OAU-213", times: 2 } });
    await expect(gateway.senderNumbers()).rejects.toMatchObject({ code: "server-error" });
    expect(await gateway.senderNumbers()).not.toEqual([]);
  });

  it("is given up for a refresh token that RingCentral refuses", async () => {
    const scene = await openScene();
    await scene.signIn();
    const gateway = await scene.resume({ jwt: "" });
    await scene.faults({ revokeTokens: true });
    await expect(gateway.profile()).rejects.toMatchObject({ code: "signed-out" });
  });
});

describe("1.8 what is logged", () => {
  it("holds no token, secret, JWT, number or text, whatever fails", async () => {
    const clock = createHandClock(Date.now());
    const scene = await openScene({ clock });
    const gateway = await scene.signIn();
    const tokens = await scene.tokens.read();
    const heard = scene.live(gateway);
    await scene.faults({
      answer: [
        { path: "/sms", status: 403, errorCode: "MSG-242", times: 1 },
        { path: "/subscription", status: 500, errorCode: "CMN-201", times: 1 },
        { path: "/phone-number", status: 404, times: 1 },
      ],
    });
    const outgoing = { kind: "text" as const, own: "+16505550100", others: ["+14155550121"], body: "the words" };
    await expect(gateway.send({ ...outgoing, attachments: [] })).rejects.toThrow();
    await expect(gateway.senderNumbers()).rejects.toThrow();
    await eventually(async () => {
      await clock.turn(500);
      expect(heard.links.some(({ kind }) => kind === "live")).toBe(true);
    });
    await scene.faults({ garbageFrame: "the words" });
    await clock.turn(61_000);
    await scene.faults({ revokeTokens: true });
    await gateway.profile();
    await eventually(async () => {
      await clock.turn(500);
      expect(heard.links.filter(({ kind }) => kind === "live").length).toBe(2);
    });
    const log = inspect(scene.log.lines, { depth: 20 });
    const { accessToken, refreshToken } = JSON.parse(tokens ?? "{}") as Record<string, string>;
    const secrets = [accessToken, refreshToken, scene.credentials.jwt, scene.credentials.clientSecret];
    const leaked = [...secrets, "the words", "5550100", "5550121"].filter((each) => each && log.includes(each));
    expect([leaked, log.length > 100]).toEqual([[], true]);
  });
});

describe("1.10 without an answer", () => {
  it("a call ends after half a minute: the SDK would wait for ever", async () => {
    const clock = createHandClock(Date.now());
    const scene = await openScene({ clock });
    const gateway = await scene.signIn();
    await scene.faults({ swallowAnswers: { path: "/phone-number", times: 10 } });
    const failing = expect(gateway.senderNumbers()).rejects.toMatchObject({ code: "no-network" });
    await eventually(async () => expect((await scene.requests("/phone-number")).length).toBe(1));
    await clock.turn(31_000);
    await failing;
  });

  it("signing in ends too", async () => {
    const clock = createHandClock(Date.now());
    const scene = await openScene({ clock });
    await scene.faults({ swallowAnswers: { path: TOKEN } });
    const failing = expect(scene.signIn()).rejects.toMatchObject({ code: "no-network" });
    await eventually(async () => expect((await scene.requests(TOKEN)).length).toBe(1));
    await clock.turn(21_000);
    await failing;
  });
});
