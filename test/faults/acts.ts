import { assertNever } from "../../preload/contract/result.ts";
import type { Act } from "./act.ts";
import { performFault, performOnMachine } from "./machine-acts.ts";
import { performInTern } from "./person-acts.ts";
import type { Stage } from "./stage.ts";
import { performInWorld } from "./world-acts.ts";

/** Does one act. `index` is its place in the schedule: no two acts use the same words. */
export const perform = (stage: Stage, act: Act, index: number): Promise<void> => {
  stage.ledger.done.push({ at: stage.now(), act });
  switch (act.kind) {
    case "texts":
    case "read-elsewhere":
    case "unread-elsewhere":
    case "delete-elsewhere":
    case "send-elsewhere":
      return performInWorld(stage, act, index);
    case "reply":
    case "begin-to-write":
    case "reply-in-notice":
    case "read-here":
    case "look-at":
    case "send-again":
    case "discard":
    case "away":
      return performInTern(stage, act, index);
    case "die-at-step":
    case "kill":
    case "quit":
    case "sleep":
    case "set-clock":
    case "wake":
      return performOnMachine(stage, act, index);
    case "end-session":
    case "fault":
    case "network-off":
    case "network-on":
      return performFault(stage, act);
    default:
      return assertNever(act);
  }
};
