import type { Credentials } from "../../preload/contract/requests.ts";
import type { Control } from "../ringcentral/control-client.ts";
import type { LocalRingCentral } from "../ringcentral/server.ts";
import type { Computer } from "./computer.ts";
import type { Ledger } from "./ledger.ts";

/** Everything an act can lay hands on. */
export type Stage = {
  readonly ringCentral: LocalRingCentral;
  readonly control: Control;
  readonly computer: Computer;
  /** The person's, for Tern. */
  readonly credentials: Credentials;
  readonly ledger: Ledger;
  /** The person's own number, E.164. */
  readonly own: string;
  /** How many times as fast as the wall clock everything runs. */
  readonly speed: number;
  /** The server's clock: milliseconds since 1970. */
  readonly now: () => number;
  /** Waits for so many milliseconds of the server's clock. */
  readonly pass: (ms: number) => Promise<void>;
  /** The server's clock jumps ahead; what falls due by it happens. The computer's does not. */
  readonly advanceServer: (ms: number) => Promise<void>;
  /** For the report of a run that failed. */
  readonly say: (line: string) => void;
};

export const clientOf = ({ ringCentral }: Stage, index: number): string => {
  const client = ringCentral.contacts[index % ringCentral.contacts.length];
  if (client === undefined) throw new Error(`no client ${index}`);
  return client.phoneNumber;
};
