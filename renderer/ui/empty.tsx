import type { ReactNode } from "react";

/** What an empty place says: one title, one act to learn. */
export const Empty = (props: {
  title: string;
  isHeading?: boolean;
  children?: ReactNode;
  art?: ReactNode;
}): ReactNode => (
  <div className="empty">
    {props.art}
    {props.isHeading === true ? (
      <h1 className="empty-title">{props.title}</h1>
    ) : (
      <p className="empty-title">{props.title}</p>
    )}
    {props.children === undefined ? null : <div className="empty-words">{props.children}</div>}
  </div>
);
