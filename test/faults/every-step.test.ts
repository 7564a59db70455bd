import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { perform } from "./acts.ts";
import type { Death } from "./child/steps.ts";
import { gatherEvidence } from "./gather-evidence.ts";
import { complaintsAbout } from "./invariants/all.ts";
import { openStage } from "./open-stage.ts";
import { GIVE_UP_AFTER_MS, settle, untilAtRest, untilLive } from "./settle.ts";
import type { Stage } from "./stage.ts";

/** A reading of changes stores many texts: what happens at the first two is all that can. */
const MOST_OF_A_NAME = 2;
/** A step need not come in each round: two readings may be one, or the connection breaks. */
const MOST_ROUNDS_OF_A_STEP = 3;
/** Each round has words of its own. */
const ACTS_OF_A_ROUND = 10;

/**
 * A text comes in from a known client while the person is away, and they answer another client; what follows from both is
 * read. Over when Tern dies of it, or has nothing left to do; answers whether it died. `round` counts from 0.
 */
const textAndReply = async (stage: Stage, round: number, death: Death): Promise<boolean> => {
  const first = round * ACTS_OF_A_ROUND;
  // A new absence: Away answers this client again.
  await perform(stage, { kind: "away", on: false }, first);
  await perform(stage, { kind: "away", on: true }, first + 1);
  const tern = stage.computer.tern();
  tern.tell({ kind: "die-at", death });
  await perform(stage, { kind: "texts", from: { kind: "client", index: 2 }, count: 1, withPicture: false }, first + 2);
  await perform(stage, { kind: "reply", to: 0, how: "text" }, first + 3);
  await untilAtRest(stage, tern.hasExited);
  return tern.hasExited();
};

/**
 * The steps of a round in which nobody dies: after each write and answer, and before what only the world sees. None if
 * the text did not come live, since the connection broke on a busy computer.
 */
const stepsOfARound = async (
  stage: Stage,
  round: number,
): Promise<readonly { readonly name: string; readonly nth: number }[]> => {
  const before = stage.computer.observed().length;
  await textAndReply(stage, round, null);
  const names = stage.computer
    .observed()
    .slice(before)
    .flatMap((sight) => (sight.kind === "step" ? [sight.name] : []));
  const from = names.indexOf("before event of a text");
  if (from === -1) return [];
  const counts = new Map<string, number>();
  return names.slice(from).flatMap((name) => {
    const nth = (counts.get(name) ?? 0) + 1;
    counts.set(name, nth);
    const isWorldly = /^before (send|show a notice|changesSince)$/.test(name);
    return nth <= MOST_OF_A_NAME && (isWorldly || name.startsWith("after")) ? [{ name, nth }] : [];
  });
};

it("SIGKILL at any step of a text coming in and of a reply going out loses and doubles nothing", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tern-every-step-"));
  const opened = await openStage(folder, null);
  onTestFinished(async () => {
    await opened.close();
    rmSync(folder, { recursive: true });
  });
  const { stage } = opened;
  stage.computer.turnOn([]);
  await untilLive(stage, GIVE_UP_AFTER_MS);
  let round = 0;
  let steps = await stepsOfARound(stage, round);
  while (steps.length === 0 && round < MOST_ROUNDS_OF_A_STEP) {
    await untilLive(stage, GIVE_UP_AFTER_MS);
    round += 1;
    steps = await stepsOfARound(stage, round);
  }
  expect(steps).not.toEqual([]);
  for (const death of steps)
    for (let tries = 0; tries < MOST_ROUNDS_OF_A_STEP; tries += 1) {
      round += 1;
      const hasDied = await textAndReply(stage, round, death);
      await untilLive(stage, GIVE_UP_AFTER_MS);
      if (hasDied) break;
    }
  expect(await settle(stage, "wake", GIVE_UP_AFTER_MS)).toBe(null);
  await stage.computer.turnOff();

  const evidence = await gatherEvidence(opened, []);
  const deaths = evidence.observed.flatMap((sight) => (sight.kind === "killed-itself" ? [sight.name] : []));
  expect(new Set(deaths)).toEqual(new Set(steps.map(({ name }) => name)));
  expect(complaintsAbout(evidence)).toEqual([]);
});
