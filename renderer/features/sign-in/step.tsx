import type { ReactNode } from "react";

/** One of the three decisions of signing in. */
export const Step = (props: { number: number; title: string; words?: string; children: ReactNode }): ReactNode => (
  <section className="step" aria-label={props.title}>
    <span className="step-number tabular" aria-hidden>
      {props.number}
    </span>
    <div className="step-all">
      <h2 className="step-title">{props.title}</h2>
      {props.words === undefined ? null : <p className="part-words">{props.words}</p>}
      {props.children}
    </div>
  </section>
);
