import { type ReactNode, useId, useState } from "react";
import { Button } from "react-aria-components";
import { Icon } from "./icons.tsx";

/** A part that opens below its name; `detail` says at its far end how things stand in it. `isBad`: something in it is wrong. */
export const Folding = (props: { title: string; detail: string; isBad?: boolean; children: ReactNode }): ReactNode => {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <section className={`folding${isOpen ? " is-open" : ""}`}>
      <h2 className="folding-head">
        <Button
          className="folding-button"
          aria-expanded={isOpen}
          {...(isOpen ? { "aria-controls": id } : {})}
          onPress={() => setOpen(!isOpen)}
        >
          <span className="folding-title">{props.title}</span>
          <span className={`folding-detail tabular${props.isBad === true ? " is-bad" : ""}`}>
            {props.isBad === true ? <Icon name="alert" size={16} /> : null}
            <span>{props.detail}</span>
          </span>
          <Icon name={isOpen ? "fold" : "unfold"} size={16} />
        </Button>
      </h2>
      {isOpen ? (
        <div id={id} className="folding-inside">
          {props.children}
        </div>
      ) : null}
    </section>
  );
};
