import type { ReactNode } from "react";
import { Icon, type IconName } from "./icons.tsx";

const icons = { bad: "alert", warn: "warning", info: "info" } as const satisfies Record<string, IconName>;

/** A sentence that needs attention, with what can be done about it. `bad` is announced at once, the others politely. */
export const Banner = (props: { tone: keyof typeof icons; children: ReactNode; acts?: ReactNode }): ReactNode => (
  <div className={`banner banner-${props.tone}`} role={props.tone === "bad" ? "alert" : "status"}>
    <Icon name={icons[props.tone]} size={16} />
    <div className="banner-words selectable">{props.children}</div>
    {props.acts === undefined ? null : <div className="banner-acts">{props.acts}</div>}
  </div>
);
