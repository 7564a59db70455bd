import type { ReactNode } from "react";
import { useNow } from "../../state/now.ts";
import { useAppState } from "../../state/stores.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { connectionHint, connectionWords } from "../words/connection.ts";

/** Whether texts arrive by themselves right now: a shape and words. */
export const ConnectionLine = (): ReactNode => {
  const { connection } = useAppState();
  const now = useNow();
  return (
    <div className="connection" role="status" aria-label="Connection" title={connectionHint(connection)}>
      <StateMark kind={connection.kind} />
      <span className="connection-words tabular">{connectionWords(connection, now)}</span>
    </div>
  );
};

/** What an unusual state means and what happens next, in sight: who types on a keyboard sees no tooltip. */
export const ConnectionHint = (): ReactNode => {
  const { connection } = useAppState();
  const isUsual = connection.kind !== "offline" && connection.kind !== "refused" && connection.kind !== "rate-limited";
  return isUsual ? null : <p className="connection-hint">{connectionHint(connection)}</p>;
};
