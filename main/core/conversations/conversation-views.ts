import type {
  ConversationId,
  ConversationSummary,
  EpochMs,
  TextId,
  TextView,
  ThreadPage,
} from "../../../preload/contract/model.ts";
import { failed, ok, type Result } from "../../../preload/contract/result.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { StoredConversation, StoredText } from "../ports/stored.ts";
import type { Contacts } from "../contacts/contacts.ts";
import { firstLineOf } from "../what-it-carries.ts";

/** Conversations and texts as windows show them: with names and formatted numbers. */
export type ConversationViews = {
  readonly list: (before: EpochMs | null, limit: number) => readonly ConversationSummary[];
  readonly summary: (id: ConversationId) => ConversationSummary | null;
  /** Fails with not-found. */
  readonly thread: (id: ConversationId, before: TextId | null, limit: number) => Result<ThreadPage>;
};

/** How far back to look for what the provider called somebody who is in no address book. */
const NAME_LOOK_BACK = 10;

export const createConversationViews = ({
  store,
  contacts,
}: {
  readonly store: MessageStore;
  readonly contacts: Pick<Contacts, "party">;
}): ConversationViews => {
  const providerName = (conversation: StoredConversation, address: string): string | null => {
    const { last } = conversation;
    if (last === null) return null;
    if (last.direction === "inbound" && last.from === address && last.fromName !== null) return last.fromName;
    const texts = store.thread(conversation.id, null, NAME_LOOK_BACK);
    const theirs = texts.findLast((text) => text.direction === "inbound" && text.from === address && text.fromName);
    return theirs?.fromName ?? null;
  };

  const summaryOf = (conversation: StoredConversation): ConversationSummary => {
    const { id, kind, last } = conversation;
    const others = conversation.others.map((address) => {
      const known = contacts.party(address, kind, null);
      return known.name === null ? { ...known, name: providerName(conversation, address) } : known;
    });
    return {
      id,
      kind,
      title: others.map((party) => party.name ?? party.formatted).join(", "),
      others,
      own: contacts.party(conversation.own, kind, null),
      lastLine: last === null ? "" : firstLineOf(last),
      lastDirection: last?.direction ?? null,
      lastAt: conversation.lastAt,
      unread: conversation.unread,
      lastFailed: last?.direction === "outbound" && last.status === "failed",
      lastWasAwayReply: last?.direction === "outbound" && last.isAwayReply,
    };
  };

  const wordsFrom = (answer: TextId): TextView["awayWordsFrom"] => {
    const outcome = store.awayEntryOf(answer)?.outcome;
    return outcome?.kind === "answered" ? outcome.wordsFrom : null;
  };

  const viewOf = (conversation: StoredConversation, text: StoredText): TextView => ({
    id: text.id,
    conversationId: text.conversationId,
    direction: text.direction,
    author: contacts.party(text.from, conversation.kind, text.fromName),
    body: text.body,
    at: text.at,
    status: text.status,
    failure: text.failure,
    attachments: text.attachments.map(({ id, fileName, contentType, size }) => ({
      id,
      fileName,
      contentType,
      size,
      path: `/attachment/${text.id}/${id}`,
    })),
    isAwayReply: text.isAwayReply,
    awayWordsFrom: text.isAwayReply ? wordsFrom(text.id) : null,
  });

  return {
    list: (before, limit) => store.conversations(before, limit).map(summaryOf),
    summary: (id) => {
      const conversation = store.conversation(id);
      return conversation === null ? null : summaryOf(conversation);
    },
    thread: (id, before, limit) => {
      const conversation = store.conversation(id);
      if (conversation === null) return failed("not-found", "no such conversation");
      // One more than asked for tells whether there are older ones.
      const texts = store.thread(id, before, limit + 1);
      return ok({
        conversation: summaryOf(conversation),
        texts: texts.slice(-limit).map((text) => viewOf(conversation, text)),
        hasOlder: texts.length > limit,
      });
    },
  };
};
