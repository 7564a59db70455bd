import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import { Icon } from "./icons.tsx";

/** A way to a page of its own; `detail` says at its far end what is there. */
export const RowButton = (props: {
  title: string;
  detail: string;
  autoFocus?: boolean;
  onPress: () => void;
}): ReactNode => (
  <div className="folding">
    <Button className="folding-button" autoFocus={props.autoFocus ?? false} onPress={props.onPress}>
      <span className="folding-title">{props.title}</span>
      <span className="folding-detail tabular">
        <span>{props.detail}</span>
      </span>
      <Icon name="next" size={16} />
    </Button>
  </div>
);
