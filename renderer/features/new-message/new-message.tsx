/**
 * Whom to write to. Names: region "New message", searchbox "To", listbox "Suggestions", button "From" where the
 * account has several numbers. Enter goes on to the conversation, its cursor in the message.
 */
import { type ReactNode, useEffect, useState } from "react";
import type { ContactView } from "../../../preload/contract/model.ts";
import { useAppState, useStores } from "../../state/stores.tsx";
import { AddressPicker, type Suggestion } from "../../ui/address-picker.tsx";
import { SenderChoice } from "../settings/sender-choice.tsx";
import { PageFrame } from "../window/page-frame.tsx";
import { failureWords } from "../words/failure.ts";

/** From so many digits on, what is typed is taken for a whole number. */
const WHOLE_NUMBER = 7;

/** Whether it could be a number to text: digits and what people write between them. */
const isNumberLike = (typed: string): boolean => /^\+?[\d\s().-]{3,}$/u.test(typed.trim());

const suggestionsFrom = (typed: string, contacts: readonly ContactView[]): readonly Suggestion[] => {
  const known = contacts.map(({ name, address, formatted }) => ({
    id: `contact ${address} ${name}`,
    name,
    address,
    title: name,
    detail: formatted,
  }));
  if (!isNumberLike(typed)) return known;
  const address = typed.trim();
  const number = { id: "typed", name: null, address, title: address, detail: "Write to this number" };
  // A few digits are rather a search; a whole number is meant as it is.
  return address.replaceAll(/\D/gu, "").length < WHOLE_NUMBER ? [...known, number] : [number, ...known];
};

export const NewMessage = (): ReactNode => {
  const { api, view } = useStores();
  const { senderNumbers } = useAppState();
  const [typed, setTyped] = useState("");
  const [contacts, setContacts] = useState<readonly ContactView[]>([]);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    let isWanted = true;
    const search = async (): Promise<void> => {
      const result = await api.request("contacts/search", { query: typed.trim() });
      if (isWanted && result.ok) setContacts(result.value);
    };
    void search();
    return () => {
      isWanted = false;
    };
  }, [api, typed]);

  const start = async (address: string): Promise<void> => {
    const result = await api.request("conversations/start", { addresses: [address] });
    if (result.ok) view.openConversation(result.value);
    else setProblem(failureWords(result.failure, "send"));
  };

  return (
    <PageFrame title="New message" isFilled>
      <div className="new-message">
        <AddressPicker
          label="To"
          placeholder="Name or number"
          value={typed}
          error={problem}
          suggestions={suggestionsFrom(typed, contacts)}
          empty={
            <p className="new-message-none">
              {typed.trim() === ""
                ? "Your RingCentral contacts appear here. A number works too."
                : "Nobody in your contacts fits. Type the whole number, with its area code."}
            </p>
          }
          onChange={(value) => {
            setTyped(value);
            setProblem(null);
          }}
          onChoose={({ address }) => void start(address)}
          onSubmit={() => {
            if (typed.trim() !== "") void start(typed.trim());
          }}
        >
          {senderNumbers.length > 1 ? <SenderChoice label="From" isFolded /> : null}
        </AddressPicker>
      </div>
    </PageFrame>
  );
};
