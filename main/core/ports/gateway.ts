import type {
  DeliveryFailure,
  DeliveryStatus,
  Direction,
  EpochMs,
  OutgoingAttachment,
  SenderCampaign,
} from "../../../preload/contract/model.ts";
import type { Credentials } from "../../../preload/contract/requests.ts";
import type { SessionTerm } from "../../../preload/contract/state.ts";

import type { AppError } from "./app-error.ts";

/** The provider's id of a message: a string of at most 64 characters, unique within the account. */
export type ProviderId = string;

/** A text as the provider tells it, in Tern's words. */
export type ProviderText = {
  readonly providerId: ProviderId;
  readonly kind: "text" | "company";
  readonly direction: Direction;
  /** Own number (E.164), or own extension number for a company message. */
  readonly own: string;
  /** Everybody else in the conversation: E.164, short code or extension number. Never empty, no duplicates, sorted. */
  readonly others: readonly string[];
  /** Who wrote it, if inbound: one of `others`. */
  readonly from: string;
  /** Name the provider gives the author; null if none. */
  readonly fromName: string | null;
  readonly body: string;
  readonly at: EpochMs;
  /** For merging: a record with an older value never overwrites a newer one. */
  readonly changedAt: EpochMs;
  readonly isRead: boolean;
  readonly status: DeliveryStatus;
  readonly failure: DeliveryFailure | null;
  readonly attachments: readonly ProviderAttachment[];
};

/** `ref` is all the Gateway needs to fetch the content later; the core never looks inside. */
export type ProviderAttachment = {
  readonly ref: string;
  readonly fileName: string;
  readonly contentType: string;
  /** Bytes; null if not told. */
  readonly size: number | null;
};

/** Where reading changes left off; opaque. */
export type SyncCursor = string;

/** What is new at the provider since a cursor. */
export type Changes = {
  readonly texts: readonly ProviderText[];
  /** Deleted at the provider. */
  readonly removed: readonly ProviderId[];
  readonly cursor: SyncCursor;
  /** When the provider made this answer, by its own clock; null if it does not say. */
  readonly at: EpochMs | null;
  /** The cursor was refused or absent: `texts` is everything since the date asked for, not only changes. */
  readonly isFull: boolean;
};

/** Who is signed in. */
export type ProviderProfile = {
  /** Id of the user at the provider; one account in Tern is one of these at one server. */
  readonly userId: string;
  readonly name: string;
  readonly company: string | null;
  readonly extensionNumber: string | null;
  /** ISO 3166 code of the country whose number rules apply, e.g. "US". */
  readonly country: string;
};

/** An own number, and what the provider lets it send. */
export type ProviderNumber = {
  readonly address: string;
  readonly label: string | null;
  readonly canSendText: boolean;
  readonly canSendPictures: boolean;
  /** The provider's own first choice. */
  readonly isPrimary: boolean;
};

/** What texts of an own number were registered for with carriers; see SenderCampaign. */
export type ProviderCampaign = Pick<SenderCampaign, "isConfirmed" | "useCases">;

/** Someone known: from the address book (`personal`) or a colleague (`colleague`). One entry for each number. */
export type ProviderContact = {
  readonly source: "personal" | "colleague";
  readonly name: string;
  readonly firstName: string | null;
  /** As the provider stores it: not normalised. */
  readonly address: string;
  /** Which entry of the address book it is in: all numbers of a person have the same. Absent: not told. */
  readonly entry?: string;
};

/** A text to hand over. `own` and `others` as in ProviderText. */
export type OutgoingText = {
  readonly kind: "text" | "company";
  readonly own: string;
  readonly others: readonly string[];
  readonly body: string;
  readonly attachments: readonly OutgoingAttachment[];
};

/** What is told as it happens. A hint only: `changesSince` is the truth. */
export type LiveEvents = {
  /** A new inbound text, whole. */
  readonly onText: (text: ProviderText) => void;
  /** Something changed (a status, a read mark, a company message): read changes soon. */
  readonly onChanged: () => void;
  /**
   * `live`: events arrive now; whatever came before may have been missed, so read changes.
   * `down`: not connected, trying again. `refused`: the provider will not have us; `error` says why; tried again, seldom.
   */
  readonly onLink: (link: LinkState) => void;
};

/** How the live link is; see LiveEvents.onLink. */
export type LinkState =
  | { readonly kind: "connecting" }
  | { readonly kind: "live" }
  | { readonly kind: "down" }
  | { readonly kind: "rate-limited"; readonly until: EpochMs }
  | { readonly kind: "refused"; readonly error: AppError };

