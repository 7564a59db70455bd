import { type ReactNode, useEffect, useRef, useState } from "react";
import { useCell } from "../../state/cell.ts";
import { useAppState, useStores } from "../../state/stores.tsx";
import { PhonePreview } from "../../ui/phone-preview.tsx";
import { WordsField } from "../../ui/words-field.tsx";
import type { AwayWords } from "./use-away-words.ts";

/** First name of someone who was in touch, so that the preview shows a real case. */
const useSampleName = (): string => {
  const { conversations } = useStores();
  const { conversations: all } = useCell(conversations.list);
  const known = all?.find(({ kind, others }) => kind === "text" && (others[0]?.name ?? null) !== null);
  return known?.others[0]?.name?.split(/\s+/u)[0] ?? "Maria";
};

/** What main would send with these words; stays as it was while the answer is on its way. */
const usePreview = ({ message, returnDate }: AwayWords, firstName: string): string => {
  const { api } = useStores();
  const [preview, setPreview] = useState("");
  useEffect(() => {
    let isCurrent = true;
    const show = async (): Promise<void> => {
      const result = await api.request("away/preview", { message, returnDate, firstName });
      if (isCurrent && result.ok) setPreview(result.value);
    };
    void show();
    return () => {
      isCurrent = false;
    };
  }, [api, message, returnDate, firstName]);
  return preview;
};

/** The message, and how a client's phone will show it. */
export const AwayMessage = ({ words }: { words: AwayWords }): ReactNode => {
  const { senderNumbers, chosenNumber } = useAppState();
  const field = useRef<HTMLTextAreaElement>(null);
  const firstName = useSampleName();
  const from = senderNumbers.find(({ address }) => address === chosenNumber)?.formatted ?? "Your number";
  const preview = usePreview(words, firstName);
  const namesDay = words.message.includes("{returnDate}") && words.returnDate === null;
  return (
    <section className="part away-message">
      <WordsField
        label="Message to those who text you"
        value={words.message}
        onChange={words.setMessage}
        onBlur={() => void words.keep()}
        ref={field}
        isInvalid={words.complaint !== null}
        hint={
          <>
            <code>{"{firstName}"}</code> becomes the person’s first name, <code>{"{returnDate}"}</code> the day above.
            {namesDay ? " No day is chosen, so the words about it are left out." : null}
            {words.complaint === null ? null : <strong className="away-complaint">{words.complaint}</strong>}
          </>
        }
      />
      <PhonePreview title={`What ${firstName} will see`} from={from} body={preview} />
    </section>
  );
};
