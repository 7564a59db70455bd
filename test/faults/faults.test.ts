import { describe, expect, it } from "vitest";
import { runSchedule } from "./run-schedule.ts";
import { scheduleFrom } from "./schedule.ts";

/** Fixed, so that the same fifty are played everywhere; `npm run faults` plays any others. */
const SEEDS = Array.from({ length: 50 }, (_, index) => index + 1);

describe.concurrent("whatever happens, no text is lost, doubled or late", () => {
  it.each(SEEDS)("with the faults of seed %i", async (seed) => {
    const { complaints, folder } = await runSchedule(scheduleFrom(seed));
    expect({ complaints, folder }).toEqual({ complaints: [], folder: null });
  });
});

it("makes the same schedule of the same seed, and another of another", () => {
  expect(scheduleFrom(7)).toEqual(scheduleFrom(7));
  expect(scheduleFrom(7).acts).not.toEqual(scheduleFrom(8).acts);
});
