import type { ReactNode } from "react";

/** A tern's head in one stroke, its bill in the accent: the drawing of the app's icon (assets/tern.svg). Decoration. */
export const TernMark = ({ size = 64 }: { size?: number }): ReactNode => (
  <svg
    className="tern-mark"
    width={size}
    height={size}
    viewBox="4 6 25 25"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.5"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden
  >
    <path d="M7.4 30 C6 26 5.6 21.4 5.9 18.2 C6.4 12.6 9.8 8.6 14.2 8.6 C17.2 8.6 19.2 10.2 20.4 12.6 M19.2 17.8 C17 18.6 16 20.4 16.2 23 C16.4 25.8 17.2 28.4 18.2 30" />
    <path d="M20.4 12.6 L27.2 15.9 L19.2 17.8" stroke="var(--accent)" />
  </svg>
);
