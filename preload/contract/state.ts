import type { STORAGE_TROUBLES } from "./limits.ts";
import type { Failure } from "./result.ts";
import type { Absence, AwayRules, QuietRules, QuietState, WorkingHours } from "./away.ts";
import type { EpochMs, SenderNumber } from "./model.ts";

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
      /** If `storage`: what is wrong with it; null if not known. */
      readonly trouble?: StorageTrouble | null;
      /** Why a sign-in that no window asked for (`--jwt-from-env`, the next start) failed. */
      readonly refusal?: Failure;
      /**
       * What this computer still keeps, if anything. `account`: whose texts wait for their next sign-in; null if not known.
       * `others`: how many more people's. Signing out now takes all of it away.
       */
      readonly kept?: { readonly account: AccountView | null; readonly others: number };
    }
  | { readonly kind: "signing-in" }
  | { readonly kind: "signed-in"; readonly account: AccountView };

/** How long a session lasts if Tern cannot renew it, being off, asleep or offline. Tern that runs renews it in time. */
export type SessionTerm = {
  /** By this computer's clock, as far as RingCentral said; it may have gone by. */
  readonly endsAt: EpochMs;
  /** Tern then signs in again by itself, with the JWT it keeps, as long as RingCentral takes that. */
  readonly signsInAgain: boolean;
};

/** How far a reading of texts has come. */
export type SyncProgress = { readonly done: number; readonly total: number | null };

/** What a person may choose about how much is read and kept. See SETTINGS_LIMITS. */
export type Settings = {
  /** How far back the first reading goes, in days. */
  readonly historyDays: number;
  /** Texts are read this often even if nothing tells of new ones, in minutes. */
  readonly checkMinutes: number;
  /** Texts older than this many days are taken off this computer; null: none are. */
  readonly keepDays: number | null;
};

/** Why texts cannot be kept. See main/storage/storage-error.ts for what each means. */
export type StorageTrouble = (typeof STORAGE_TROUBLES)[number];

/**
 * Whether texts can be kept. `trouble`: not now; Tern goes on and tries again. `rebuilt`: the database could not be used
 * and was set aside under the name `setAside` in the profile's folder; what RingCentral has is read again, and so many
 * texts on their way out and drafts could be taken over. Stays until the person has seen it.
 */
export type StorageState =
  | { readonly kind: "fine" }
  | { readonly kind: "trouble"; readonly about: StorageTrouble }
  | {
      readonly kind: "rebuilt";
      readonly because: "damaged" | "wrong-key" | "no-key";
      readonly setAside: string;
      readonly outgoing: number;
      readonly drafts: number;
    };

/** Whether texts arrive by themselves right now. */
export type ConnectionState =
  | { readonly kind: "idle" } // signed out
  | { readonly kind: "connecting"; readonly since: EpochMs }
  /**
   * Events arrive, but what came before them is not read yet. `progress`: of a long reading, in texts; `total` is null
   * where RingCentral does not say. `failure`: why reading fails; Tern tries again by itself.
   */
  | {
      readonly kind: "catching-up";
      readonly since: EpochMs;
      readonly progress: SyncProgress | null;
      readonly failure: Pick<Failure, "code" | "about"> | null;
    }
  | { readonly kind: "live"; readonly since: EpochMs }
  | { readonly kind: "offline"; readonly since: EpochMs }
  | { readonly kind: "rate-limited"; readonly until: EpochMs }
  /**
   * Texts are not told live; Tern asks for them every minute instead. `failure` says why RingCentral will not; null: it
   * answers, but no live connection gets through (a firewall, say), and Tern goes on trying.
   */
  | {
      readonly kind: "refused";
      readonly since: EpochMs;
      readonly failure: Pick<Failure, "code" | "about"> | null;
    };

/** Away as windows and the tray show it. */
export type AwayState = {
  /** Null: not away. */
  readonly absence: Absence | null;
  /** How many answers this absence gave. */
  readonly answered: number;
  readonly rules: AwayRules;
  readonly hours: WorkingHours;
  /** The origin of the language model that the key in the keychain is for; null: none is kept. */
  readonly modelKeyOrigin: string | null;
};

/** How a notification can be answered on this system. */
export type NotificationAbility = "inline-reply" | "buttons" | "click" | "none";

/** Everything a window needs to draw its frame. Messages are not in it: they are paged by request. */
export type AppState = {
  /** Grows by one with every change: a picture drops what is older than what it has. */
  readonly revision: number;
  readonly session: SessionState;
  /** Null: nobody is signed in, or no token is there yet. */
  readonly sessionTerm: SessionTerm | null;
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
  /** Of this computer, whoever is signed in. */
  readonly quiet: { readonly state: QuietState; readonly rules: QuietRules };
  readonly storage: StorageState;
  readonly settings: Settings;
  /** Whether Tern starts when the person logs in; null: this Tern cannot. */
  readonly startsAtLogin: boolean | null;
};
