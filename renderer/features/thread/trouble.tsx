import { type ReactNode, useState } from "react";
import type { TextView } from "../../../preload/contract/model.ts";
import type { Failure } from "../../../preload/contract/result.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icons.tsx";
import { troubleOfText } from "../words/delivery.ts";
import { failureWords } from "../words/failure.ts";
import type { TextActs } from "./use-text-acts.ts";

/** Why a text did not go out, or that nobody knows, and what can be done about it. */
export const Trouble = ({ text, acts }: { text: TextView; acts: TextActs }): ReactNode => {
  const { resend, leave, takeBack, discard } = acts;
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const run = async (act: (text: TextView) => Promise<Failure | null>): Promise<void> => setRefusal(await act(text));
  const isUnknown = text.status === "unknown";
  return (
    <div className={`trouble trouble-${text.status}`}>
      <p className="trouble-words selectable">
        <Icon name={isUnknown ? "help" : "alert"} size={16} />
        <span>{troubleOfText(text)}</span>
      </p>
      {refusal === null ? null : <p role="alert">{failureWords(refusal, "send")}</p>}
      {isUnknown ? (
        <div className="trouble-acts">
          <Button onPress={() => void run(resend)}>Send again</Button>
          <Button onPress={() => void run(leave)}>Leave it</Button>
        </div>
      ) : (
        <div className="trouble-acts">
          {takeBack === null ? null : <Button onPress={() => void run(takeBack)}>Edit and resend</Button>}
          <Button onPress={() => void run(resend)}>Send again</Button>
          <Button onPress={() => discard(text)}>Discard</Button>
        </div>
      )}
    </div>
  );
};
