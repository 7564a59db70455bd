import type { Contacts } from "../contacts/contacts.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { StoredText } from "../ports/stored.ts";
import type { IntentReader } from "../intents/read-intent.ts";

/** How many texts are looked at for one of the person's own. */
const LOOK_BACK = 200;

/**
 * Whether a text is worth breaking through quiet: urgent, from a contact or somebody whom the person has written to. What
 * Away wrote does not count: a stranger could call for it.
 */
export const createBreakThrough = ({
  intentOf,
  contacts,
  store,
}: {
  readonly intentOf: IntentReader;
  readonly contacts: Pick<Contacts, "personal" | "colleague">;
  readonly store: Pick<MessageStore, "thread">;
}): ((text: StoredText) => boolean) => {
  const isKnown = ({ from, conversationId }: StoredText): boolean =>
    contacts.personal(from) !== null ||
    contacts.colleague(from) !== null ||
    store
      .thread(conversationId, null, LOOK_BACK)
      .some((own) => own.direction === "outbound" && !own.isAwayReply && own.status !== "failed");
  return (text) => {
    const read = intentOf(text.body);
    return read?.intent === "urgent" && read.isSure && isKnown(text);
  };
};
