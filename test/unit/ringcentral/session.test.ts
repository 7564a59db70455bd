import { describe, expect, it } from "vitest";
import { AppError } from "../../../main/core/ports/app-error.ts";
import { settled } from "../../harness/hand-clock.ts";
import { createTestSdk, DAY, HOUR, refusal, startSession } from "./session-fixture.ts";

describe("a session", () => {
  it("renews once for everybody who meets the same refused token, early or late", async () => {
    const { session, grants } = startSession();
    const early = await Promise.all([session.replace("token-0"), session.replace("token-0"), session.accessToken()]);
    const late = await session.replace("token-0");
    expect([early, late, grants.length]).toEqual([["token-1", "token-1", "token-1"], "token-1", 1]);
  });

  it("renews for each token that is refused", async () => {
    const { session } = startSession();
    expect([await session.replace("token-0"), await session.replace("token-1")]).toEqual(["token-1", "token-2"]);
  });

  it("renews by itself before the token expires, at least every hour, for ever", async () => {
    const { clock, grants } = startSession();
    await clock.turn(24 * HOUR);
    expect(grants.length).toBeGreaterThanOrEqual(24);
  });

  it("renews every half hour while a socket is open, and less often afterwards", async () => {
    const { clock, session, grants } = startSession();
    const closed = session.socketOpened();
    await clock.turn(2 * HOUR);
    const whileOpen = grants.length;
    closed();
    await clock.turn(2 * HOUR);
    expect([whileOpen, grants.length - whileOpen]).toEqual([4, 2]);
  });

  it("never renews by itself more than three times a minute, however short a token lives", async () => {
    const { clock, grants } = startSession({ lifetimeMs: 1_000 });
    await clock.turn(60_000);
    expect(grants.length).toBeLessThanOrEqual(3);
  });

  it("tries again when the network is not there, and does not end", async () => {
    let isOffline = true;
    const { clock, session, grants } = startSession({
      answer: () => (isOffline ? new AppError("no-network", "offline") : null),
    });
    await clock.turn(2 * HOUR);
    isOffline = false;
    const offline = grants.length;
    await clock.turn(61_000);
    expect([offline > 10, session.isOver(), await session.accessToken()]).toEqual([
      true,
      false,
      `token-${offline + 1}`,
    ]);
  });

  it("tells until when it lasts by itself: the age limit of the refresh token, new with each renewal", async () => {
    const { clock, session } = startSession({ ageMs: 2 * DAY });
    const ends: number[] = [];
    session.onTerm(({ endsAt }) => void ends.push(endsAt));
    const now = clock.now();
    await session.accessToken();
    expect(ends).toEqual([now + 5 * DAY, now + 7 * DAY]);
  });

  it("tells whether the JWT could begin it anew", async () => {
    const terms: boolean[] = [];
    for (const jwt of ["the jwt", " "])
      startSession({ jwt }).session.onTerm(({ signsInAgain }) => void terms.push(signsInAgain));
    expect(terms).toEqual([true, false]);
  });

  it("that has been stopped, or is over, tells of no term", async () => {
    const [stopped, over] = [startSession(), startSession({ answer: () => refusal })];
    await stopped.session.stop();
    await over.session.replace("token-0").catch(() => undefined);
    const terms: unknown[] = [];
    for (const { session } of [stopped, over]) session.onTerm((term) => void terms.push(term));
    expect(terms).toEqual([]);
  });

  it("takes the JWT when the refresh token is refused, and ends when that is refused too", async () => {
    const { session, kinds, ended } = startSession({ answer: () => refusal });
    await expect(session.replace("token-0")).rejects.toMatchObject({ code: "signed-out" });
    await expect(session.accessToken()).rejects.toMatchObject({ code: "signed-out" });
    expect([kinds(), ended()]).toEqual([["refresh", "jwt"], 1]);
  });

  it("renews and stores nothing after signing out", async () => {
    const { clock, session, grants, stored, revoked } = startSession();
    await session.signOut();
    await clock.turn(24 * HOUR);
    expect([grants, stored, revoked]).toEqual([[], [], ["token-0"]]);
  });

  it("does not wait for its turn to revoke while requests for tokens are used up, and revokes when it comes", async () => {
    const turn = Promise.withResolvers<void>();
    const patience: number[] = [];
    const { session, revoked } = startSession({
      revoke: (patienceMs) => {
        patience.push(patienceMs);
        return patienceMs === 0 ? Promise.reject(new AppError("rate-limited", "used up")) : turn.promise;
      },
    });
    await session.signOut();
    expect([patience, revoked]).toEqual([
      [0, 70_000],
      ["token-0", "token-0"],
    ]);
    turn.resolve();
  });

  it("leaves a token to expire that can never be revoked", async () => {
    const { session, revoked } = startSession({
      revoke: () => Promise.reject(new AppError("rate-limited", "used up")),
    });
    await session.signOut();
    await settled();
    expect(revoked).toEqual(["token-0", "token-0"]);
  });

  it("does not store a token that came while signing out, and revokes that one", async () => {
    const { session, stored, revoked } = startSession();
    const renewing = session.replace("token-0");
    await session.signOut();
    await renewing;
    expect([stored, revoked]).toEqual([[], ["token-1"]]);
  });
});

describe("the SDK's storage", () => {
  const tokenOf = async (sdk: ReturnType<typeof createTestSdk>) => (await sdk.platform().auth().data()).access_token;

  it("is one's own even for two of the same account, and nothing is left in it after cleaning", async () => {
    const [one, other] = [createTestSdk(), createTestSdk()];
    await one.platform().auth().setData({ access_token: "first", expires_in: "60" });
    const before = [await tokenOf(one), await tokenOf(other)];
    await one.cache().clean();
    expect([before, await tokenOf(one)]).toEqual([["first", ""], ""]);
  });
});
