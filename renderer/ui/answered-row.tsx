import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import { Avatar } from "./avatar.tsx";

/** Someone who was answered, with what and when; opens the conversation. */
export const AnsweredRow = (props: {
  name: string | null;
  address: string;
  title: string;
  body: string;
  when: string;
  whenInFull: string;
  onPress: () => void;
}): ReactNode => (
  <Button className="answered-row" onPress={props.onPress}>
    <Avatar name={props.name} address={props.address} size="small" />
    <span className="answered-title">{props.title}</span>
    <span className="answered-body">{props.body}</span>
    <time className="answered-when tabular" title={props.whenInFull}>
      {props.when}
    </time>
  </Button>
);
