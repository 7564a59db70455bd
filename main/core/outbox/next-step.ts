import type { QueuedText } from "../ports/message-store.ts";
import type { Verdict } from "./settling.ts";

/** What is known of a row of the outbox beyond what is stored. */
export type StepFacts = {
  /** This run handed it over and waits for the answer. */
  readonly isUnderWay: boolean;
  readonly verdict: Verdict;
  /** It waited too long to be sent without being asked for again. */
  readonly isLate: boolean;
};

/**
 * What is to be done with a row of the outbox. `rest`: nothing. `look-up`: it may be at the provider, find out. `ask`: it
 * may be there, but was not found: the person decides. `expire`: it is too late. `send`: as soon as it may.
 */
export type Step = "rest" | "look-up" | "ask" | "expire" | "send";

/** Nothing that may have left is sent again, or called not sent, before it was looked up. */
export const nextStep = ({ text, handedOverAt }: QueuedText, { isUnderWay, verdict, isLate }: StepFacts): Step => {
  if (isUnderWay || text.status === "unknown") return "rest";
  // Its answer is lost, in this run or with an earlier one.
  if (text.status === "sending") return verdict === "open" ? "look-up" : "ask";
  if (handedOverAt !== null && verdict !== "not-found") return "look-up";
  return isLate ? "expire" : "send";
};

/** Whether later texts of its conversation wait for it. They do not wait for a person. */
export const holdsUpLater = ({ text }: QueuedText, step: Step): boolean =>
  text.status !== "unknown" && step !== "ask" && step !== "expire";
