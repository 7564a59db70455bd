/**
 * The list of conversations, newest first. Names: listbox "Conversations", an option for each with its title, state,
 * time and last line. Arrows move, Enter opens.
 */
import type { ReactNode } from "react";
import { useCell } from "../../state/cell.ts";
import { useNow } from "../../state/now.ts";
import { useAppState, useStores } from "../../state/stores.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { VirtualList } from "../../ui/virtual-list.tsx";
import { failureWords } from "../words/failure.ts";
import { shortcutWords } from "../words/shortcut.ts";
import { ConversationRow } from "./conversation-row.tsx";

/** Height of a row in CSS pixels; see .row in conversations.css. */
const ROW_HEIGHT = 68;

export const Conversations = (): ReactNode => {
  const { api, conversations, view } = useStores();
  const { conversations: all, failure } = useCell(conversations.list);
  const panel = useCell(view.panel);
  const { connection } = useAppState();
  const now = useNow();
  // An empty list says nothing yet: the first reading fills it.
  const isBeingRead = connection.kind === "catching-up" || connection.kind === "connecting";
  const chosen = panel.kind === "conversation" ? panel.id : null;
  if (failure !== null && all === null) {
    return (
      <div className="list-problem">
        <Banner tone="bad" acts={<Button onPress={conversations.reload}>Try again</Button>}>
          {failureWords(failure, "read")}
        </Banner>
      </div>
    );
  }
  if (all === null) return null;
  return (
    <VirtualList
      name="Conversations"
      items={all}
      // Rows are drawn again when one of these changes, not only when their conversation does.
      dependencies={[now, isBeingRead]}
      chosen={all.some(({ id }) => id === chosen) ? chosen : null}
      rowHeight={ROW_HEIGHT}
      textOf={({ title }) => title}
      onChoose={({ id }) => view.openConversation(id)}
      onNearEnd={conversations.loadMore}
      empty={
        isBeingRead ? (
          <Empty title="Reading your texts">Conversations appear here as they are read.</Empty>
        ) : (
          <Empty title="No conversations yet">
            Press <kbd className="key">{shortcutWords(api.platform, "N")}</kbd> to write to someone.
          </Empty>
        )
      }
    >
      {(conversation) => <ConversationRow conversation={conversation} now={now} />}
    </VirtualList>
  );
};
