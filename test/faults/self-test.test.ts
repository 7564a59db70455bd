import { rmSync } from "node:fs";
import { expect, it } from "vitest";
import type { BreakageName } from "./child/breakages.ts";
import { runSchedule } from "./run-schedule.ts";
import { closedLid, ordinaryDay } from "./sample-schedules.ts";

/** Plays the ordinary day with such a Tern; answers the invariants it breaks. */
const brokenBy = async (breakage: BreakageName | null, day = ordinaryDay): Promise<readonly string[]> => {
  const { complaints, folder } = await runSchedule(day, { breakage, giveUpAfterMs: 3 * 60_000 });
  if (folder !== null) rmSync(folder, { recursive: true });
  return complaints;
};

it.concurrent("finds nothing wrong with Tern as it is", async () => {
  expect(await brokenBy(null)).toEqual([]);
});

it.concurrent("finds nothing wrong with Tern as it is when the lid is closed, and one that then catches up late", async () => {
  const late = expect.stringMatching(/^each text is told in time: .* caught up with too late/);
  expect([await brokenBy(null, closedLid), await brokenBy("catches up late", closedLid)]).toEqual([
    [],
    expect.arrayContaining([late]),
  ]);
});

it.concurrent.each<[BreakageName, ...string[]]>([
  ["loses the oldest text of each reading", "server and store agree"],
  ["forgets to tell", "each text is told once"],
  ["tells twice", "each text is told once"],
  ["tells late", "each text is told in time"],
  ["hears no event", "each text is told in time"],
  ["sends again what got no answer", "each reply is sent once"],
  ["loses what the person wrote", "each reply is sent once"],
  ["answers a client again and again", "each client is answered once"],
  ["claims an answer and does not write it", "each client is answered once", "the log of Away is true"],
  ["answers and does not say so", "the log of Away is true"],
  ["forgets whom it was to answer", "each client is answered once", "the log of Away is true"],
  ["keeps pictures in pieces", "server and store agree"],
  ["forgets what was begun to be written", "what was begun to be written is kept"],
  ["writes words in a plain file", "no secret in any file"],
  ["writes tokens in a plain file", "no secret in any file"],
  ["knocks while it was asked to wait", "RingCentral's rules are kept"],
  ["signs the person out", "RingCentral's rules are kept"],
  ["crashes", "nothing crashes"],
  ["logs a bug", "nothing crashes"],
])("finds a Tern that %s: not true that %s", async (breakage, ...invariants) => {
  expect(await brokenBy(breakage)).toEqual(
    expect.arrayContaining(invariants.map((invariant) => expect.stringContaining(invariant))),
  );
});
