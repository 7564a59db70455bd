import { describe, expect, it } from "vitest";
import type { RateGroup } from "../../../main/ringcentral/rate-groups.ts";
import { createRateLimits, type RateLimits } from "../../../main/ringcentral/rate-limits.ts";
import { keepingNothing } from "../../harness/limits-in-memory.ts";
import { createHandClock, MONDAY_MORNING, settled } from "../../harness/hand-clock.ts";

const start = () => {
  const clock = createHandClock();
  return { clock, limits: createRateLimits({ clock, kept: keepingNothing }) };
};

const admit = async (limits: RateLimits, group: RateGroup, times: number): Promise<void> => {
  for (let each = 0; each < times; each += 1) await limits.admit(group, 0);
};

describe("the rate limits", () => {
  it("let four requests for tokens go in a minute, and the fifth after it", async () => {
    const { clock, limits } = start();
    await admit(limits, "auth", 4);
    let went = false;
    const fifth = limits.admit("auth", 120_000).then(() => (went = true));
    await clock.turn(59_000);
    const before = went;
    await clock.turn(2_000);
    await fifth;
    expect([before, went]).toEqual([false, true]);
  });

  it("say at once how long it takes if that is longer than one would wait", async () => {
    const { limits } = start();
    await admit(limits, "heavy", 10);
    await expect(limits.admit("heavy", 1_000)).rejects.toMatchObject({ code: "rate-limited", retryAfterMs: 60_250 });
  });

  it("let nothing go for a minute after a 429 that does not say for how long", async () => {
    const { clock, limits } = start();
    limits.learn("light", 429, new Headers());
    await clock.turn(59_000);
    await expect(limits.admit("light", 0)).rejects.toMatchObject({ code: "rate-limited" });
    await clock.turn(2_000);
    await limits.admit("light", 0);
  });

  it("wait as long as a 429 says", async () => {
    const { limits } = start();
    limits.learn("medium", 429, new Headers({ "retry-after": "7" }));
    await expect(limits.admit("medium", 0)).rejects.toMatchObject({ retryAfterMs: 7_250 });
  });

  it("hold one group back without the others", async () => {
    const { limits } = start();
    limits.learn("medium", 429, new Headers());
    await limits.admit("light", 0);
    await settled();
  });

  it("learn the app's own limit from the headers", async () => {
    const { limits } = start();
    limits.learn("heavy", 200, new Headers({ "x-rate-limit-group": "heavy", "x-rate-limit-limit": "2" }));
    await admit(limits, "heavy", 2);
    await expect(limits.admit("heavy", 0)).rejects.toMatchObject({ code: "rate-limited" });
  });

  it("stop before the 429 when the headers say that none is left", async () => {
    const { limits } = start();
    await limits.admit("light", 0);
    const headers = { "x-rate-limit-group": "light", "x-rate-limit-remaining": "0", "x-rate-limit-window": "60" };
    limits.learn("light", 200, new Headers(headers));
    await expect(limits.admit("light", 0)).rejects.toMatchObject({ code: "rate-limited" });
  });

  it("let one go again that never left this computer", async () => {
    const { limits } = start();
    await admit(limits, "auth", 3);
    const takeBack = await limits.admit("auth", 0);
    takeBack();
    await limits.admit("auth", 0);
    await expect(limits.admit("auth", 0)).rejects.toMatchObject({ code: "rate-limited" });
  });

  it("keep whoever waits waiting when a 429 comes meanwhile, and then let go no more than allowed", async () => {
    const { clock, limits } = start();
    await admit(limits, "auth", 4);
    let went = 0;
    const waiting = Array.from({ length: 6 }, () => limits.admit("auth", 600_000).then(() => (went += 1)));
    await clock.turn(30_000);
    limits.learn("auth", 429, new Headers({ "retry-after": "60" }));
    const seen: number[] = [];
    for (const ms of [59_000, 2_000, 58_000, 3_000]) {
      await clock.turn(ms);
      seen.push(went);
    }
    await Promise.all(waiting);
    expect(seen).toEqual([0, 4, 4, 6]);
  });

  it("stop waiting when told to, and count nothing", async () => {
    const { limits } = start();
    await admit(limits, "auth", 4);
    const stopping = new AbortController();
    const waiting = limits.admit("auth", 120_000, stopping.signal);
    stopping.abort();
    await expect(waiting).rejects.toThrow();
    await expect(limits.admit("auth", 0, AbortSignal.abort())).rejects.toThrow();
  });

  it("never let more than four requests for tokens go in a minute, whatever the headers allow", async () => {
    const { limits } = start();
    limits.learn("auth", 200, new Headers({ "X-Rate-Limit-Group": "auth", "X-Rate-Limit-Limit": "100" }));
    await admit(limits, "auth", 4);
    await expect(limits.admit("auth", 0)).rejects.toMatchObject({ code: "rate-limited" });
  });

  it("learn for the group the headers name, whatever its spelling", async () => {
    const { limits } = start();
    limits.learn("light", 200, new Headers({ "X-RATE-LIMIT-GROUP": " Heavy ", "x-rate-limit-LIMIT": "1" }));
    await admit(limits, "light", 50);
    await admit(limits, "heavy", 1);
    await expect(limits.admit("heavy", 0)).rejects.toMatchObject({ code: "rate-limited" });
  });

  it("shut both groups where a 429 names another one than was thought", async () => {
    const { limits } = start();
    limits.learn("light", 429, new Headers({ "x-rate-limit-group": "medium", "retry-after": "7" }));
    await expect(limits.admit("light", 0)).rejects.toMatchObject({ retryAfterMs: 7_250 });
    await expect(limits.admit("medium", 0)).rejects.toMatchObject({ retryAfterMs: 7_250 });
  });

  it.each([
    [{}],
    [{ "x-rate-limit-group": "enormous", "x-rate-limit-limit": "1", "x-rate-limit-remaining": "0" }],
    [{ "x-rate-limit-group": "heavy", "x-rate-limit-limit": "0" }],
    [{ "x-rate-limit-group": "heavy", "x-rate-limit-limit": "-3", "x-rate-limit-remaining": "none" }],
    [{ "x-rate-limit-group": "heavy", "x-rate-limit-limit": "NaN", "x-rate-limit-remaining": "" }],
    [{ "x-rate-limit-group": "heavy", "x-rate-limit-limit": "1e3", "x-rate-limit-window": "soon" }],
  ])("go by the defaults where the headers %o say nothing", async (headers) => {
    const { limits } = start();
    limits.learn("heavy", 200, new Headers(headers));
    await admit(limits, "heavy", 10);
    await expect(limits.admit("heavy", 0)).rejects.toMatchObject({ code: "rate-limited", retryAfterMs: 60_250 });
  });

  it("wait a whole window when none is left though we have sent few: somebody else uses the account", async () => {
    const { clock, limits } = start();
    await limits.admit("light", 0);
    await clock.turn(50_000);
    const headers = { "x-rate-limit-group": "light", "x-rate-limit-remaining": "0", "x-rate-limit-window": "90" };
    limits.learn("light", 200, new Headers(headers));
    await expect(limits.admit("light", 0)).rejects.toMatchObject({ retryAfterMs: 90_250 });
  });

  it.each([
    ["seconds", { "retry-after": "12" }, 12_250],
    [
      "a date by the server's clock",
      { date: dateAt(-86_400_000), "retry-after": dateAt(-86_400_000 + 12_000) },
      12_250,
    ],
    ["a date without the server's clock", { "retry-after": dateAt(12_000) }, 12_250],
    ["a date long past", { "retry-after": dateAt(-86_400_000) }, 250],
    ["nothing readable", { "retry-after": "shortly" }, 60_250],
    ["more than a day", { "retry-after": "86401" }, 60_250],
    ["a date that cannot be", { "retry-after": dateAt(400 * 86_400_000) }, 60_250],
  ])("wait after a 429 that says %s", async (_, headers, expected) => {
    const { limits } = start();
    limits.learn("light", 429, new Headers(headers));
    await expect(limits.admit("light", 0)).rejects.toMatchObject({ retryAfterMs: expected });
  });

  it("ask for no token while the token endpoint says that it is being worked on", async () => {
    const { limits } = start();
    limits.learn("auth", 503, new Headers({ "retry-after": "30" }));
    limits.learn("light", 503, new Headers({ "retry-after": "30" }));
    await limits.admit("light", 0);
    await expect(limits.admit("auth", 0)).rejects.toMatchObject({ retryAfterMs: 30_250 });
  });
});

