import { describe, expect, it } from "vitest";
import { AppError } from "../../../main/core/ports/app-error.ts";
import { WokenError } from "../../../main/ringcentral/deadline.ts";
import { settled } from "../../harness/hand-clock.ts";
import { DAY, HOUR, refusal, startSession } from "./session-fixture.ts";

describe("a computer's clock that is set", () => {
  it.each([
    ["back by a day", -DAY],
    ["ahead by an hour", HOUR],
    ["ahead by ten days", 10 * DAY],
  ])("%s while Tern runs changes nothing about a session", async (_, jump) => {
    const { clock, session, grants } = startSession({ jwt: "" });
    clock.jump(jump);
    const token = await session.accessToken();
    await clock.turn(54 * 60_000);
    const early = grants.length;
    await clock.turn(2 * 60_000);
    expect([token, early, grants.length, session.isOver()]).toEqual(["token-0", 0, 1, false]);
  });

  it("ahead while Tern was off makes a token seem dead: it is renewed by trying, and the session goes on", async () => {
    const { session, kinds, ended } = startSession({ jwt: "", ageMs: 20 * DAY });
    expect([await session.accessToken(), kinds(), ended()]).toEqual(["token-1", ["refresh"], 0]);
  });

  it("back while Tern was off lets a token live no longer than it is made for", async () => {
    const { clock, session, grants } = startSession({ ageMs: -DAY });
    const token = await session.accessToken();
    await clock.turn(56 * 60_000);
    expect([token, grants.length]).toEqual(["token-0", 1]);
  });

  it("ahead does not end a session whose JWT is refused while its refresh token works", async () => {
    const { session, kinds } = startSession({
      ageMs: 20 * DAY,
      answer: ({ kind }) => (kind === "jwt" ? refusal : null),
    });
    expect([await session.accessToken(), kinds()]).toEqual(["token-2", ["jwt", "refresh"]]);
  });
});

describe("a renewal", () => {
  it("comes at least once a day, however long a token lives", async () => {
    const { clock, grants } = startSession({ lifetimeMs: 5 * DAY });
    await clock.turn(10 * DAY);
    expect(grants.length).toBeGreaterThanOrEqual(10);
  });

  it("that came due in a sleep is done at the wake, once for many wakes", async () => {
    const { clock, session, grants } = startSession({ lifetimeMs: 5 * DAY });
    clock.sleep(10 * HOUR);
    session.wake();
    await settled();
    const early = grants.length;
    clock.sleep(11 * HOUR);
    for (let each = 0; each < 20; each += 1) session.wake();
    await settled();
    expect([early, grants.length]).toEqual([0, 1]);
  });

  it("that came due in a sleep of half an hour under a socket is done at the wake", async () => {
    const { clock, session, grants } = startSession();
    session.socketOpened();
    clock.sleep(31 * 60_000);
    session.wake();
    await settled();
    expect(grants.length).toBe(1);
  });

  it("asked for before the computer slept is asked for again at the wake", async () => {
    const answers = [new WokenError(), new WokenError(), null];
    const { session, grants } = startSession({ answer: () => answers.shift() ?? null });
    expect([await session.replace("token-0"), grants.length]).toEqual(["token-3", 3]);
  });

  it("that waits for its turn keeps nobody from using the token that still works", async () => {
    const { clock, session, grants } = startSession({ turn: () => new Promise(() => undefined) });
    await clock.turn(56 * 60_000);
    expect([await session.accessToken(), grants.length]).toEqual(["token-0", 0]);
  });

  it("under way is waited for: the old token may be dead already", async () => {
    const { clock, session } = startSession({ answer: () => "hangs" });
    await clock.turn(56 * 60_000);
    let got: string | null = null;
    void session.accessToken().then((token) => (got = token));
    await settled();
    expect(got).toBeNull();
  });

  it.each([
    ["rate-limited", 1],
    ["no-network", 1],
    ["server-error", 3],
    ["bad-server", 3],
  ] as const)("that fails with %s is tried %i times and ends nothing", async (code, tries) => {
    const { clock, session, kinds, ended } = startSession({ jwt: "", answer: () => new AppError(code, "not now") });
    const failing = expect(session.replace("token-0")).rejects.toMatchObject({
      code: code === "bad-server" ? "server-error" : code,
    });
    await clock.turn(25_000);
    await failing;
    expect([kinds().length, ended(), session.isOver()]).toEqual([tries, 0, false]);
  });

  it("refused because an earlier one's answer was lost falls back on the JWT", async () => {
    const { session, kinds, ended } = startSession({
      answer: ({ kind }) => (kind === "refresh" ? refusal : null),
    });
    expect([await session.replace("token-0"), kinds(), ended()]).toEqual(["token-2", ["refresh", "jwt"], 0]);
  });
});

