import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { createHandClock } from "../../harness/hand-clock.ts";

it("A clock that keeps up with a network lets no deadline pass while an answer is on its way", async () => {
  const clock = createHandClock();
  /** A wire as slow as that of a busy computer, in real time: what went in first comes out first. */
  let wire: Promise<unknown> = Promise.resolve();
  const overTheWire = (): Promise<unknown> => {
    wire = wire.then(() => wait(5));
    return wire;
  };
  clock.keepUpWith(overTheWire);
  const happened: string[] = [];
  const ask = async (): Promise<void> => {
    happened.push("asked");
    const giveUp = clock.after(15_000, () => happened.push("given up"));
    await overTheWire();
    giveUp();
    happened.push("answered");
  };
  clock.after(30_000, () => void ask());
  await clock.turn(600_000);
  expect(happened).toEqual(["asked", "answered"]);
});
