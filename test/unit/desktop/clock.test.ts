import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createClock } from "../../../main/desktop/clock.ts";

const clock = createClock();

describe("the computer's clock", () => {
  it("names the day where the person is, and finds its beginning", () => {
    const noon = new Date(2026, 10, 30, 12, 0).getTime();
    expect(clock.localDate(noon)).toBe("2026-11-30");
    expect(clock.startOf("2026-11-30")).toBe(new Date(2026, 10, 30).getTime());
  });

  it("begins and ends a day at local midnight", () => {
    const midnight = clock.startOf("2026-03-01");
    expect([clock.localDate(midnight - 1), clock.localDate(midnight)]).toEqual(["2026-02-28", "2026-03-01"]);
  });

  it("writes the time of day where the person is", () => {
    expect(clock.timeOfDay(new Date(2026, 10, 30, 21, 5).getTime())).toMatch(
      /^(21[:.]05|9[:.]05\s?[Pp]\.?\s?[Mm]\.?)$/u,
    );
  });

  it("calls back once the time has come", async () => {
    const asked = Date.now();
    const { promise, resolve } = Promise.withResolvers<number>();
    clock.after(20, () => resolve(Date.now()));
    expect((await promise) - asked).toBeGreaterThanOrEqual(19);
  });

  it("does not call back when it was told not to", async () => {
    const calls: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = clock.after(1, () => calls.push("cancelled"));
    cancel();
    clock.after(10, resolve);
    await promise;
    expect(calls).toEqual([]);
  });

  it("waits for a month instead of firing at once, as a timer of Node's would", async () => {
    const calls: string[] = [];
    const cancel = clock.after(31 * 24 * 3_600_000, () => calls.push("too early"));
    const { promise, resolve } = Promise.withResolvers<void>();
    clock.after(10, resolve);
    await promise;
    cancel();
    expect(calls).toEqual([]);
  });

  it.each([
    ["back", -86_400_000],
    ["ahead", 86_400_000],
  ])("counts a long wait on when the computer's clock is set %s", async (_, jump) => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
    onTestFinished(() => void vi.useRealTimers());
    const calls: string[] = [];
    createClock().after(31 * 24 * 3_600_000, () => calls.push("due"));
    vi.setSystemTime(Date.now() + jump);
    await vi.advanceTimersByTimeAsync(31 * 24 * 3_600_000 - 1);
    const early = calls.length;
    await vi.advanceTimersByTimeAsync(1);
    expect([early, calls]).toEqual([0, ["due"]]);
  });

  it("measures what has passed, whatever the time of day is set to", async () => {
    const started = clock.steady();
    const { promise, resolve } = Promise.withResolvers<void>();
    clock.after(20, resolve);
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    vi.setSystemTime(Date.now() - 86_400_000);
    await promise;
    const passed = clock.steady() - started;
    expect([passed >= 19, passed < 60_000]).toEqual([true, true]);
  });
});
