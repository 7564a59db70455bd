import type { ReactNode } from "react";

/** A text as the other side's phone shows it. */
export const PhonePreview = (props: { title: string; from: string; body: string }): ReactNode => (
  <figure className="phone" aria-label={props.title}>
    <figcaption className="phone-title">{props.title}</figcaption>
    <div className="phone-screen">
      <p className="phone-from tabular">{props.from}</p>
      <p className="phone-bubble" dir="auto">
        {props.body}
      </p>
    </div>
  </figure>
);
