import { expect, it } from "vitest";
import { createComputer, startCore } from "../../harness/start-core.ts";

it("nothing is looked at more often than every fifteen seconds while nothing happens for an hour", async () => {
  const computer = createComputer();
  const waits: number[] = [];
  const after: typeof computer.clock.after = (ms, callback) => {
    waits.push(ms);
    return computer.clock.after(ms, callback);
  };
  const { clock, state, provider } = await startCore({ ...computer, clock: { ...computer.clock, after } });
  await clock.turn(60_000);
  waits.length = 0;
  const before = provider.calls.length;
  await clock.turn(3_600_000);
  const calls = provider.calls.slice(before).filter((call) => call === "changesSince");
  expect([waits.filter((ms) => ms < 15_000), calls.length, state().connection.kind]).toEqual([[], 6, "live"]);
});
