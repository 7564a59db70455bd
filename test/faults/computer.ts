import { existsSync, readFileSync } from "node:fs";
import type { Credentials } from "../../preload/contract/requests.ts";
import type { BreakageName } from "./child/breakages.ts";
import type { NoticeLine } from "./child/notice-file.ts";
import type { Observed } from "./child/observer.ts";
import { type Jumps, NO_JUMPS, writeJumps } from "./child/sped-clock.ts";
import type { Places } from "./places.ts";
import type { TimeBase } from "./protocol.ts";
import { type Exit, startTern, type TernProcess } from "./tern-process.ts";

/** A run of Tern that is over. `wasKilled`: by the schedule, at a step of its own or from outside. */
export type Past = Exit & {
  readonly wasKilled: boolean;
  /** Server's clock, milliseconds since 1970. */
  readonly endedAt: number;
};

/** The computer that Tern runs on: it outlives each run, and starts Tern again whenever it is gone. */
export type Computer = {
  readonly places: Places;
  /** The run that is there now, or that is on its way. */
  readonly tern: () => TernProcess;
  readonly turnOn: (dieAtSteps: readonly number[]) => void;
  /** The runs to come die at these steps of their lives, one each; those after them live. */
  readonly planDeaths: (dieAtSteps: readonly number[]) => void;
  /** From outside, wherever it is. */
  readonly kill: () => Promise<void>;
  readonly quit: () => Promise<void>;
  /** Tern is not started again. */
  readonly turnOff: () => Promise<void>;
  /** Adds to the jumps of its clock; both may be negative but `slept` and `leapt`. */
  readonly jump: (by: Partial<Jumps>) => void;
  readonly past: () => readonly Past[];
  readonly notices: () => readonly NoticeLine[];
  readonly observed: () => readonly Observed[];
};

const linesOf = (file: string): readonly unknown[] =>
  existsSync(file)
    ? readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line): unknown => JSON.parse(line))
    : [];

export const createComputer = ({
  places,
  time,
  credentials,
  breakage,
  now,
  onGone,
}: {
  readonly places: Places;
  readonly time: TimeBase;
  readonly credentials: Credentials;
  readonly breakage: BreakageName | null;
  /** The server's clock. */
  readonly now: () => number;
  /** Tern is gone, and not yet started again. */
  readonly onGone: () => void;
}): Computer => {
  const past: Past[] = [];
  const killed = new Set<number>();
  let jumps = NO_JUMPS;
  let deaths: readonly number[] = [];
  let isOn = false;
  let run = 0;
  let tern: TernProcess | null = null;
  writeJumps(places.clock, jumps);

  const observed = (): readonly Observed[] => linesOf(places.observed) as readonly Observed[];

  /** Notes how a run ended, and begins the next one. */
  const follow = async (current: TernProcess): Promise<void> => {
    const exit = await current.exited;
    const diedByItself = observed().some((sight) => sight.run === exit.run && sight.kind === "killed-itself");
    const wasKilled = exit.signal === "SIGKILL" && (diedByItself || killed.has(exit.run));
    past.push({ ...exit, wasKilled, endedAt: now() });
    onGone();
    if (isOn) start();
  };

  const start = (): void => {
    run += 1;
    const [dieAtStep = null, ...later] = deaths;
    deaths = later;
    tern = startTern({ run, folder: places.folder, time, credentials, dieAtStep, breakage });
    void follow(tern);
  };

  const current = (): TernProcess => {
    if (tern === null) throw new Error("the computer is off");
    return tern;
  };

  return {
    places,
    tern: current,
    turnOn: (dieAtSteps) => {
      isOn = true;
      deaths = dieAtSteps;
      start();
    },
    planDeaths: (dieAtSteps) => {
      deaths = dieAtSteps;
    },
    kill: async () => {
      const dying = current();
      killed.add(run);
      dying.signal("SIGKILL");
      await dying.exited;
    },
    quit: async () => {
      const quitting = current();
      quitting.tell({ kind: "quit" });
      await quitting.exited;
    },
    turnOff: async () => {
      isOn = false;
      if (tern === null || tern.hasExited()) return;
      tern.tell({ kind: "quit" });
      const tooLong = setTimeout(() => tern?.signal("SIGKILL"), 15_000);
      await tern.exited;
      clearTimeout(tooLong);
    },
    jump: ({ set = 0, slept = 0, leapt = 0 }) => {
      jumps = { set: jumps.set + set, slept: jumps.slept + slept, leapt: jumps.leapt + leapt };
      writeJumps(places.clock, jumps);
    },
    past: () => past,
    notices: () => linesOf(places.notices) as readonly NoticeLine[],
    observed,
  };
};
