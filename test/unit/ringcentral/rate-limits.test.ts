import { describe, expect, it } from "vitest";
import { createRateLimits, type RateGroup, type RateLimits } from "../../../main/ringcentral/rate-limits.ts";
import { createHandClock, settled } from "../../harness/hand-clock.ts";

const start = () => {
  const clock = createHandClock();
  return { clock, limits: createRateLimits({ clock }) };
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
});
