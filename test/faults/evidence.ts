import type { StoredAwayEntry } from "../../main/core/ports/away-log.ts";
import type { ConversationId } from "../../preload/contract/model.ts";
import type { HeldMessage } from "../ringcentral/control-client.ts";
import type { Violation } from "../ringcentral/violations.ts";
import type { Act } from "./act.ts";
import type { NoticeLine } from "./child/notice-file.ts";
import type { Observed } from "./child/observer.ts";
import type { Past } from "./computer.ts";
import type { Ledger } from "./ledger.ts";
import type { Leak } from "./leaks.ts";
import type { StoreContents } from "./store-contents.ts";

/** From one moment to another of the server's clock. */
export type Span = { readonly from: number; readonly to: number };

/** All that is known when a schedule is over: what the invariants look at. Times are the server's, ms since 1970. */
export type Evidence = {
  /** What happened, in this order. */
  readonly acts: readonly Act[];
  readonly ledger: Ledger;
  /** RingCentral's messages, deleted ones included. */
  readonly server: readonly HeldMessage[];
  /** What the files of each of them hold, in base64. */
  readonly files: readonly { readonly id: number; readonly contents: readonly string[] }[];
  readonly violations: readonly Violation[];
  /** Tern's database, opened from outside after Tern had quit. */
  readonly store: StoreContents;
  /** In the same database: the drafts of the conversations in which the ledger has one. */
  readonly drafts: ReadonlyMap<ConversationId, string>;
  /** There too: what Away did about which text, in all absences. */
  readonly awayLog: readonly StoredAwayEntry[];
  readonly notices: readonly NoticeLine[];
  readonly observed: readonly Observed[];
  /** The runs of Tern, first to last. */
  readonly past: readonly Past[];
  /** Secrets found in the profile whenever Tern was gone. */
  readonly leaks: readonly Leak[];
  /** How late a process of this computer may have got round to what it was told; milliseconds of the server's clock. */
  readonly lagMs: number;
  /** When RingCentral's process or Tern's got round to nothing. */
  readonly stalls: readonly Span[];
  /** What RingCentral was asked, and its answer's status. */
  readonly requests: readonly { readonly at: number; readonly path: string; readonly status: number | null }[];
};

/** What is wrong, a sentence each; none if the invariant holds. */
export type Invariant = (evidence: Evidence) => readonly string[];
