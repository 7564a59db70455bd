import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Schedule } from "./act.ts";
import { perform } from "./acts.ts";
import type { BreakageName } from "./child/breakages.ts";
import { gatherEvidence } from "./gather-evidence.ts";
import { complaintsAbout } from "./invariants/all.ts";
import { openStage, type OpenStage } from "./open-stage.ts";
import { GIVE_UP_AFTER_MS, settle, untilLive } from "./settle.ts";
import { wordsFor } from "./words.ts";
import { arrive } from "./world-acts.ts";

/** What came of a schedule. */
export type Outcome = {
  readonly seed: number;
  /** What is wrong; empty if everything holds. */
  readonly complaints: readonly string[];
  /** Where the report and the files of a failed run lie; null if nothing failed: then they are gone. */
  readonly folder: string | null;
  /** The steps at which Tern died. */
  readonly deaths: readonly string[];
  readonly tookMs: number;
};

/** From before the first sign-in until Tern has quit for good; answers what is wrong. */
const play = async (opened: OpenStage, schedule: Schedule, giveUpAfterMs: number): Promise<readonly string[]> => {
  const { stage } = opened;
  const { computer, pass, say } = stage;
  for (let index = 0; index < schedule.history; index += 1)
    await arrive(stage, { kind: "client", index }, wordsFor("history", index), { isHistory: true });
  if (schedule.clockOff !== 0) {
    stage.ledger.clockSets.push(stage.now());
    computer.jump({ set: schedule.clockOff === "1970" ? -stage.now() : schedule.clockOff });
  }
  computer.turnOn(schedule.firstDeaths);
  if (!schedule.isEarly) await untilLive(stage);
  const start = performance.now();
  for (const [index, { at, act }] of schedule.acts.entries()) {
    await pass(at - (performance.now() - start) * stage.speed);
    say(JSON.stringify(act));
    await perform(stage, act, index);
  }
  say("the end begins");
  const left = await settle(stage, schedule.end, giveUpAfterMs);
  say(left === null ? "settled" : `not settled: ${left}`);
  await computer.turnOff();
  const evidence = await gatherEvidence(
    opened,
    schedule.acts.map(({ act }) => act),
  );
  return [...(left === null ? [] : [`does not settle: ${left}`]), ...complaintsAbout(evidence)];
};

/** Plays a schedule, and holds what came of it against the invariants. Never rejects: what went wrong is a complaint. */
export const runSchedule = async (
  schedule: Schedule,
  {
    breakage = null,
    giveUpAfterMs = GIVE_UP_AFTER_MS,
  }: { readonly breakage?: BreakageName | null; readonly giveUpAfterMs?: number } = {},
): Promise<Outcome> => {
  const began = performance.now();
  const folder = mkdtempSync(join(tmpdir(), `tern-faults-${schedule.seed}-`));
  const opened = await openStage(folder, breakage);
  const { stage, lines } = opened;
  let complaints: readonly string[];
  let requests: readonly unknown[] = [];
  try {
    complaints = await play(opened, schedule, giveUpAfterMs);
  } catch (error) {
    complaints = [`the harness failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  } finally {
    requests = (await stage.control.requests()).map(({ at, method, path, status }) => ({ at, method, path, status }));
    await opened.close();
  }
  const deaths = stage.computer.observed().flatMap((sight) => (sight.kind === "killed-itself" ? [sight.name] : []));
  const isFine = complaints.length === 0;
  if (isFine) rmSync(folder, { recursive: true, force: true });
  else {
    const past = stage.computer.past();
    const report = { complaints, lines, ledger: stage.ledger, past, schedule, requests };
    writeFileSync(join(folder, "report.json"), JSON.stringify(report, null, 2));
  }
  return {
    seed: schedule.seed,
    complaints,
    folder: isFine ? null : folder,
    deaths,
    tookMs: performance.now() - began,
  };
};
