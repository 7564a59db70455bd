import { openSync, writeSync } from "node:fs";
import type { LogFields } from "../../../main/core/ports/system.ts";
import type { AwaySkip } from "../../../preload/contract/away.ts";
import type { TextId } from "../../../preload/contract/model.ts";
import type { SessionState } from "../../../preload/contract/state.ts";

/** One thing seen at Tern's ports. Written before Tern goes on, so that it is there even if Tern is killed next. */
export type Sight =
  /** A write, or a call to the world outside, begins or has just ended. */
  | { readonly kind: "step"; readonly step: number; readonly name: string }
  | { readonly kind: "killed-itself"; readonly step: number; readonly name: string }
  /** The database took a text of RingCentral's: what it is called here and there. */
  | { readonly kind: "saved"; readonly id: TextId; readonly providerId: string }
  /** A text is about to go to RingCentral. */
  | { readonly kind: "handed-over"; readonly id: TextId }
  /** Away decides to leave a text to the person. */
  | { readonly kind: "left-to-person"; readonly id: TextId; readonly rule: AwaySkip }
  /** The address book is kept: from now on Away knows who is a client. */
  | { readonly kind: "knows-clients" }
  /** A reading of changes has come to its end. */
  | { readonly kind: "synced" }
  /** Telling the person of these texts is about to begin; has ended. */
  | { readonly kind: "news-begun" | "news-ended"; readonly ids: readonly TextId[] }
  | { readonly kind: "session"; readonly state: SessionState["kind"]; readonly because: string | null }
  | { readonly kind: "connection"; readonly state: string }
  /** This process was busy, or stopped, since then; the server's clock. */
  | { readonly kind: "stalled"; readonly since: number }
  /** Something went into the keychain. */
  | { readonly kind: "secret"; readonly value: string }
  | {
      readonly kind: "log";
      readonly level: "info" | "warn" | "error";
      readonly event: string;
      readonly fields: LogFields;
      readonly error: string | null;
    };

/** `at`: the server's clock, milliseconds since 1970. */
export type Observed = Sight & { readonly run: number; readonly at: number };

export type Observe = (sight: Sight) => void;

/** Appends to a file outside the profile, synchronously. */
export const createObserver = (file: string, run: number, truth: () => number): Observe => {
  const descriptor = openSync(file, "a");
  return (sight) => void writeSync(descriptor, `${JSON.stringify({ ...sight, run, at: truth() })}\n`);
};
