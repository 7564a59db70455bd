import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import { Icon, type IconName } from "./icons.tsx";

/** A way to a page, as wide as the pane; `detail` stands at its far end. */
export const PaneButton = (props: {
  icon: IconName;
  words: string;
  detail?: string | undefined;
  isCurrent: boolean;
  isMarked: boolean;
  onPress: () => void;
}): ReactNode => (
  <Button
    className={`pane-button${props.isCurrent ? " is-current" : ""}${props.isMarked ? " is-marked" : ""}`}
    {...(props.isCurrent ? { "aria-current": "page" as const } : {})}
    onPress={props.onPress}
  >
    <Icon name={props.icon} size={18} />
    <span className="pane-button-words tabular">{props.words}</span>
    {props.detail === undefined ? null : <span className="pane-button-detail">{props.detail}</span>}
  </Button>
);
