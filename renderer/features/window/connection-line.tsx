import type { ReactNode } from "react";
import type { ConnectionState } from "../../../preload/contract/state.ts";
import { useNow } from "../../state/now.ts";
import { useAppState } from "../../state/stores.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { connectionHint, connectionWords, progressWords } from "../words/connection.ts";

const progressOf = (connection: ConnectionState) => (connection.kind === "catching-up" ? connection.progress : null);

/** Whether texts arrive by themselves right now: a shape and words. */
export const ConnectionLine = (): ReactNode => {
  const { connection } = useAppState();
  const now = useNow();
  const progress = progressOf(connection);
  return (
    <div className="connection" role="status" aria-label="Connection" title={connectionHint(connection)}>
      <StateMark kind={connection.kind} />
      <span className="connection-words tabular">
        {connectionWords(connection, now)}
        {progress === null ? null : ": "}
        {/* Can be read at any time, but nobody wants to hear each number. */}
        {progress === null ? null : (
          <span className="connection-count" aria-live="off">
            {progressWords(progress)}
          </span>
        )}
      </span>
    </div>
  );
};

const isUnusual = (connection: ConnectionState): boolean =>
  connection.kind === "offline" ||
  connection.kind === "refused" ||
  connection.kind === "rate-limited" ||
  (connection.kind === "catching-up" && connection.failure !== null);

/** What an unusual state means and what happens next, in sight: who types on a keyboard sees no tooltip. */
export const ConnectionHint = (): ReactNode => {
  const { connection } = useAppState();
  const { done, total } = progressOf(connection) ?? { done: 0, total: null };
  return (
    <>
      {total === null ? null : <progress className="connection-progress" aria-hidden max={total} value={done} />}
      {isUnusual(connection) ? (
        <p className="connection-hint" role="status">
          {connectionHint(connection)}
        </p>
      ) : null}
    </>
  );
};
