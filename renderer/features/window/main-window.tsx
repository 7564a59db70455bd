/**
 * The main window: conversations on the left, one of them or a page on the right; in a narrow window one at a time.
 * Above both, what keeps texts from being kept. Names: "Connection" (status), button "New message", listbox "Conversations", buttons "Away" and "Settings".
 */
import { type ReactNode, useEffect } from "react";
import type { Page } from "../../../preload/contract/requests.ts";
import { assertNever } from "../../../preload/contract/result.ts";
import { useCell } from "../../state/cell.ts";
import { useWindowFocus } from "../../state/now.ts";
import { useAppState, useStores } from "../../state/stores.tsx";
import { Away } from "../away/away.tsx";
import { NewMessage } from "../new-message/new-message.tsx";
import { Settings } from "../settings/settings.tsx";
import { ThreadPanel } from "../thread/thread-panel.tsx";
import { NoConversation } from "./no-conversation.tsx";
import { SidePane } from "./side-pane.tsx";
import { useShortcuts } from "./shortcuts.ts";
import { StorageBanner } from "./storage-banner.tsx";

const PageOf = ({ page }: { page: Page }): ReactNode => {
  switch (page) {
    case "away":
      return <Away />;
    case "settings":
      return <Settings />;
    case "new-message":
      return <NewMessage />;
    default:
      return assertNever(page);
  }
};

const PanelOf = (): ReactNode => {
  const { view } = useStores();
  const panel = useCell(view.panel);
  switch (panel.kind) {
    case "nothing":
      return <NoConversation />;
    case "conversation":
      return <ThreadPanel key={panel.id} conversationId={panel.id} focusRequest={panel} />;
    case "page":
      return <PageOf page={panel.page} />;
    default:
      return assertNever(panel);
  }
};

/** Tells main which conversation has the person's attention: it is not announced then. */
const useReportOpen = (): void => {
  const { api, view } = useStores();
  const panel = useCell(view.panel);
  const isFocused = useWindowFocus();
  const conversationId = isFocused && panel.kind === "conversation" ? panel.id : null;
  useEffect(() => {
    void api.request("windows/report-open", { conversationId });
  }, [api, conversationId]);
};

export const MainWindow = (): ReactNode => {
  const { conversations, progress, drafts, view } = useStores();
  const panel = useCell(view.panel);
  useEffect(() => {
    const stops = [conversations.start(), progress.start()];
    return () => {
      for (const stop of stops) stop();
    };
  }, [conversations, progress]);
  const { session } = useAppState();
  const account = session.kind === "signed-in" ? session.account : null;
  const person = `${account?.server} ${account?.extensionNumber} ${account?.name}`;
  useEffect(() => {
    drafts.belongTo(person);
    return () => {
      void drafts.flush();
      view.reset();
    };
  }, [drafts, view, person]);
  useReportOpen();
  useShortcuts();
  return (
    <div className="window-frame">
      <StorageBanner />
      <div className="window" data-panel={panel.kind}>
        <SidePane />
        <main className="panel">
          <PanelOf />
        </main>
      </div>
    </div>
  );
};
