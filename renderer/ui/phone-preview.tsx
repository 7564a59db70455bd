import type { ReactNode } from "react";

/** A text as the other side's phone shows it; `heard`: what it answers; `detail`: what is said of it below. */
export const PhonePreview = (props: {
  title: string;
  from: string;
  body: string;
  heard?: string;
  detail?: string;
}): ReactNode => (
  <figure className="phone" aria-label={props.title}>
    <figcaption className="phone-title">{props.title}</figcaption>
    <div className="phone-screen">
      <p className="phone-from tabular">{props.from}</p>
      {props.heard === undefined ? null : (
        <p className="phone-bubble phone-heard" dir="auto">
          {props.heard}
        </p>
      )}
      <p className="phone-bubble selectable" dir="auto">
        {props.body}
      </p>
    </div>
    {props.detail === undefined ? null : <p className="phone-detail field-hint tabular">{props.detail}</p>}
  </figure>
);