describe("the end of a session", () => {
  it("is told once, whoever asked and however often, and takes nothing away", async () => {
    const { clock, session, kinds, stored, ended } = startSession({ jwt: "", answer: () => refusal });
    const asked = [session.replace("token-0"), session.accessToken(), session.replace("token-0")];
    const codes = await Promise.all(asked.map((each) => each.catch((error: AppError) => error.code)));
    session.wake();
    await clock.turn(10 * DAY);
    expect([codes, kinds(), stored, ended()]).toEqual([["signed-out", "signed-out", "signed-out"], ["refresh"], [], 1]);
  });

  it("is told to whoever asks late", async () => {
    const { session } = startSession({ answer: () => refusal });
    await session.replace("token-0").catch(() => undefined);
    let told = 0;
    session.onEnded(() => {
      told += 1;
    });
    await settled();
    expect(told).toBe(1);
  });
});

describe("a token that the keychain does not take", () => {
  it("is used, and written again and again until it is taken", async () => {
    let isLocked = true;
    const { clock, session, storedTokens } = startSession({
      write: () => (isLocked ? Promise.reject(new AppError("storage", "locked")) : Promise.resolve()),
    });
    const token = await session.replace("token-0");
    await clock.turn(5 * 60_000);
    isLocked = false;
    const whileLocked = storedTokens();
    await clock.turn(10 * 60_000);
    expect([token, whileLocked, storedTokens()]).toEqual(["token-1", [], ["token-1"]]);
  });

  it("gives way to a newer one", async () => {
    let isLocked = true;
    const { clock, session, storedTokens } = startSession({
      write: () => (isLocked ? Promise.reject(new AppError("storage", "locked")) : Promise.resolve()),
    });
    await session.replace("token-0");
    isLocked = false;
    await session.replace("token-1");
    await clock.turn(HOUR / 2);
    expect(storedTokens()).toEqual(["token-2"]);
  });

  it("is written when the computer wakes, without waiting", async () => {
    let isLocked = true;
    const { session, storedTokens } = startSession({
      write: () => (isLocked ? Promise.reject(new AppError("storage", "locked")) : Promise.resolve()),
    });
    await session.replace("token-0");
    isLocked = false;
    session.wake();
    await settled();
    expect(storedTokens()).toEqual(["token-1"]);
  });

  it("does not hold up calls for ever while the keychain asks a person who is not there", async () => {
    const { clock, session } = startSession({ write: () => new Promise(() => undefined) });
    let got: string | null = null;
    const asked = session.replace("token-0").then((token) => (got = token));
    await clock.turn(14_000);
    const early = got;
    await clock.turn(2_000);
    await asked;
    expect([early, got]).toEqual([null, "token-1"]);
  });

  it("is never overtaken by an older one: there is one write at a time", async () => {
    const open: (() => void)[] = [];
    const { clock, session, storedTokens } = startSession({
      write: () =>
        new Promise((resolve) => {
          open.push(resolve);
        }),
    });
    const first = session.replace("token-0");
    await clock.turn(16_000);
    const second = session.replace(await first);
    await clock.turn(16_000);
    await second;
    const atOnce = open.length;
    open[0]?.();
    await settled();
    open[1]?.();
    await settled();
    expect([atOnce, storedTokens()]).toEqual([1, ["token-1", "token-2"]]);
  });

  it("is not written after the session ended: somebody else may be signed in by then", async () => {
    let isLocked = true;
    let isRefused = false;
    const { clock, session, stored } = startSession({
      answer: () => (isRefused ? refusal : null),
      write: () => (isLocked ? Promise.reject(new AppError("storage", "locked")) : Promise.resolve()),
    });
    await session.replace("token-0");
    isRefused = true;
    await session.replace("token-1").catch(() => undefined);
    isLocked = false;
    await clock.turn(HOUR);
    expect(stored).toEqual([]);
  });
});

describe("signing out", () => {
  it("takes six seconds at most, whatever does not answer", async () => {
    const { clock, session, revoked } = startSession({
      answer: () => "hangs",
      write: () => new Promise(() => undefined),
    });
    void session.replace("token-0").catch(() => undefined);
    await settled();
    let isOut = false;
    const leaving = session.signOut().then(() => (isOut = true));
    await clock.turn(2_900);
    const early = [isOut, revoked.length];
    await clock.turn(200);
    await leaving;
    expect([early, isOut, revoked]).toEqual([[false, 0], true, ["token-0"]]);
  });

  it("does not wait for a renewal that has not been asked for yet, and keeps it from being asked for", async () => {
    const { clock, session, grants } = startSession({
      turn: (signal) =>
        new Promise((_, reject) => {
          signal?.addEventListener("abort", () => reject(new Error("stopped")));
        }),
    });
    const renewing = expect(session.replace("token-0")).rejects.toMatchObject({ code: "signed-out" });
    await session.signOut();
    await renewing;
    await clock.turn(DAY);
    expect(grants).toEqual([]);
  });
});
