import type { KnobChange } from "../ringcentral/knobs.ts";

/** Who texts the person: one of the world's known clients by number, or somebody who gets no away reply. */
export type Sender =
  | { readonly kind: "client"; readonly index: number }
  | { readonly kind: "stranger" | "short-code" }
  /** A client, to the person and another client. */
  | { readonly kind: "group"; readonly index: number };

/** What other people do, and the person themselves on their phone. Words are made from the act's place: see words.ts. */
export type WorldAct =
  /** Texts arrive at RingCentral, as fast as they can. */
  | { readonly kind: "texts"; readonly from: Sender; readonly count: number; readonly withPicture: boolean }
  /** The person marks the nth last text that came in, or deletes the nth last of all texts. */
  | { readonly kind: "read-elsewhere" | "unread-elsewhere" | "delete-elsewhere"; readonly back: number }
  | { readonly kind: "send-elsewhere"; readonly to: number };

/** What the person does in Tern. */
export type PersonAct =
  /** `twins`: the same words twice in a row. */
  | { readonly kind: "reply"; readonly to: number; readonly how: "text" | "picture" | "twins" }
  /** In the conversation's window; it is not sent. */
  | { readonly kind: "begin-to-write"; readonly to: number }
  /** In the newest notification. */
  | { readonly kind: "reply-in-notice" }
  | { readonly kind: "read-here"; readonly from: number }
  /** A window shows the conversation with this client, and another act closes it; null. */
  | { readonly kind: "look-at"; readonly client: number | null }
  /** With the first text that failed, or may have been sent. */
  | { readonly kind: "send-again" | "discard" }
  | { readonly kind: "away"; readonly on: boolean };

/** What happens to the computer and to Tern as a process. */
export type MachineAct =
  /** Tern is killed at the nth step from now; the runs that follow at these steps of their lives. */
  | { readonly kind: "die-at-step"; readonly step: number; readonly again: readonly number[] }
  /** Tern is killed wherever it is. */
  | { readonly kind: "kill" }
  /** The person quits Tern and starts it again. */
  | { readonly kind: "quit" }
  /**
   * The computer sleeps; texts arrive meanwhile. `halfOpen`: its connections are dead and do not know. `toldAfterMs`: so
   * late the system says that it woke up; null: it does not.
   */
  | {
      readonly kind: "sleep";
      readonly minutes: number;
      readonly halfOpen: boolean;
      readonly texts: number;
      readonly toldAfterMs: number | null;
    }
  /** Somebody sets the computer's clock. */
  | { readonly kind: "set-clock"; readonly byMs: number }
  /** The system says that the computer woke up, so often in a row, whatever the truth. */
  | { readonly kind: "wake"; readonly times: number };

/** What RingCentral and the network do wrong: knobs of the local RingCentral, see test/ringcentral/faults.ts. */
export type FaultAct =
  /** RingCentral ends the session and takes neither refresh token nor JWT: until the person signs in again. */
  | { readonly kind: "end-session" }
  | { readonly kind: "fault"; readonly change: KnobChange }
  /** The network is gone. `blackhole`: without anybody noticing. */
  | { readonly kind: "network-off"; readonly how: "unreachable" | "blackhole" }
  /** `isTold`: the system says so. */
  | { readonly kind: "network-on"; readonly isTold: boolean };

export type Act = WorldAct | PersonAct | MachineAct | FaultAct;

/** An act, so many milliseconds of the server's clock after the schedule began; sleep does not count. */
export type TimedAct = { readonly at: number; readonly act: Act };

export type Schedule = {
  readonly seed: number;
  /** Texts that RingCentral has before the person signs in for the first time. */
  readonly history: number;
  /** The first runs die at these steps: while signing in for the first time. */
  readonly firstDeaths: readonly number[];
  /** The acts begin at once, while the person signs in for the first time, and not when Tern is live. */
  readonly isEarly: boolean;
  /** The computer's clock is wrong from the beginning, by so many milliseconds; or it begins in 1970; or it is right (0). */
  readonly clockOff: number | "1970";
  /** In the order in which they happen. */
  readonly acts: readonly TimedAct[];
  /** How what got lost is found in the end: the system says that the network is back, or Tern looks by itself in time. */
  readonly end: "wake" | "time";
};
