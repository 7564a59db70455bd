import type {
  AttachmentId,
  ConversationId,
  DeliveryFailure,
  DeliveryStatus,
  EpochMs,
  OutgoingAttachment,
  TextId,
} from "../../../preload/contract/model.ts";
import type { StorageTrouble } from "../../../preload/contract/state.ts";
import type { AwayLog } from "./away-log.ts";
import type { OutgoingText, ProviderId, ProviderText } from "./gateway.ts";
import type { StoredAttachment, StoredConversation, StoredText } from "./stored.ts";

/**
 * What became of a provider's text: `added` is true for the first sight of it, whatever path it came by. It is not for a
 * text of a time that was forgotten here (`forgetBefore`).
 */
export type Saved = { readonly text: StoredText; readonly added: boolean; readonly changed: boolean };

/** Small facts kept with the messages because they hold numbers or words: never in a plain file. */
export type FactName =
  | "chosen-number"
  | "away-plan"
  | "away-rules"
  | "away-seen"
  | "away-turn"
  | "away-untold"
  | "away-model-key"
  | "sync-cursor"
  | "synced-at"
  | "history-from"
  | "signed-in-at"
  | "signed-in-there"
  | "profile"
  | "rebuilt"
  | "known-until"
  | "sender-numbers"
  | "campaigns"
  | "contacts";

/** A text that has yet to be told to the person. `isBegun`: a run of Tern ended while it told of it. */
export type News = { readonly text: StoredText; readonly isBegun: boolean };

/**
 * The messages of one account, in one encrypted database. Synchronous: each call is one transaction.
 * Throws AppError `storage` if the disk or the file fails.
 */
export type MessageStore = AwayLog & {
  /**
   * Runs `work`, which calls this store synchronously, as one transaction: all of it holds or, if it throws, nothing. A
   * call in it that fails half done takes the whole with it, also if it is caught. May be nested.
   *
   * `survives` a `power-cut` (unless said otherwise): it is on the disk when this returns, and so is all that was done
   * before. A `crash`: whatever becomes of the process; after a power cut it may be gone with all that was done after it,
   * which is for what the provider tells again and costs no wait for the disk.
   */
  readonly atomically: <T>(work: () => T, survives?: "power-cut" | "crash") => T;

  /**
   * Inserts or merges by providerId; an older `changedAt` never overwrites a newer one. Makes the conversation. Throws
   * invalid-request, having changed nothing, if a time is no whole number.
   */
  readonly save: (text: ProviderText) => Saved;
  /** Whether a text of the provider is here. */
  readonly has: (id: ProviderId) => boolean;
  /** Takes texts out that were deleted at the provider. Returns the conversations they were in. */
  readonly remove: (ids: readonly ProviderId[]) => readonly ConversationId[];
  /**
   * Takes at most `limit` texts older than `at` off this computer, oldest first, with their attachments; returns how
   * many. What is unread stays, and what the provider does not have. One that it tells of again later is kept without
   * being called `added`: it was here before.
   */
  readonly forgetBefore: (at: EpochMs, limit: number) => number;

  readonly conversations: (before: EpochMs | null, limit: number) => readonly StoredConversation[];
  readonly conversation: (id: ConversationId) => StoredConversation | null;
  /** Finds or makes the conversation with these parties. */
  readonly conversationWith: (
    kind: "text" | "company",
    own: string,
    others: readonly string[],
    now: EpochMs,
  ) => ConversationId;
  /** Oldest first; the newest `limit`, or those before `before`. */
  readonly thread: (id: ConversationId, before: TextId | null, limit: number) => readonly StoredText[];
  readonly text: (id: TextId) => StoredText | null;
  /** The newest `limit` texts of all conversations written since `at`; oldest first. */
  readonly textsSince: (at: EpochMs, limit: number) => readonly StoredText[];
  /**
   * Texts whose words begin with every word of `query`, newest first, before `before` if it is given. Case and accents
   * make no difference; signs (quotes, AND, *) mean nothing. A page ends between two moments, so it may hold a few more
   * than `limit`. Nothing is found for a query without a letter or digit.
   */
  readonly search: (query: string, before: EpochMs | null, limit: number) => readonly StoredText[];
  /** Notes that the person has to be told of these texts: kept until `endNews`, also over a crash. */
  readonly keepNews: (ids: readonly TextId[]) => void;
  /** Texts that were noted and not ended, oldest first; those read meanwhile are left out. `of`: of these only. */
  readonly news: (of?: readonly TextId[]) => readonly News[];
  /** Which these are, and no more of them, since there may be thousands. */
  readonly newsIds: () => readonly TextId[];
  /** Telling of them begins now: whoever finds them begun later cannot know whether they were told. */
  readonly beginNews: (ids: readonly TextId[]) => void;
  /** Takes `beginNews` back: it is certain that nobody was told of them. */
  readonly postponeNews: (ids: readonly TextId[]) => void;
  readonly endNews: (ids: readonly TextId[]) => void;

  /** Marks inbound texts read here, and notes that the provider is to hear of it; true if any was unread. */
  readonly markRead: (id: ConversationId) => boolean;
  /** Texts read here that the provider has not heard of, oldest first. Until then it cannot make them unread again. */
  readonly untoldReads: () => readonly ProviderId[];
  readonly readsTold: (ids: readonly ProviderId[]) => void;
  readonly unreadCount: () => number;

  /** Puts a text in the outbox: status `queued`, before any network. */
  readonly enqueue: (text: NewOutgoing) => StoredText;
  /** Everything not yet accepted and not failed, in the order it was written. Survives a restart. */
  readonly outbox: () => readonly QueuedText[];
  /** What the Gateway needs to send it, its files whole. Throws not-found. */
  readonly outgoing: (id: TextId) => OutgoingText;
  /**
   * Texts of a conversation, whatever their status, that were handed over and are not tied to a record of the provider's:
   * it may yet tell of them.
   */
  readonly handedOver: (id: ConversationId) => readonly QueuedText[];
  readonly setStatus: (id: TextId, status: DeliveryStatus, failure: DeliveryFailure | null) => void;
  /** Status `sending`: noted on the disk before any of it goes to the network. */
  readonly handOver: (id: TextId, at: EpochMs) => void;
  /**
   * The last handing over certainly came to nothing: its time is again `before`, what it was before that. Status `queued`;
   * with a failure `failed`.
   */
  readonly takeBack: (id: TextId, before: EpochMs | null, failure: DeliveryFailure | null) => void;
  /** The person wants it sent again: `queued`, in its thread as if written `at`. It stays known when it was handed over. */
  readonly requeue: (id: TextId, at: EpochMs) => void;
  /** The provider took it: ties it to its record. If the record already came by another path, the two become one. */
  readonly accepted: (id: TextId, record: ProviderText) => StoredText;
  /** Takes a text that is not known to be sent (queued, failed, unknown) away. */
  readonly discard: (id: TextId) => void;

  readonly attachmentContent: (id: AttachmentId) => Uint8Array | null;
  readonly keepAttachmentContent: (id: AttachmentId, content: Uint8Array) => void;
  readonly attachment: (textId: TextId, id: AttachmentId) => StoredAttachment | null;

  readonly draft: (id: ConversationId) => string;
  readonly keepDraft: (id: ConversationId, body: string) => void;
  /** Files that wait to be sent with the draft, in their order. */
  readonly draftFiles: (id: ConversationId) => readonly OutgoingAttachment[];
  /** These, in the place of those that are there. */
  readonly keepDraftFiles: (id: ConversationId, files: readonly OutgoingAttachment[]) => void;

  /** JSON values; null if never kept. The reader checks the shape. */
  readonly fact: (name: FactName) => unknown;
  readonly keepFact: (name: FactName, value: unknown) => void;

  /** Told each time the disk or the file fails, whoever was it that called; a call that throws tells first. */
  readonly onTrouble: (listener: (trouble: StorageTrouble) => void) => void;
  readonly close: () => void;
};

