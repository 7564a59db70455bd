/**
 * Whom to write to. Names: region "New message", searchbox "To", listbox "Suggestions", button "From" where the
 * account has several numbers. Enter goes on to the conversation, its cursor in the message.
 */
import { type ReactNode, useEffect, useState } from "react";
import type { ContactView } from "../../../preload/contract/model.ts";
import { useAppState, useStores } from "../../state/stores.tsx";
import { AddressPicker } from "../../ui/address-picker.tsx";
import { SenderChoice } from "../settings/sender-choice.tsx";
import { PageFrame } from "../window/page-frame.tsx";
import { failureWords } from "../words/failure.ts";
import { suggestionsFor } from "./suggestions.ts";

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
          suggestions={suggestionsFor(typed, contacts, "Write to this number")}
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
