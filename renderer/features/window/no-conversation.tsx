import type { ReactNode } from "react";
import { useCell } from "../../state/cell.ts";
import { useStores } from "../../state/stores.tsx";
import { Empty } from "../../ui/empty.tsx";
import { TernMark } from "../../ui/tern-mark.tsx";
import { shortcutWords } from "../words/shortcut.ts";

/** The right side while no conversation is open. */
export const NoConversation = (): ReactNode => {
  const { api, conversations } = useStores();
  const { conversations: all } = useCell(conversations.list);
  const key = <kbd className="key">{shortcutWords(api.platform, "N")}</kbd>;
  return (
    <Empty isHeading art={<TernMark />} title={all?.length === 0 ? "Nothing here yet" : "No conversation is open"}>
      {all?.length === 0 ? (
        <>Texts to your number appear by themselves. Press {key} to write to someone.</>
      ) : (
        <>Choose one on the left, or press {key} to write to someone.</>
      )}
    </Empty>
  );
};
