import { Fragment, type ReactNode } from "react";

/** Names and values, one pair a line; pairs without a value are left out. */
export const Facts = (props: { facts: readonly (readonly [name: string, value: string | null])[] }): ReactNode => (
  <dl className="facts">
    {props.facts.map(([name, value]) =>
      value === null ? null : (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd className="selectable">{value}</dd>
        </Fragment>
      ),
    )}
  </dl>
);
