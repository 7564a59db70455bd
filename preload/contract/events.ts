import type { ConversationId, TextId } from "./model.ts";
import type { Page } from "./requests.ts";
import type { AppState } from "./state.ts";

/** Everything main tells its windows. Names are `feature/verb-in-the-past`. */
export type Events = {
  "state/changed": AppState;
  /** Something in this conversation changed: read again what of it is on screen. */
  "conversation/changed": { readonly conversationId: ConversationId };
  /** How much of a text with attachments is uploaded, in bytes. */
  "outbox/progressed": { readonly textId: TextId; readonly sent: number; readonly total: number };
  /** The main window is asked to show a conversation, or a page. */
  "window/conversation-requested": { readonly conversationId: ConversationId };
  "window/page-requested": { readonly page: Page };
};

/** The name of an event, such as `state/changed`. */
export type EventName = keyof Events;
