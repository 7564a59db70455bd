import type { ReactNode } from "react";

/** A tern on the wing, in one stroke, its bill in the accent. Decoration. */
export const TernMark = ({ size = 72 }: { size?: number }): ReactNode => (
  <svg className="tern-mark" width={size} height={size} viewBox="0 0 72 72" fill="none" aria-hidden>
    <path
      d="M6 21c12-1 20 4 25 13 4-11 14-20 31-24-9 8-14 17-15 27-1 8-6 13-14 15l-17 9 6-12c-7-3-10-8-9-15"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
    <path d="M47 37l14 5-15 2" fill="var(--accent)" />
  </svg>
);
