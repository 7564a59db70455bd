import { EventEmitter } from "node:events";
import { expect, it } from "vitest";
import { watchPower } from "../../../main/desktop/power.ts";

const watch = () => {
  const power = new EventEmitter();
  const told: string[] = [];
  const stop = watchPower(power, {
    onAwake: (cause) => void told.push(`awake: ${cause}`),
    onLock: (isLocked) => void told.push(isLocked ? "locked" : "unlocked"),
  });
  const after = (...events: readonly string[]) => {
    for (const event of events) power.emit(event);
    return told.splice(0);
  };
  return { after, stop, power };
};

it("a sleep hides the windows until the computer wakes up", () => {
  const { after } = watch();
  expect([after("suspend"), after("resume")]).toEqual([["locked"], ["awake: resume", "unlocked"]]);
});

it("a computer that wakes up locked shows nothing until it is unlocked", () => {
  const { after } = watch();
  expect([after("lock-screen", "suspend"), after("resume"), after("unlock-screen")]).toEqual([
    ["locked"],
    ["awake: resume"],
    ["awake: unlock-screen", "unlocked"],
  ]);
});

it("an unlocked computer is awake, though it did not say so", () => {
  const { after } = watch();
  expect(after("suspend", "lock-screen", "unlock-screen")).toEqual(["locked", "awake: unlock-screen", "unlocked"]);
});

it("nothing is heard once the watching ends", () => {
  const { after, stop, power } = watch();
  stop();
  expect([after("suspend", "resume"), power.eventNames()]).toEqual([[], []]);
});
