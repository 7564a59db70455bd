import type { ConversationId } from "../../../preload/contract/model.ts";
import type { Notifier } from "../ports/desktop.ts";
import type { MessageStore, StoredText } from "../ports/message-store.ts";
import type { InBackground } from "../in-background.ts";
import type { Contacts } from "../contacts/contacts.ts";
import type { ConversationViews } from "../conversations/conversation-views.ts";
import { noticeFrom } from "./notice-from.ts";

/** Notifications about texts, one at a time for a conversation. */
export type Notices = {
  /** Tells of new inbound texts; several of one conversation come as one. */
  readonly announce: (texts: readonly StoredText[]) => void;
  /** Takes a conversation's notice away, also one that an earlier run of Tern left: it has been read. */
  readonly withdraw: (id: ConversationId) => void;
  /** The same for many conversations, most of which have none: it was read elsewhere. */
  readonly withdrawIfShown: (id: ConversationId) => void;
  /** Takes all of them away: nobody is signed in any more. */
  readonly withdrawAll: () => void;
};

/** How many texts at the end of a thread are looked at. */
const LOOK_BACK = 50;

export const createNotices = ({
  notifier,
  store,
  contacts,
  views,
  inBackground,
}: {
  readonly notifier: Notifier;
  readonly store: MessageStore;
  readonly contacts: Pick<Contacts, "party">;
  readonly views: Pick<ConversationViews, "summary">;
  readonly inBackground: InBackground;
}): Notices => {
  const shown = new Set<ConversationId>();

  const announceIn = (id: ConversationId): void => {
    const conversation = views.summary(id);
    if (conversation === null) return;
    // Whatever order they arrived in, the notice says the newest unread one.
    const unread = store.thread(id, null, LOOK_BACK).filter((text) => text.direction === "inbound" && !text.isRead);
    const texts = unread.map((text) => ({
      author: contacts.party(text.from, conversation.kind, text.fromName),
      body: text.body,
      attachments: text.attachments,
      at: text.at,
    }));
    const notice = noticeFrom({ conversation, texts });
    if (notice === null) return;
    shown.add(id);
    inBackground("show a notice", notifier.show(notice));
  };

  const withdraw = (id: ConversationId): void => {
    shown.delete(id);
    inBackground("withdraw a notice", notifier.withdraw(id));
  };

  return {
    announce: (texts) => {
      for (const id of new Set(texts.map((text) => text.conversationId))) announceIn(id);
    },
    withdraw,
    withdrawIfShown: (id) => {
      if (shown.has(id)) withdraw(id);
    },
    withdrawAll: () => {
      for (const id of shown) withdraw(id);
    },
  };
};
