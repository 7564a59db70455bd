import { assertNever } from "../../preload/contract/result.ts";
import type { FaultAct, MachineAct } from "./act.ts";
import { isFaultLasting } from "./lasting-faults.ts";
import type { Stage } from "./stage.ts";
import { wordsFor } from "./words.ts";
import { arrive } from "./world-acts.ts";

const MINUTE_MS = 60_000;
/** What Tern had sent when the lid was closed has arrived by then; on the server's clock. */
const TRAVEL_MS = 1_500;

/** The system says that the computer woke up, or that the network is back. */
export const wake = async ({ computer, control, ledger, now }: Stage): Promise<void> => {
  const isClear = (await control.armedFaults()) === 0 && !isFaultLasting(ledger, now());
  const at = now();
  ledger.wakes.push(at);
  if (isClear) ledger.clearWakes.push(at);
  computer.tern().tell({ kind: "wake" });
};

/** Stopped, Tern sees nothing of what happens; when it goes on, its clock has jumped and its timers have not. */
const sleep = async (stage: Stage, act: Extract<MachineAct, { kind: "sleep" }>, index: number): Promise<void> => {
  const { computer, control } = stage;
  const sleeper = computer.tern();
  const half = (act.minutes * MINUTE_MS) / 2;
  sleeper.signal("SIGSTOP");
  stage.ledger.sleeps.push(stage.now());
  if (act.halfOpen) await control.faults({ halfOpen: true });
  await stage.pass(TRAVEL_MS);
  // RingCentral answers this after what had come before it.
  await control.clock();
  await stage.advanceServer(half);
  for (let count = 0; count < act.texts; count += 1)
    await arrive(stage, { kind: "client", index: count + 2 }, wordsFor("client", index * 10 + count));
  await stage.advanceServer(half);
  computer.jump({ slept: 2 * half });
  sleeper.signal("SIGCONT");
  if (act.toldAfterMs === null) return;
  await stage.pass(act.toldAfterMs);
  await wake(stage);
};

/** What happens to the computer and to Tern as a process. `index`: the act's place in its schedule. */
export const performOnMachine = async (stage: Stage, act: MachineAct, index: number): Promise<void> => {
  const { computer } = stage;
  switch (act.kind) {
    case "die-at-step":
      computer.tern().tell({ kind: "die-at", death: act.step });
      computer.planDeaths(act.again);
      break;
    case "kill":
      await computer.kill();
      break;
    case "quit":
      await computer.quit();
      break;
    case "sleep":
      await sleep(stage, act, index);
      break;
    case "set-clock":
      stage.ledger.clockSets.push(stage.now());
      computer.jump({ set: act.byMs });
      break;
    case "wake":
      for (let times = 0; times < act.times; times += 1) await wake(stage);
      break;
    default:
      assertNever(act);
  }
};

/** What RingCentral and the network do wrong. */
export const performFault = async (stage: Stage, act: FaultAct): Promise<void> => {
  const { control, ledger } = stage;
  switch (act.kind) {
    case "end-session":
      ledger.hasEnded = true;
      // The refresh token is dead already: one refusal for it, one for the JWT.
      await control.faults({
        revokeTokens: true,
        answer: [{ path: "/oauth/token", method: "POST", status: 400, times: 2 }],
      });
      break;
    case "fault":
      await control.faults(act.change);
      break;
    case "network-off":
      await control.faults({ [act.how]: true });
      break;
    case "network-on":
      await control.faults({ unreachable: false, blackhole: false });
      if (act.isTold) await wake(stage);
      break;
    default:
      assertNever(act);
  }
};
