import type { Credentials, RequestName } from "../../preload/contract/requests.ts";
import type { AttachmentId, TextId } from "../../preload/contract/model.ts";
import type { Result } from "../../preload/contract/result.ts";
import type { NoticeAct } from "../../main/core/ports/desktop.ts";
import type { BreakageName } from "./child/breakages.ts";
import type { Death } from "./child/steps.ts";
import type { StoreContents } from "./store-contents.ts";

/** What a moment of the wall clock is on the server's: both clocks run from there, `speed` times as fast. */
export type TimeBase = {
  /** Milliseconds, with fractions, since 1970. */
  readonly wall: number;
  /** The server's, milliseconds since 1970. */
  readonly server: number;
  readonly speed: number;
};

/** Everything one run of Tern begins with. Told over the pipe: secrets are in no command line. */
export type Life = {
  /** Counts the runs on this computer, from 1. */
  readonly run: number;
  readonly folder: string;
  readonly time: TimeBase;
  readonly credentials: Credentials;
  /** Dies at this step of its life; null: lives. */
  readonly dieAtStep: number | null;
  /** Tern with a defect, to see the harness find it; null: as it is. */
  readonly breakage: BreakageName | null;
};

/** What the harness tells the process that is Tern. */
export type ToTern =
  | { readonly kind: "begin"; readonly life: Life }
  /** As a window asks; answered under the same id. */
  | { readonly kind: "ask"; readonly id: number; readonly name: RequestName; readonly argument: unknown }
  /** Everything in the open database; answered under the same id. */
  | { readonly kind: "look"; readonly id: number }
  /** A window shows an attachment; answered under the same id. */
  | { readonly kind: "show"; readonly id: number; readonly textId: TextId; readonly attachmentId: AttachmentId }
  /** The person does something with a notification. */
  | { readonly kind: "act"; readonly act: NoticeAct }
  /** The system says that the computer woke up, or that the network is back. */
  | { readonly kind: "wake" }
  /** Time has been moved on: timers fall due accordingly. */
  | { readonly kind: "leapt" }
  | { readonly kind: "die-at"; readonly death: Death }
  | { readonly kind: "quit" };

/** What it answers. `looked` has null while no database is open. */
export type FromTern =
  | { readonly kind: "answer"; readonly id: number; readonly result: Result<unknown> }
  | { readonly kind: "looked"; readonly id: number; readonly contents: StoreContents | null };

const isMessage = (value: unknown): value is { readonly kind: unknown } =>
  typeof value === "object" && value !== null && "kind" in value;

/** The two ends of the pipe are of one make: what has a kind is what the other end said. Throws for anything else. */
export const toTernFrom = (value: unknown): ToTern => {
  if (!isMessage(value)) throw new Error("not a message of the harness");
  return value as ToTern;
};

/** As `toTernFrom`, the other way round. */
export const fromTernFrom = (value: unknown): FromTern => {
  if (!isMessage(value)) throw new Error("not a message of Tern's");
  return value as FromTern;
};
