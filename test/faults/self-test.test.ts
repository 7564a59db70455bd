import { rmSync } from "node:fs";
import { expect, it } from "vitest";
import type { BreakageName } from "./child/breakages.ts";
import { runSchedule } from "./run-schedule.ts";
import { ordinaryDay } from "./sample-schedules.ts";

/** Plays the ordinary day with such a Tern; answers the invariants it breaks. */
const brokenBy = async (breakage: BreakageName | null): Promise<readonly string[]> => {
  const { complaints, folder } = await runSchedule(ordinaryDay, { breakage, giveUpAfterMs: 3 * 60_000 });
  if (folder !== null) rmSync(folder, { recursive: true });
  return complaints;
};

it("finds nothing wrong with Tern as it is", async () => {
  expect(await brokenBy(null)).toEqual([]);
});

it.each<[BreakageName, string]>([
  ["loses the oldest text of each reading", "server and store agree"],
  ["forgets to tell", "each text is told once"],
  ["tells twice", "each text is told once"],
  ["sends again what got no answer", "each reply is sent once"],
  ["loses what the person wrote", "each reply is sent once"],
  ["answers a client again and again", "each client is answered once"],
  ["writes words in a plain file", "no secret in any file"],
  ["writes tokens in a plain file", "no secret in any file"],
  ["knocks while it was asked to wait", "RingCentral's rules are kept"],
  ["signs the person out", "RingCentral's rules are kept"],
  ["crashes", "nothing crashes"],
  ["logs a bug", "nothing crashes"],
])("finds a Tern that %s: not true that %s", async (breakage, invariant) => {
  expect(await brokenBy(breakage)).toContainEqual(expect.stringContaining(invariant));
});
