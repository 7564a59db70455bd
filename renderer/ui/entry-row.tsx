import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import { Avatar } from "./avatar.tsx";
import { Icon, type IconName } from "./icons.tsx";

/** A text that came in and what became of it. The name opens the conversation. */
export const EntryRow = (props: {
  name: string | null;
  address: string;
  title: string;
  when: string;
  whenInFull: string;
  heard: ReactNode;
  icon: IconName;
  /** What went out; null: nothing did. */
  answer: string | null;
  /** Below the answer, or in its place. */
  notes: ReactNode;
  isBad: boolean;
  onPress: () => void;
}): ReactNode => (
  <article className="entry">
    <Avatar name={props.name} address={props.address} size="small" />
    <div className="entry-top">
      <Button className="entry-title" onPress={props.onPress}>
        {props.title}
      </Button>
      <time className="entry-when tabular" title={props.whenInFull}>
        {props.when}
      </time>
    </div>
    <p className="entry-heard selectable" dir="auto">
      {props.heard}
    </p>
    {props.answer === null ? null : (
      <p className="entry-answer selectable" dir="auto">
        {props.answer}
      </p>
    )}
    <div className={`entry-notes tabular${props.isBad ? " is-bad" : ""}`}>
      <Icon name={props.icon} size={14} />
      <span>{props.notes}</span>
    </div>
  </article>
);
