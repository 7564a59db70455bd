import { type ReactNode, useState } from "react";
import type { TextId, TextView } from "../../../preload/contract/model.ts";
import type { Failure } from "../../../preload/contract/result.ts";
import { useStores } from "../../state/stores.tsx";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icons.tsx";
import { deliveryFailureWords } from "../words/delivery.ts";
import { failureWords } from "../words/failure.ts";

/** Why a text did not go out, or that nobody knows, and the two things that can be done about it. */
export const Trouble = (props: { text: TextView; onDiscard: (id: TextId) => void }): ReactNode => {
  const { api } = useStores();
  const { id, status, failure } = props.text;
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const resend = async (): Promise<void> => {
    const result = await api.request("outbox/resend", { textId: id });
    setRefusal(result.ok ? null : result.failure);
  };
  return (
    <div className={`trouble trouble-${status}`}>
      <p className="trouble-words selectable">
        <Icon name={status === "unknown" ? "help" : "alert"} size={16} />
        <span>
          {status === "unknown"
            ? "It may have been sent: the answer never came. Sent again, it could arrive twice."
            : deliveryFailureWords(failure)}
        </span>
      </p>
      {refusal === null ? null : <p role="alert">{failureWords(refusal, "send")}</p>}
      <div className="trouble-acts">
        <Button onPress={() => void resend()}>Send again</Button>
        <Button onPress={() => props.onDiscard(id)}>Discard</Button>
      </div>
    </div>
  );
};
