import type { Failure } from "./result.ts";
import type { EpochMs, LocalDate, SenderNumber } from "./model.ts";

/** Who is signed in. */
export type AccountView = {
  readonly name: string;
  readonly company: string | null;
  readonly extensionNumber: string | null;
  readonly server: string;
};

/** Who is signed in, if anybody. */
export type SessionState =
  /**
   * `nobody`: the person signed out, or never signed in. `ended`: RingCentral ended the session. `storage`: what is kept
   * of it cannot be opened now (a locked keychain, say); it is still there.
   */
  | {
      readonly kind: "signed-out";
      readonly because: "nobody" | "ended" | "storage";
      /** Why a sign-in that no window asked for (`--jwt-from-env`) failed. */
      readonly refusal?: Failure;
    }
  | { readonly kind: "signing-in" }
  | { readonly kind: "signed-in"; readonly account: AccountView };

/** Whether texts arrive by themselves right now. */
export type ConnectionState =
  | { readonly kind: "idle" } // signed out
  | { readonly kind: "connecting"; readonly since: EpochMs }
  | { readonly kind: "catching-up"; readonly since: EpochMs }
  | { readonly kind: "live"; readonly since: EpochMs }
  | { readonly kind: "offline"; readonly since: EpochMs }
  | { readonly kind: "rate-limited"; readonly until: EpochMs }
  /** RingCentral will not tell texts live; Tern asks for them every minute instead. `failure` says why not. */
  | { readonly kind: "refused"; readonly since: EpochMs; readonly failure: Pick<Failure, "code" | "about"> };

/** Away as windows and the tray show it. */
export type AwayState = {
  readonly on: boolean;
  /** May hold {firstName} and {returnDate}. */
  readonly message: string;
  /** Away ends by itself when this day begins; null: until it is switched off. */
  readonly returnDate: LocalDate | null;
  /** When this absence began; null if off. */
  readonly since: EpochMs | null;
  /** How many people were answered in this absence. */
  readonly answered: number;
};

/** How a notification can be answered on this system. */
export type NotificationAbility = "inline-reply" | "buttons" | "click" | "none";

/** Everything a window needs to draw its frame. Messages are not in it: they are paged by request. */
export type AppState = {
  /** Grows by one with every change: a picture drops what is older than what it has. */
  readonly revision: number;
  readonly session: SessionState;
  readonly connection: ConnectionState;
  /** `memory-only`: this system has no keychain, so the session ends when Tern quits. */
  readonly keychain: "keychain" | "memory-only";
  /** Server the sign-in form starts with; null: production. */
  readonly suggestedServer: string | null;
  readonly notifications: NotificationAbility;
  readonly senderNumbers: readonly SenderNumber[];
  /** Address of the number that new conversations are written from. */
  readonly chosenNumber: string | null;
  /** Unread inbound texts in all conversations. */
  readonly unread: number;
  readonly away: AwayState;
};
