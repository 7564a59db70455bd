import type { ReactNode } from "react";
import { useCell } from "../../state/cell.ts";
import { useAppState, useStores } from "../../state/stores.tsx";
import { IconButton } from "../../ui/button.tsx";
import { PaneButton } from "../../ui/pane-button.tsx";
import { Conversations } from "../conversations/conversations.tsx";
import { awayWords } from "../words/connection.ts";
import { shortcutWords } from "../words/shortcut.ts";
import { ConnectionHint, ConnectionLine } from "./connection-line.tsx";

/** The left side: state on top, conversations, and the two pages below. */
export const SidePane = (): ReactNode => {
  const { api, view } = useStores();
  const { away } = useAppState();
  const panel = useCell(view.panel);
  const shown = panel.kind === "page" ? panel.page : null;
  return (
    <div className="side">
      <header className="side-top">
        <ConnectionLine />
        <IconButton
          name="New message"
          icon="write"
          shortcut={shortcutWords(api.platform, "N")}
          onPress={() => view.openPage("new-message")}
        />
      </header>
      <ConnectionHint />
      <nav className="side-list" aria-label="Conversations">
        <Conversations />
      </nav>
      <footer className="side-bottom">
        <PaneButton
          icon="away"
          words={awayWords(away) ?? "Away"}
          detail={away.on ? undefined : "Off"}
          isCurrent={shown === "away"}
          isMarked={away.on}
          onPress={() => view.openPage("away")}
        />
        <IconButton
          name="Settings"
          icon="settings"
          shortcut={shortcutWords(api.platform, ",")}
          placement="top"
          onPress={() => view.openPage("settings")}
        />
      </footer>
    </div>
  );
};
