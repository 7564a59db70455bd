import type { FailureCode } from "./result.ts";

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** A conversation in Tern's own store: opaque, holds no phone number. */
export type ConversationId = Branded<"ConversationId">;
/** A text in Tern's own store; stays the same from "queued" to "delivered". Opaque, holds no phone number. */
export type TextId = Branded<"TextId">;
/** An attachment of one text in Tern's own store. */
export type AttachmentId = Branded<"AttachmentId">;

/** A moment: milliseconds since 1970-01-01T00:00Z. */
export type EpochMs = number;

/** A calendar day where the person is, as `2026-11-30`. */
export type LocalDate = string;

/** A person or machine at the other end (or oneself). */
export type Party = {
  /** E.164 (`+16505550101`), a short code (`72345`) or an extension number (`102`). */
  readonly address: string;
  /** From the address book, the company directory or the provider; null if nobody knows. */
  readonly name: string | null;
  /** The address as people of its country write it. */
  readonly formatted: string;
};

/** `text`: SMS or MMS with one party; `group`: MMS with several; `company`: a company message between extensions. */
export type ConversationKind = "text" | "group" | "company";

/** A conversation as a line of the list. */
export type ConversationSummary = {
  readonly id: ConversationId;
  readonly kind: ConversationKind;
  /** Names, or formatted addresses, of the others: "Jane Doe", "Jane Doe, Amir Khan". */
  readonly title: string;
  readonly others: readonly Party[];
  /** Own number of this conversation. */
  readonly own: Party;
  /** First line of the newest text, or what it carries ("Photo", "3 attachments"). */
  readonly lastLine: string;
  readonly lastDirection: Direction | null;
  readonly lastAt: EpochMs;
  readonly unread: number;
  /** The newest own text was not sent. */
  readonly lastFailed: boolean;
  /** The newest own text was an away reply. */
  readonly lastWasAwayReply: boolean;
};

/** Inbound: to the person. Outbound: from them, wherever they wrote it. */
export type Direction = "inbound" | "outbound";

/**
 * The way of an outbound text. `queued`: stored here, waits for its turn or for the network. `sending`: request under way;
 * with the failure `answer-lost` its answer never came, and Tern looks for it at RingCentral. `accepted`: RingCentral has
 * it. `sent`: the carrier has it (may be the last we hear). `delivered`: the carrier reports it on the phone. `failed`:
 * will not arrive. `unknown`: it may have been sent, and cannot be found at RingCentral; with the failure `answer-lost`
 * the person is asked what to do, without one they left it at that. `received` is the only status of an inbound text.
 */
export type DeliveryStatus =
  | "received"
  | "queued"
  | "sending"
  | "accepted"
  | "sent"
  | "delivered"
  | "failed"
  | "unknown";

/** Why a text failed: either before it was accepted (a failure code) or at the carrier (`carrierCode`, e.g. SMS-CAR-431). */
export type DeliveryFailure = {
  readonly code: FailureCode | "carrier";
  readonly carrierCode?: string;
  readonly about?: string;
};

/** A file that a text carries, as windows show it. */
export type AttachmentView = {
  readonly id: AttachmentId;
  readonly fileName: string;
  readonly contentType: string;
  /** Bytes; null if the provider did not say. */
  readonly size: number | null;
  /** Path on the window's own origin where main serves the content: `/attachment/<TextId>/<AttachmentId>`. */
  readonly path: string;
};

/** Where the words of an answer come from. */
export type AwayWordsFrom = "message" | "language" | "label" | "template" | "model";

/** A text as windows show it. */
export type TextView = {
  readonly id: TextId;
  readonly conversationId: ConversationId;
  readonly direction: Direction;
  /** Who wrote it; oneself for outbound. */
  readonly author: Party;
  /** May be empty if there are attachments. */
  readonly body: string;
  readonly at: EpochMs;
  readonly status: DeliveryStatus;
  readonly failure: DeliveryFailure | null;
  readonly attachments: readonly AttachmentView[];
  readonly isAwayReply: boolean;
  /** Where an away reply has its words from; null: it is none, or nobody knows any more. */
  readonly awayWordsFrom: AwayWordsFrom | null;
};

/** A page of a thread, oldest first. */
export type ThreadPage = {
  readonly conversation: ConversationSummary;
  readonly texts: readonly TextView[];
  readonly hasOlder: boolean;
};

/** One number of somebody who can be written to. */
export type ContactView = { readonly name: string; readonly address: string; readonly formatted: string };

/** A number (or extension) of the account that texts can be sent from. */
export type SenderNumber = {
  readonly address: string;
  readonly formatted: string;
  readonly label: string | null;
  readonly canSendText: boolean;
  readonly canSendPictures: boolean;
};

/**
 * What texts of an own number were registered for with the carriers of the United States: a campaign at The Campaign
 * Registry. Numbers without one (toll-free ones, say), and those of which RingCentral tells nothing, have none here.
 */
export type SenderCampaign = {
  readonly address: string;
  readonly formatted: string;
  /** Carriers take texts of a confirmed campaign only; null: RingCentral does not say. */
  readonly isConfirmed: boolean | null;
  /** In the registry's words, such as `CUSTOMER_CARE`; empty: RingCentral does not say. */
  readonly useCases: readonly string[];
};

/** A file on its way out. `content` is whole: at most 1.5 MB for all together. */
export type OutgoingAttachment = {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: Uint8Array;
};
