import { expect, it } from "vitest";
import { createProviderTime } from "../../../main/core/connection/provider-time.ts";
import { createHandClock, MONDAY_MORNING } from "../../harness/hand-clock.ts";

const MINUTE = 60_000;
const THERE = Date.UTC(2026, 6, 1);

const listening = () => {
  const clock = createHandClock();
  const known: (number | null)[] = [];
  const time = createProviderTime({ clock, onKnown: () => known.push(time.now()) });
  return { clock, time, known };
};

it("is not known before an answer says it, and told once when it is", () => {
  const { time, known } = listening();
  const before = time.now();
  time.heard({ at: THERE, asked: 0, heard: 0 });
  time.heard({ at: THERE + 1_000, asked: 0, heard: 0 });
  expect({ before, known, after: time.now() }).toEqual({ before: null, known: [THERE], after: THERE + 1_000 });
});

it("goes on from what an answer said, through sleep and whatever the computer's clock is set to", () => {
  const { clock, time } = listening();
  time.heard({ at: THERE, asked: 0, heard: 0 });
  clock.sleep(10 * MINUTE);
  clock.jump(-60 * MINUTE);
  expect(time.now()).toBe(THERE + 10 * MINUTE);
});

it("is in whole milliseconds, though the steady clock has fractions", () => {
  const time = createProviderTime({ clock: { ...createHandClock(), steady: () => 350.875 }, onKnown: () => undefined });
  time.heard({ at: THERE, asked: 100, heard: 100.25 });
  expect(time.now()).toBe(THERE + 251);
});

it("is not taken from an answer that was under way while the computer slept: nobody knows how old it is", () => {
  const { clock, time, known } = listening();
  clock.sleep(10 * MINUTE);
  time.heard({ at: THERE, asked: 0, heard: 10 * MINUTE });
  expect({ now: time.now(), known }).toEqual({ now: null, known: [] });
});

it("is the computer's where answers do not say it, as it was at the first of them, until one does", () => {
  const { clock, time } = listening();
  time.heard({ at: null, asked: 0, heard: 0 });
  clock.jump(60 * MINUTE);
  time.heard({ at: null, asked: 0, heard: 0 });
  const guessed = time.now();
  time.heard({ at: THERE, asked: 0, heard: 0 });
  time.heard({ at: null, asked: 0, heard: 0 });
  expect({ guessed, told: time.now() }).toEqual({ guessed: MONDAY_MORNING, told: THERE });
});