/** When the provider made an answer. */
export type AnswerTime = {
  /** By its own clock, to the second perhaps; null if it does not say. */
  readonly at: EpochMs | null;
  /** When it was asked and when its answer was heard, by Clock.steady: the answer was made in between. */
  readonly asked: number;
  readonly heard: number;
};

/** A live connection; one at a time for a session. */
export type LiveLink = {
  /** The computer woke up, or the network changed: do not trust the socket, connect anew at once. */
  readonly wake: () => void;
  /** Ends it; no event is told afterwards. */
  readonly close: () => Promise<void>;
};

/** Who listens to an account's live events: `count` of them, ourselves among them; `before`: how many began before us. */
export type Listeners = { readonly count: number; readonly before: number };

/** A signed-in session with a texting provider (RingCentral; later Kandy). */
export type Gateway = {
  readonly profile: () => Promise<ProviderProfile>;
  readonly senderNumbers: () => Promise<readonly ProviderNumber[]>;
  /** Of one of the sender numbers. Null: it has none, or the provider does not tell. Rejects with what may pass. */
  readonly campaign: (address: string) => Promise<ProviderCampaign | null>;
  readonly contacts: () => Promise<readonly ProviderContact[]>;
  /**
   * Hands a text over; resolves with the accepted record. Never repeats a request that may have arrived.
   * `onProgress` is told bytes of the request body handed to the network.
   * Rejects with: no-network (did not leave), server-error, rate-limited, not-allowed, invalid-recipient,
   * attachments-too-large, attachment-type, missing-permission, signed-out; answer-lost if it may have arrived.
   */
  readonly send: (text: OutgoingText, onProgress?: (sent: number, total: number) => void) => Promise<ProviderText>;
  /**
   * Changes since the cursor, or everything since the date if the cursor is null or refused. `onProgress` is told how many
   * texts of a long reading are here, and of how many if the provider says so.
   */
  readonly changesSince: (
    cursor: SyncCursor | null,
    since: EpochMs,
    onProgress?: (read: number, total: number | null) => void,
  ) => Promise<Changes>;
  /** Rejects also if only some were not marked: they are all to be told again, which does no harm to those that were. */
  readonly markRead: (ids: readonly ProviderId[]) => Promise<void>;
  readonly attachmentContent: (attachment: ProviderAttachment) => Promise<Uint8Array>;
  readonly live: (events: LiveEvents) => LiveLink;
  /**
   * Who listens to this account now by way of the same app: other Terns. Null if the provider's list does not hold
   * ourselves, and so cannot be trusted. Rejects as `profile` does.
   */
  readonly listeners: () => Promise<Listeners | null>;
  /**
   * Ends the session at the provider, in 6 s at most: one that cannot be reached is left to expire. From the call on no
   * token is stored but one whose storing has begun. Never rejects.
   */
  readonly signOut: () => Promise<void>;
  /** Called when the session has ended for good (refresh refused): the person must sign in again. */
  readonly onEnded: (listener: () => void) => void;
  /** Told each time the session is renewed, and at once of how long it lasts now, if that is known. */
  readonly onTerm: (listener: (term: SessionTerm) => void) => void;
  /**
   * Told of each answer that certainly is the provider's, a refusal too, before anything is done with it; and at once of
   * the latest one, if there was any.
   */
  readonly onAnswered: (listener: (time: AnswerTime) => void) => void;
};

/** Where a session keeps its token between runs; the Gateway writes a rotated token before it uses it. */
export type TokenStore = {
  readonly read: () => Promise<string | null>;
  readonly write: (token: string) => Promise<void>;
};

/**
 * Where a provider keeps between runs how long it must not be asked: a JSON value without anything secret in it, null if
 * none was ever kept. The reader checks the shape. `keep` never throws: what cannot be kept is forgotten.
 */
export type LimitsStore = {
  readonly read: () => unknown;
  readonly keep: (limits: unknown) => void;
};

/** Where sessions come from. The Gateway it gives is signed in until `onEnded`. */
export type GatewayProvider = {
  /** Rejects with bad-server, bad-client, bad-jwt, missing-permission (about = its name), no-network, rate-limited. */
  readonly signIn: (credentials: Credentials, tokens: TokenStore) => Promise<Gateway>;
  /** Takes up the stored session without asking the network; a dead token is found out by the first call. */
  readonly resume: (credentials: Credentials, tokens: TokenStore) => Promise<Gateway>;
};
