import { type ReactNode, useRef } from "react";
import { MAX_AWAY_MESSAGE_UNITS } from "../../../preload/contract/limits.ts";
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

/** What is wrong with the message, in a sentence; null if nothing. */
const complaintAbout = ({ message, returnDate }: AwayWords): string | null => {
  if (message.trim() === "") return "Write something: an empty message is not sent.";
  const over = message.length - MAX_AWAY_MESSAGE_UNITS;
  if (over > 0) return `${over} characters too long: at most ${MAX_AWAY_MESSAGE_UNITS}, so that every name fits.`;
  if (message.includes("{returnDate}") && returnDate === null) {
    return "The message names a return day, but none is chosen above: it goes out with “soon” in its place.";
  }
  return null;
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
  const complaint = complaintAbout(words);
  return (
    <section className="part away-message">
      <WordsField
        label="Message to those who text you"
        value={words.message}
        onChange={words.setMessage}
        onBlur={() => void words.keep()}
        field={field}
        isInvalid={complaint !== null}
        hint={
          <>
            <code>{"{firstName}"}</code> becomes the person’s first name, <code>{"{returnDate}"}</code> the day above.
            {complaint === null ? null : <strong className="away-complaint">{complaint}</strong>}
          </>
        }
      />
      <PhonePreview title={`What ${firstName} will see`} from={from} body={preview} />
    </section>
  );
};
