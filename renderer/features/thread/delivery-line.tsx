import { type ReactNode, useState } from "react";
import type { DeliveryStatus, TextView } from "../../../preload/contract/model.ts";
import type { Failure } from "../../../preload/contract/result.ts";
import { useCell } from "../../state/cell.ts";
import { useAppState, useStores } from "../../state/stores.tsx";
import { Button } from "../../ui/button.tsx";
import { Icon, type IconName } from "../../ui/icons.tsx";
import { Progress } from "../../ui/progress.tsx";
import { awayReplyWords } from "../words/away.ts";
import { notCancelledWords, statusWords } from "../words/delivery.ts";
import { clockTime, fullTime } from "../words/time.ts";
import type { TextActs } from "./use-text-acts.ts";

const icons: Readonly<Record<DeliveryStatus, IconName | null>> = {
  received: null,
  queued: "queued",
  sending: "queued",
  accepted: "accepted",
  sent: "sent",
  delivered: "delivered",
  failed: "alert",
  unknown: "help",
};

/** Whether a Cancel that came too late still has to be answered: not once the text went on. */
const isSoonAfter = ({ status }: TextView): boolean => status === "queued" || status === "sending";

/**
 * When, and how far it got: a mark and a word. One that waits can be cancelled, which takes it back; `onCancel` answers
 * why not, or null. Where somebody has to decide, that says the rest (see Trouble).
 */
export const DeliveryLine = (props: { text: TextView; onCancel: TextActs["takeBack"] }): ReactNode => {
  const { text, onCancel } = props;
  const { progress } = useStores();
  const { connection } = useAppState();
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const fraction = useCell(progress.progress).get(text.id);
  const icon = icons[text.status];
  return (
    <div className={`delivery delivery-${text.status} tabular`}>
      {text.isAwayReply ? (
        <span className="delivery-part">
          <Icon name="away" size={14} />
          {awayReplyWords(text)}
        </span>
      ) : null}
      <time dateTime={new Date(text.at).toISOString()} title={fullTime(text.at)}>
        {clockTime(text.at)}
      </time>
      {fraction !== undefined && text.status === "sending" && text.failure === null ? (
        <Progress name="Sending" fraction={fraction} />
      ) : (
        <span className="delivery-part">
          {icon === null ? null : <Icon name={icon} size={14} />}
          {statusWords(text, connection)}
        </span>
      )}
      {text.status === "queued" && onCancel !== null ? (
        <span className="delivery-cancel">
          <Button look="quiet" onPress={() => void onCancel(text).then(setRefusal)}>
            Cancel
          </Button>
        </span>
      ) : null}
      {refusal !== null && isSoonAfter(text) ? <span role="alert">{notCancelledWords(refusal)}</span> : null}
    </div>
  );
};