/** A text the person, or Away, wrote: not stored yet. */
export type NewOutgoing = {
  readonly id: TextId;
  readonly conversationId: ConversationId;
  readonly body: string;
  readonly at: EpochMs;
  readonly attachments: readonly OutgoingAttachment[];
  readonly isAwayReply: boolean;
};

/** A row of the outbox. */
export type QueuedText = {
  readonly text: StoredText;
  /** When it was last handed to the network, in any run of Tern; null: never, or it certainly came to nothing. */
  readonly handedOverAt: EpochMs | null;
};

/** Where message stores come from: one database for each account. */
export type MessageStoreProvider = {
  /** Opens, or makes, the account's database. `key` is 64 hexadecimal digits; null keeps everything in memory only. */
  readonly open: (account: string, key: string | null) => MessageStore;
  /**
   * For a database that cannot be used: moves its files aside as they are, makes a new one with `newKey` and takes over,
   * row by row, what of the old one can be read with `oldKey` (null: nothing). The cursor of changes is left behind, so
   * that the next reading brings everything back; texts on their way out count as handed over `now`, since nobody can say
   * whether the last of what was written is there. Close the account's store first.
   */
  readonly rebuild: (account: string, oldKey: string | null, newKey: string, now: EpochMs) => Rebuilt;
  /** Deletes the account's database files, those that were set aside as well. */
  readonly erase: (account: string) => void;
};

/** What came of a rebuilding. */
export type Rebuilt = {
  readonly store: MessageStore;
  /** Name of the file that the old database has now, in the same folder; nothing was deleted. */
  readonly setAside: string;
  /** How many texts were taken over that are still on their way out (queued, sending, unknown). */
  readonly outgoing: number;
  readonly drafts: number;
};
