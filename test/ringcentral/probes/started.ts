import { onTestFinished } from "vitest";
import { controlOf, type Control } from "../control-client.ts";
import { startRingCentral, type LocalRingCentral, type LocalRingCentralOptions } from "../server.ts";

export type Started = { readonly ringCentral: LocalRingCentral; readonly control: Control };

/** A local RingCentral for one test; it stops when the test ends. */
export const started = async (options: LocalRingCentralOptions = {}): Promise<Started> => {
  const ringCentral = await startRingCentral(options);
  onTestFinished(() => ringCentral.close());
  return { ringCentral, control: controlOf(ringCentral.control) };
};

/** The numbers tests text between: two users of the company, two clients of the first. */
export const dana = "+16505550100";
export const sam = "+16505550120";
export const alice = "+14155550121";
export const ben = "+14155550122";