describe("a computer's clock that is set", () => {
  it.each([
    ["back by a day", -86_400_000],
    ["ahead by a day", 86_400_000],
    ["ahead by a minute", 60_000],
  ])("%s neither stretches nor cuts a penalty", async (_, jump) => {
    const { clock, limits } = start();
    limits.learn("light", 429, new Headers());
    await clock.turn(10_000);
    clock.jump(jump);
    await expect(limits.admit("light", 0)).rejects.toMatchObject({ retryAfterMs: 50_250 });
    await clock.turn(50_250);
    await limits.admit("light", 0);
  });

  it.each([
    ["back by a day", -86_400_000],
    ["ahead by a day", 86_400_000],
  ])("%s neither stretches nor cuts the minute that requests are counted in", async (_, jump) => {
    const { clock, limits } = start();
    await admit(limits, "auth", 4);
    clock.jump(jump);
    let went = false;
    const fifth = limits.admit("auth", 120_000).then(() => (went = true));
    await clock.turn(60_000);
    const before = went;
    await clock.turn(250);
    await fifth;
    expect([before, went]).toEqual([false, true]);
  });
});

describe("a sleep", () => {
  it("counts: who waited for a penalty goes when the computer wakes after it", async () => {
    const { clock, limits } = start();
    limits.learn("light", 429, new Headers());
    let went = false;
    const waiting = limits.admit("light", 90_000).then(() => (went = true));
    await clock.turn(1_000);
    clock.sleep(600_000);
    await settled();
    const asleep = went;
    limits.wake();
    await waiting;
    expect([asleep, went]).toEqual([false, true]);
  });

  it("shorter than the penalty leaves the rest of it to be waited", async () => {
    const { clock, limits } = start();
    limits.learn("light", 429, new Headers());
    let went = false;
    const waiting = limits.admit("light", 90_000).then(() => (went = true));
    clock.sleep(30_000);
    limits.wake();
    await clock.turn(30_000);
    const early = went;
    await clock.turn(250);
    await waiting;
    expect([early, went]).toEqual([false, true]);
  });
});

/** An HTTP date, so many milliseconds from the beginning of the test. */
function dateAt(ms: number): string {
  return new Date(MONDAY_MORNING + ms).toUTCString();
}
