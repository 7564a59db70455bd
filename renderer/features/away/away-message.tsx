import { type ReactNode, useRef } from "react";
import { useCell } from "../../state/cell.ts";
import { useAppState, useStores } from "../../state/stores.tsx";
import { PhonePreview } from "../../ui/phone-preview.tsx";
import { WordsField } from "../../ui/words-field.tsx";
import { longDate } from "../words/time.ts";
import type { AwayWords } from "./use-away-words.ts";

/** First name of someone who was in touch, so that the preview shows a real case. */
const useSampleName = (): string => {
  const { conversations } = useStores();
  const { conversations: all } = useCell(conversations.list);
  const known = all?.find(({ kind, others }) => kind === "text" && (others[0]?.name ?? null) !== null);
  return known?.others[0]?.name?.split(/\s+/u)[0] ?? "Maria";
};

/** The message, and how a client's phone will show it. */
export const AwayMessage = ({ words }: { words: AwayWords }): ReactNode => {
  const { senderNumbers, chosenNumber } = useAppState();
  const field = useRef<HTMLTextAreaElement>(null);
  const firstName = useSampleName();
  const from = senderNumbers.find(({ address }) => address === chosenNumber)?.formatted ?? "Your number";
  const preview = words.message
    .replaceAll("{firstName}", firstName)
    .replaceAll("{returnDate}", words.returnDate === null ? "soon" : longDate(words.returnDate));
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
