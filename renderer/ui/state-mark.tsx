import type { ReactNode } from "react";

type Kind = "idle" | "connecting" | "catching-up" | "live" | "offline" | "rate-limited" | "refused";

/** A shape for each state of the connection, so that colour is never the only sign. */
export const StateMark = ({ kind }: { kind: Kind }): ReactNode => {
  const isTurning = kind === "connecting" || kind === "catching-up";
  return (
    <svg className={`state-mark state-mark-${kind}`} width="14" height="14" viewBox="0 0 14 14" aria-hidden>
      {kind === "live" ? <circle cx="7" cy="7" r="4.5" fill="currentColor" /> : null}
      {kind === "idle" ? <circle cx="7" cy="7" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.75" /> : null}
      {isTurning ? (
        <circle
          className="state-mark-turning"
          cx="7"
          cy="7"
          r="4.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.75"
          strokeDasharray="18 10.3"
          strokeLinecap="round"
        />
      ) : null}
      {kind === "offline" || kind === "refused" ? (
        <>
          <circle cx="7" cy="7" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.75" />
          <path d="M2 12L12 2" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />
        </>
      ) : null}
      {kind === "rate-limited" ? (
        <path d="M4.5 3v8M9.5 3v8" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" />
      ) : null}
    </svg>
  );
};
