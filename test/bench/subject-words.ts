import type { Credentials } from "../../preload/contract/requests.ts";

/** What a subject of the bench is told, over the pipe between its process and the bench. */
export type ToSubject =
  | {
      readonly kind: "begin";
      readonly folder: string;
      readonly credentials: Credentials;
      readonly clients: readonly string[];
    }
  /** Whoever was answered by Away may be answered again. */
  | { readonly kind: "new-absence" }
  | { readonly kind: "wake" }
  | { readonly kind: "count" }
  | { readonly kind: "quit" };

/** What it says. `at` is the moment (moment.ts) it happened. */
export type FromSubject =
  | { readonly kind: "listed"; readonly at: number }
  | { readonly kind: "live"; readonly at: number }
  | { readonly kind: "notified"; readonly body: string; readonly at: number }
  | { readonly kind: "away" }
  | { readonly kind: "counted"; readonly unread: number; readonly rssBytes: number };
