import type { Act } from "./act.ts";
import type { ConversationId, TextId } from "../../preload/contract/model.ts";

/** A text that came to the person from outside. Times are the server's clock, milliseconds since 1970. */
export type Inbound = {
  /** RingCentral's id. */
  readonly id: number;
  readonly words: string;
  readonly from: string;
  readonly isFromKnownClient: boolean;
  /** It was there before the person signed in for the first time. */
  readonly isHistory: boolean;
  readonly at: number;
};

/** A text that the person wrote in Tern. */
export type Reply = {
  readonly words: string;
  /** Tern's answer: it is kept, it is refused, or Tern died before it could say. */
  readonly kept: "yes" | "no" | "unknown";
  /** Known if it is kept. */
  readonly textId: TextId | null;
  readonly at: number;
};

/** The person's texts with this address were read in Tern: because they said so, or because they answered. */
export type ReadHere = { readonly address: string; readonly at: number };

/** A time of being away, with words of its own. */
export type Absence = {
  readonly words: string;
  readonly since: number;
  /** Tern had switched it on by then; null: it could not say. */
  surelyFrom: number | null;
  /** The person began to switch it off; null while they have not. */
  surelyUntil: number | null;
  /** Null while it lasts. */
  until: number | null;
};

/** What the world and the person did, as they would remember it: the invariants hold Tern against it. */
export type Ledger = {
  readonly inbound: Inbound[];
  readonly replies: Reply[];
  readonly readHere: ReadHere[];
  readonly absences: Absence[];
  /** What the person began to write and did not send, by the conversation: Tern said that it is kept. */
  readonly drafts: Map<ConversationId, string>;
  /** When somebody set the computer's clock. */
  readonly clockSets: number[];
  /** When the computer fell asleep, each time. */
  readonly sleeps: number[];
  /** When the system told Tern that the computer woke up or the network came back. */
  readonly wakes: number[];
  /** Of those, the ones at which RingCentral and the network did nothing wrong any more. */
  readonly clearWakes: number[];
  /** What was done, each when it began. */
  readonly done: { readonly at: number; readonly act: Act }[];
  /** When every fault was taken back for good; null before. */
  calmFrom: number | null;
  /** Time ran ahead by so much. */
  readonly leaps: { readonly at: number; readonly ms: number }[];
  /** Words of texts that the person wanted sent again, each time. */
  readonly sentAgain: string[];
  /** Words of texts that the person took away, or tried to. */
  readonly discarded: string[];
  /** The address of the conversation that a window shows; null: none does. */
  open: string | null;
  /** Whether RingCentral has ended a session for good at any time. */
  hasEnded: boolean;
  /** Ids of RingCentral's. */
  readonly readElsewhere: Set<number>;
  readonly deletedElsewhere: Set<number>;
  /** Words of those. */
  readonly deletedWords: Set<string>;
  /** What the person wrote on their phone. */
  readonly sentElsewhere: string[];
};

export const createLedger = (): Ledger => ({
  inbound: [],
  replies: [],
  readHere: [],
  absences: [],
  drafts: new Map(),
  clockSets: [],
  sleeps: [],
  wakes: [],
  clearWakes: [],
  done: [],
  calmFrom: null,
  leaps: [],
  sentAgain: [],
  discarded: [],
  open: null,
  hasEnded: false,
  readElsewhere: new Set(),
  deletedElsewhere: new Set(),
  deletedWords: new Set(),
  sentElsewhere: [],
});
