import type {
  AttachmentId,
  ConversationId,
  ConversationKind,
  DeliveryFailure,
  DeliveryStatus,
  Direction,
  EpochMs,
  TextId,
} from "../../../preload/contract/model.ts";
import type { ProviderAttachment, ProviderId } from "./gateway.ts";

/** A conversation is its parties: one own address and a set of others. */
export type StoredConversation = {
  readonly id: ConversationId;
  readonly kind: ConversationKind;
  readonly own: string;
  readonly others: readonly string[];
  readonly unread: number;
  readonly lastAt: EpochMs;
  /** Newest text; null in a conversation just started. */
  readonly last: StoredText | null;
};

/** A text as it is kept, whatever side it came from. */
export type StoredText = {
  readonly id: TextId;
  /** Null until the provider accepted it. */
  readonly providerId: ProviderId | null;
  readonly conversationId: ConversationId;
  readonly direction: Direction;
  /** Address of the author. */
  readonly from: string;
  readonly fromName: string | null;
  readonly body: string;
  readonly at: EpochMs;
  readonly isRead: boolean;
  readonly status: DeliveryStatus;
  readonly failure: DeliveryFailure | null;
  readonly isAwayReply: boolean;
  readonly attachments: readonly StoredAttachment[];
};

/** An attachment as it is kept; its content is asked for apart. */
export type StoredAttachment = {
  readonly id: AttachmentId;
  readonly fileName: string;
  readonly contentType: string;
  readonly size: number | null;
  /** How to fetch it; null while it is only here (on its way out). */
  readonly source: ProviderAttachment | null;
};
