import type { ConversationId } from "../../../preload/contract/model.ts";
import { failed, ok, type Result } from "../../../preload/contract/result.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { Clock } from "../ports/system.ts";
import type { Contacts } from "../contacts/contacts.ts";
import type { SenderNumbers } from "../numbers/sender-numbers.ts";

/**
 * Finds or makes the conversation with the people whose addresses were typed. Fails with invalid-recipient (`about` is
 * what was typed) and no-sender-number. Extension numbers of colleagues make a company conversation.
 */
export type StartConversation = (addresses: readonly string[]) => Result<ConversationId>;

export const createStartConversation =
  ({
    store,
    contacts,
    numbers,
    e164,
    extensionNumber,
    clock,
  }: {
    readonly store: MessageStore;
    readonly contacts: Pick<Contacts, "colleague">;
    readonly numbers: SenderNumbers;
    readonly e164: (text: string) => string | null;
    /** Of the person who is signed in. */
    readonly extensionNumber: () => string | null;
    readonly clock: Clock;
  }): StartConversation =>
  (addresses) => {
    const typed = addresses.map((address) => address.trim()).filter((address) => address !== "");
    const [first] = typed;
    if (first === undefined) return failed("invalid-recipient", "nobody to write to", { about: "" });

    if (contacts.colleague(first) !== null) {
      const own = extensionNumber();
      if (own === null) return failed("no-sender-number", "no extension number to write from");
      const stranger = typed.find((address) => address === own || contacts.colleague(address) === null);
      if (stranger !== undefined) return failed("invalid-recipient", "not a colleague", { about: stranger });
      return ok(store.conversationWith("company", own, sortedUnique(typed), clock.now()));
    }

    const own = numbers.chosen();
    if (own === null) return failed("no-sender-number", "no number of this account can send texts");
    const others: string[] = [];
    for (const address of typed) {
      const number = e164(address);
      if (number === null || numbers.all().some((mine) => mine.address === number))
        return failed("invalid-recipient", "not a number that can be texted", { about: address });
      others.push(number);
    }
    const parties = sortedUnique(others);
    const canSendPictures = numbers.all().some((number) => number.address === own && number.canSendPictures);
    if (parties.length > 1 && !canSendPictures)
      return failed("no-sender-number", "the chosen number cannot write to groups");
    return ok(store.conversationWith("text", own, parties, clock.now()));
  };

const sortedUnique = (addresses: readonly string[]): readonly string[] => [...new Set(addresses)].toSorted();
