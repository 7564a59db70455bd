import type { ReactNode } from "react";
import type { ConversationSummary } from "../../../preload/contract/model.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Icon } from "../../ui/icons.tsx";
import { fullTime, relativeTime } from "../words/time.ts";

const LastLine = ({ conversation }: { conversation: ConversationSummary }): ReactNode => {
  const { lastLine, lastDirection, lastFailed, lastWasAwayReply } = conversation;
  if (lastFailed) {
    return (
      <span className="row-line row-failed">
        <Icon name="alert" size={14} />
        <span className="row-words">Not sent: {lastLine}</span>
      </span>
    );
  }
  if (lastWasAwayReply) {
    return (
      <span className="row-line">
        <Icon name="away" size={14} />
        <span className="row-words">Away reply: {lastLine}</span>
      </span>
    );
  }
  return (
    <span className="row-line">
      <span className="row-words">
        {lastDirection === "outbound" ? "You: " : ""}
        {lastDirection === null ? "No texts yet" : lastLine}
      </span>
    </span>
  );
};

/** One conversation in the list. */
export const ConversationRow = (props: { conversation: ConversationSummary; now: number }): ReactNode => {
  const { title, others, lastAt, lastDirection, unread, kind } = props.conversation;
  const first = others[0];
  return (
    <span className={`row${unread > 0 ? " is-unread" : ""}`}>
      <Avatar name={first?.name ?? null} address={first?.address ?? title} />
      <span className="row-main">
        <span className="row-head">
          <span className="row-title">{title}</span>
          {kind === "company" ? <span className="row-tag">Company</span> : null}
          {lastDirection === null ? null : (
            <time className="row-time tabular" dateTime={new Date(lastAt).toISOString()} title={fullTime(lastAt)}>
              {relativeTime(lastAt, props.now)}
            </time>
          )}
        </span>
        <span className="row-head">
          <LastLine conversation={props.conversation} />
          {unread > 0 ? (
            <span className="row-unread tabular">
              {unread > 99 ? "99+" : unread}
              <span className="unseen"> unread</span>
            </span>
          ) : null}
        </span>
      </span>
    </span>
  );
};
