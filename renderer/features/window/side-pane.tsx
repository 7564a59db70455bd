import type { ReactNode } from "react";
import { useCell } from "../../state/cell.ts";
import { useNow } from "../../state/now.ts";
import { useAppState, useStores } from "../../state/stores.tsx";
import { IconButton } from "../../ui/button.tsx";
import { PaneButton } from "../../ui/pane-button.tsx";
import { Conversations } from "../conversations/conversations.tsx";
import { awayWords } from "../words/away.ts";
import { shortcutWords } from "../words/shortcut.ts";
import { ConnectionHint, ConnectionLine } from "./connection-line.tsx";

/** The left side: state on top, conversations, and the two pages below. */
export const SidePane = (): ReactNode => {
  const { api, view } = useStores();
  const { away } = useAppState();
  const now = useNow();
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
          words={awayWords(away, now) ?? "Away"}
          detail={away.absence === null ? "Off" : undefined}
          isCurrent={shown === "away"}
          isMarked={away.absence !== null}
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
