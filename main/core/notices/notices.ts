import type { ConversationId, TextId } from "../../../preload/contract/model.ts";
import type { Notice, Notifier, ShowOutcome } from "../ports/desktop.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { StoredText } from "../ports/stored.ts";
import type { InBackground } from "../in-background.ts";
import type { Contacts } from "../contacts/contacts.ts";
import type { ConversationViews } from "../conversations/conversation-views.ts";
import { backlogNoticeFrom, type BacklogText } from "./backlog-notice-from.ts";
import { noticeFrom } from "./notice-from.ts";

/** Notifications about texts: one at a time for a conversation, and one for a backlog of many. */
export type Notices = {
  /**
   * Makes notices of unread inbound texts that are told at once; what it returns shows them, and resolves when the system
   * has answered for them with the texts that it did not, or may not have, told of. `isRepeat`: they may have been told
   * before. `isUrgent`: they break through quiet, and their notices say no other words.
   */
  readonly prepare: (texts: readonly StoredText[], how: HowTold) => () => Promise<readonly LeftOver[]>;
  /** Takes a conversation's notice away, also one that an earlier run of Tern left: it has been read. */
  readonly withdraw: (id: ConversationId) => void;
  /** The same where something changed, for those that have a notice and nothing unread: read on the phone, say. */
  readonly withdrawRead: (ids: ReadonlySet<ConversationId>) => void;
  /** Takes all of them away: nobody is signed in any more. */
  readonly withdrawAll: () => void;
};

/** What is true of all texts that are told together. */
export type HowTold = Pick<Notice, "isRepeat" | "isUrgent">;

/** Texts whose notice was not shown, or may not have been. */
export type LeftOver = { readonly ids: readonly TextId[]; readonly outcome: Exclude<ShowOutcome, "shown"> };

/** Texts of more conversations than these, told at once, are summed up in one notice. */
const MOST_APART = 3;

/** How many texts at the end of a thread are looked at for the newest unread one. */
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
  /** What the notice of the backlog stands for: its texts in conversations that are unread and have no later notice. */
  const backlog = new Map<ConversationId, readonly BacklogText[]>();

  const withdrawBacklog = (): void => {
    backlog.clear();
    inBackground("withdraw a notice", notifier.withdraw("backlog"));
  };
  const leaveBacklog = (id: ConversationId): void => {
    if (backlog.delete(id) && backlog.size === 0) withdrawBacklog();
  };

  const takeFromBacklog = (id: ConversationId, some: readonly BacklogText[]): void => {
    const rest = (backlog.get(id) ?? []).filter((text) => !some.includes(text));
    if (rest.length > 0) backlog.set(id, rest);
    else backlog.delete(id);
  };

  const noticeOf = (id: ConversationId, news: readonly StoredText[], how: HowTold): Notice | null => {
    const conversation = views.summary(id);
    if (conversation === null) return null;
    const tellsOf = news.map((text) => text.id);
    // Whatever order they arrived in, the notice says the newest unread one.
    const newest = store.thread(id, null, 1)[0];
    const others =
      how.isUrgent || (newest !== undefined && tellsOf.includes(newest.id))
        ? []
        : store
            .thread(id, null, LOOK_BACK)
            .filter((text) => text.direction === "inbound" && !text.isRead && !tellsOf.includes(text.id));
    const texts = [...others, ...news].map((text) => ({
      author: contacts.party(text.from, conversation.kind, text.fromName),
      body: text.body,
      attachments: text.attachments,
      at: text.at,
    }));
    return noticeFrom({ conversation, texts, tellsOf, ...how });
  };

  const backlogOf = (id: ConversationId, news: readonly StoredText[]): readonly BacklogText[] => {
    const kind = store.conversation(id)?.kind ?? "text";
    return news.map(({ from, fromName, at }) => ({
      conversationId: id,
      author: contacts.party(from, kind, fromName),
      at,
    }));
  };

  const takeAway = (id: ConversationId): void => {
    shown.delete(id);
    inBackground("withdraw a notice", notifier.withdraw(id));
  };
  const withdraw = (id: ConversationId): void => {
    takeAway(id);
    leaveBacklog(id);
    // One that an earlier run left.
    if (backlog.size === 0 && store.unreadCount() === 0) withdrawBacklog();
  };

  return {
    prepare: (texts, how) => {
      const byConversation = [...Map.groupBy(texts, (text) => text.conversationId)];
      if (byConversation.length > MOST_APART) {
        const more = byConversation.map(([id, news]) => [id, backlogOf(id, news)] as const);
        const tellsOf = texts.map(({ id }) => id);
        return async () => {
          for (const [id, some] of more) backlog.set(id, [...(backlog.get(id) ?? []), ...some]);
          const outcome = await notifier.show(backlogNoticeFrom([...backlog.values()].flat(), { tellsOf, ...how }));
          if (outcome === "shown") return [];
          // They come again, and count once.
          for (const [id, some] of more) takeFromBacklog(id, some);
          return [{ ids: tellsOf, outcome }];
        };
      }
      const notices = byConversation.flatMap(([id, news]) => {
        const notice = noticeOf(id, news, how);
        return notice === null ? [] : [{ id, notice }];
      });
      return async () => {
        const left = notices.map(async ({ id, notice }): Promise<readonly LeftOver[]> => {
          shown.add(id);
          leaveBacklog(id);
          const outcome = await notifier.show(notice);
          return outcome === "shown" ? [] : [{ ids: notice.tellsOf, outcome }];
        });
        return (await Promise.all(left)).flat();
      };
    },
    withdraw,
    withdrawRead: (ids) => {
      const hasNotice = (id: ConversationId): boolean => shown.has(id) || backlog.has(id);
      for (const id of ids) if (hasNotice(id) && store.conversation(id)?.unread === 0) withdraw(id);
    },
    withdrawAll: () => {
      if (backlog.size > 0) withdrawBacklog();
      for (const id of shown) takeAway(id);
    },
  };
};
