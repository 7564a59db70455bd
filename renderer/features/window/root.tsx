/** Which window this page is, by its address, and what it shows until main has answered for the first time. */
import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import type { ConversationId } from "../../../preload/contract/model.ts";
import type { Failure } from "../../../preload/contract/result.ts";
import { useAppState, useMirror, useStores, WithState } from "../../state/stores.tsx";
import { Empty } from "../../ui/empty.tsx";
import { TernMark } from "../../ui/tern-mark.tsx";
import { QuickReply } from "../quick-reply/quick-reply.tsx";
import { WayIn } from "../sign-in/way-in.tsx";
import { failureWords } from "../words/failure.ts";
import { MainWindow } from "./main-window.tsx";

const onHashChange = (listener: () => void): (() => void) => {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
};

/** Whatever stands in our own address was put there by main: the only one to make these ids. */
const isConversationId = (id: string): id is ConversationId => id !== "";

/** The conversation of a quick-reply window; null in the main window. */
const quickReplyFromHash = (hash: string): ConversationId | null => {
  const id = decodeURIComponent(/^#\/quick-reply\/(.+)$/u.exec(hash)?.[1] ?? "");
  return isConversationId(id) ? id : null;
};

const Waiting = ({ failure }: { failure: Failure | null }): ReactNode =>
  failure === null ? null : (
    <main className="alone" role="alert">
      <Empty title="Tern could not start" art={<TernMark />}>
        {failureWords(failure, "read")}
      </Empty>
    </main>
  );

/** A file dropped where nothing takes it would otherwise replace the page. */
const useNoStrayDrops = (): void => {
  useEffect(() => {
    const refuse = (event: DragEvent): void => {
      if (event.defaultPrevented) return;
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = "none";
    };
    window.addEventListener("dragover", refuse);
    window.addEventListener("drop", refuse);
    return () => {
      window.removeEventListener("dragover", refuse);
      window.removeEventListener("drop", refuse);
    };
  }, []);
};

/** What was typed is kept when the window loses its person, or goes. */
const useKeptDrafts = (): void => {
  const { drafts } = useStores();
  useEffect(() => {
    const keep = (): void => void drafts.flush();
    window.addEventListener("blur", keep);
    window.addEventListener("pagehide", keep);
    return () => {
      window.removeEventListener("blur", keep);
      window.removeEventListener("pagehide", keep);
    };
  }, [drafts]);
};

const Screen = ({ hash }: { hash: string }): ReactNode => {
  const { session } = useAppState();
  const quickReply = quickReplyFromHash(hash);
  if (session.kind !== "signed-in") return <WayIn />;
  return quickReply === null ? <MainWindow /> : <QuickReply key={quickReply} conversationId={quickReply} />;
};

export const Root = (): ReactNode => {
  const hash = useSyncExternalStore(onHashChange, () => window.location.hash);
  useNoStrayDrops();
  useKeptDrafts();
  const { state, failure } = useMirror();
  if (state === null) return <Waiting failure={failure} />;
  return (
    <WithState state={state}>
      <Screen hash={hash} />
    </WithState>
  );
};
