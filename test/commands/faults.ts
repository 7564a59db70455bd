import { parseArgs } from "node:util";
import type { Outcome } from "../faults/run-schedule.ts";
import { runSchedule } from "../faults/run-schedule.ts";
import { scheduleFrom } from "../faults/schedule.ts";

/**
 * `npm run faults -- [--schedules N] [--seed S] [--at-once N]`: plays N schedules of faults (50), those of the seeds S,
 * S + 1 …, (1) two at a time. Prints one line for each; what is wrong with the one that failed, how to play it again, and
 * where its files are. Exit code 1 if one failed.
 */
const { values } = parseArgs({
  options: {
    schedules: { type: "string", default: "50" },
    seed: { type: "string", default: "1" },
    "at-once": { type: "string", default: "2" },
  },
});

const wholeNumber = (text: string): number => {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new Error(`Not a whole number above 0: ${text}`);
  return number;
};

const tell = ({ seed, complaints, deaths, folder, tookMs }: Outcome): void => {
  const died = deaths.length === 0 ? "" : `, died ${deaths.join(", ")}`;
  console.log(`${complaints.length === 0 ? "held  " : "FAILED"} seed ${seed}, ${(tookMs / 1000).toFixed(1)} s${died}`);
  if (folder === null) return;
  for (const complaint of complaints) console.log(`       ${complaint}`);
  console.log(`       Again: npm run faults -- --schedules 1 --seed ${seed}`);
  console.log(`       Files: ${folder}`);
};

const first = wholeNumber(values.seed);
const seeds = Array.from({ length: wholeNumber(values.schedules) }, (_, index) => first + index);
const failed: number[] = [];
const began = performance.now();

const playOn = async (): Promise<void> => {
  for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
    const outcome = await runSchedule(scheduleFrom(seed));
    tell(outcome);
    if (outcome.complaints.length > 0) failed.push(seed);
  }
};

const count = seeds.length;
await Promise.all(Array.from({ length: wholeNumber(values["at-once"]) }, playOn));
const took = `${Math.round((performance.now() - began) / 1000)} s`;
if (failed.length === 0) console.log(`All ${count} schedules held, in ${took}.`);
else console.log(`${failed.length} of ${count} schedules failed, in ${took}: seeds ${failed.join(", ")}.`);
// Left to end by itself, Node 24.21 at times takes itself apart for ever (Environment::CleanupHandles).
process.exit(failed.length === 0 ? 0 : 1);
