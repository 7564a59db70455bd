import { describe, expect, it } from "vitest";
import type { LimitsStore } from "../../../main/core/ports/gateway.ts";
import { createKeptLimits } from "../../../main/ringcentral/kept-limits.ts";
import { createRateLimits, type RateLimits } from "../../../main/ringcentral/rate-limits.ts";
import { createHandClock, type HandClock, MONDAY_MORNING } from "../../harness/hand-clock.ts";
import { createLimitsInMemory } from "../../harness/limits-in-memory.ts";

const APP = { server: "https://platform.ringcentral.com", clientId: "the-client-id" };

/** A run of Tern over what the last one left, at a moment of the computer's clock. */
const begin = (
  store: LimitsStore,
  now: number,
  app = APP,
): { readonly clock: HandClock; readonly limits: RateLimits } => {
  const clock = createHandClock(now);
  return { clock, limits: createRateLimits({ clock, kept: createKeptLimits({ store, ...app, clock }) }) };
};

const penalty = new Headers({ "retry-after": "50" });

/** How long this group is shut; 0 if a request may go. */
const shutFor = async ({ admit }: RateLimits, group: "light" | "auth" = "light"): Promise<unknown> => {
  try {
    const takeBack = await admit(group, 0);
    takeBack();
    return 0;
  } catch (error) {
    return error instanceof Error && "retryAfterMs" in error ? error.retryAfterMs : error;
  }
};

describe("a penalty of an earlier run", () => {
  it.each([
    ["goes on where it was", 20_000, 30_250],
    ["is over when its time is", 51_000, 0],
    ["holds no longer than it was to when the clock was set back by a day meanwhile", -86_400_000, 50_250],
  ])("%s", async (_, laterMs, left) => {
    const store = createLimitsInMemory();
    begin(store, MONDAY_MORNING).limits.learn("light", 429, penalty);
    expect(await shutFor(begin(store, MONDAY_MORNING + laterMs).limits)).toBe(left);
  });

  it("does not begin anew with each start by a clock that was set back", async () => {
    const store = createLimitsInMemory();
    begin(store, MONDAY_MORNING).limits.learn("light", 429, penalty);
    begin(store, MONDAY_MORNING - 86_400_000);
    expect(await shutFor(begin(store, MONDAY_MORNING - 86_400_000 + 45_000).limits)).toBe(5_250);
  });

  it("holds for one group of one app at one server", async () => {
    const store = createLimitsInMemory();
    begin(store, MONDAY_MORNING).limits.learn("light", 429, penalty);
    const other = begin(store, MONDAY_MORNING, { ...APP, clientId: "another" });
    other.limits.learn("medium", 429, penalty);
    const same = begin(store, MONDAY_MORNING);
    await same.limits.admit("medium", 0);
    expect([await shutFor(other.limits), await shutFor(same.limits)]).toEqual([0, 50_250]);
  });

  it.each([
    ["nothing that can be read", "}{"],
    ["another shape", { at: 1 }],
    ["years", null],
  ])("that is %s bars nobody", async (_, value) => {
    const store = createLimitsInMemory();
    begin(store, MONDAY_MORNING).limits.learn("light", 429, penalty);
    const [name = ""] = Object.keys(store.read() as object);
    const years = { at: MONDAY_MORNING, sent: [], shut: { light: 1e12 } };
    store.keep(value === "}{" ? value : { [name]: value ?? years });
    expect(await shutFor(begin(store, MONDAY_MORNING).limits)).toBe(0);
  });

  it("is written down without saying whose it is", () => {
    const store = createLimitsInMemory();
    begin(store, MONDAY_MORNING).limits.learn("light", 429, penalty);
    expect(JSON.stringify(store.read())).not.toMatch(/ringcentral|client/);
  });
});

describe("requests for tokens of an earlier run", () => {
  it("count: four in a minute, whichever run made them, but not those that never left", async () => {
    const store = createLimitsInMemory();
    const first = begin(store, MONDAY_MORNING);
    for (let each = 0; each < 3; each += 1) await first.limits.admit("auth", 0);
    const takeBack = await first.limits.admit("auth", 0);
    takeBack();
    const second = begin(store, MONDAY_MORNING + 10_000);
    const fourth = await shutFor(second.limits, "auth");
    await second.limits.admit("auth", 0);
    expect([fourth, await shutFor(second.limits, "auth")]).toEqual([0, 50_250]);
  });

  it("count for a minute at most when the clock was set back meanwhile", async () => {
    const store = createLimitsInMemory();
    const first = begin(store, MONDAY_MORNING);
    for (let each = 0; each < 4; each += 1) await first.limits.admit("auth", 0);
    expect(await shutFor(begin(store, MONDAY_MORNING - 86_400_000).limits, "auth")).toBe(60_250);
  });

  it("are forgotten with everything else that is over", async () => {
    const store = createLimitsInMemory();
    await begin(store, MONDAY_MORNING).limits.admit("auth", 0);
    await begin(store, MONDAY_MORNING + 61_000, { ...APP, clientId: "another" }).limits.admit("auth", 0);
    expect(Object.keys(store.read() as object)).toHaveLength(1);
  });
});
