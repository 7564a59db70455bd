import type { ReactNode } from "react";
import type { DeliveryStatus, TextView } from "../../../preload/contract/model.ts";
import { useCell } from "../../state/cell.ts";
import { useStores } from "../../state/stores.tsx";
import { Icon, type IconName } from "../../ui/icons.tsx";
import { Progress } from "../../ui/progress.tsx";
import { statusWords } from "../words/delivery.ts";
import { clockTime, fullTime } from "../words/time.ts";

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

/** When, and how far it got: a mark and a word. */
export const DeliveryLine = ({ text }: { text: TextView }): ReactNode => {
  const { progress } = useStores();
  const fraction = useCell(progress.progress).get(text.id);
  const icon = icons[text.status];
  const words = statusWords(text);
  return (
    <div className={`delivery delivery-${text.status} tabular`}>
      {text.isAwayReply ? (
        <span className="delivery-part">
          <Icon name="away" size={14} />
          Away reply
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
          {words}
        </span>
      )}
    </div>
  );
};
