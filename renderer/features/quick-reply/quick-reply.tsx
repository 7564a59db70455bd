/**
 * The quick-reply window: who, the last two lines, one field. Enter sends and closes, Esc closes and keeps the draft.
 * Names: region "Reply to <title>", textbox "Message", buttons "Send", "Attach", "Open conversation", "Close".
 */
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import type { ConversationId, ConversationSummary, TextView } from "../../../preload/contract/model.ts";
import { useCell } from "../../state/cell.ts";
import { useWindowFocus } from "../../state/now.ts";
import { useStores } from "../../state/stores.tsx";
import { createThread } from "../../state/thread.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { MessageBox } from "../composer/message-box.tsx";
import { useComposer } from "../composer/use-composer.ts";
import { useFileDrop } from "../composer/use-file-drop.ts";
import { failureWords } from "../words/failure.ts";
import { attachmentWords } from "../words/file.ts";
import { useFittedWindow } from "./use-fitted-window.ts";

const LINES = 2;

const LastLines = ({ texts }: { texts: readonly TextView[] }): ReactNode => (
  <div className="quick-lines" role="log" aria-label="Last texts">
    {texts.slice(-LINES).map((text) => (
      <p key={text.id} className={`quick-line quick-${text.direction} selectable`} dir="auto">
        {text.body === "" ? attachmentWords(text.attachments) : text.body}
      </p>
    ))}
  </div>
);

const Reply = (props: { conversation: ConversationSummary; texts: readonly TextView[] }): ReactNode => {
  const { api, drafts } = useStores();
  const { conversation, texts } = props;
  const conversationId = conversation.id;
  const composer = useComposer(conversation);
  const { isOver, handlers } = useFileDrop(composer.attach);
  const field = useRef<HTMLTextAreaElement>(null);
  const isFocused = useWindowFocus();
  useEffect(() => {
    if (isFocused) field.current?.focus();
    void api.request("windows/report-open", { conversationId: isFocused ? conversationId : null });
  }, [api, conversationId, isFocused]);

  useEffect(() => {
    document.title = `Reply to ${conversation.title}`;
  }, [conversation.title]);

  const close = async (): Promise<void> => {
    await drafts.flush();
    await api.request("windows/close", undefined);
  };
  const finish = async (): Promise<void> => {
    // Who answers has read.
    await api.request("conversations/mark-read", { conversationId });
    await close();
  };
  const openConversation = async (): Promise<void> => {
    await drafts.flush();
    await api.request("windows/open-conversation", { conversationId });
    await api.request("windows/close", undefined);
  };

  return (
    <section className="quick" aria-label={`Reply to ${conversation.title}`} {...handlers}>
      <header className="quick-top">
        <Avatar
          name={conversation.others[0]?.name ?? null}
          address={conversation.others[0]?.address ?? ""}
          size="small"
        />
        <h1 className="panel-title">{conversation.title}</h1>
        <IconButton name="Close" icon="close" size={18} shortcut="Esc" onPress={() => void close()} />
      </header>
      <LastLines texts={texts} />
      {composer.noTexts === null ? (
        <MessageBox
          composer={composer}
          placeholder={`Reply to ${conversation.title}`}
          field={field}
          onSent={() => void finish()}
        />
      ) : (
        <Banner tone="warn">{composer.noTexts}</Banner>
      )}
      <div className="quick-acts">
        <Button look="quiet" onPress={() => void openConversation()}>
          Open conversation
        </Button>
        <span className="quick-hint">
          <kbd className="key">Enter</kbd> sends
          <kbd className="key">Esc</kbd> keeps it for later
        </span>
      </div>
      {isOver ? <div className="drop-here">Drop to attach</div> : null}
    </section>
  );
};

/** Esc closes even before there is anything to show. */
const useEscape = (): void => {
  const { api, drafts } = useStores();
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
      event.preventDefault();
      void drafts.flush().then(() => api.request("windows/close", undefined));
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [api, drafts]);
};

export const QuickReply = ({ conversationId }: { conversationId: ConversationId }): ReactNode => {
  const { api } = useStores();
  const source = useMemo(() => createThread(api, conversationId), [api, conversationId]);
  useEffect(() => source.start(), [source]);
  const { conversation, texts, failure } = useCell(source.thread);
  const frame = useFittedWindow();
  useEscape();
  return (
    <main className="quick-frame">
      <div ref={frame}>
        {failure === null || conversation !== null ? null : (
          <Banner tone="bad" acts={<Button onPress={source.reload}>Try again</Button>}>
            {failureWords(failure, "read")}
          </Banner>
        )}
        {conversation === null ? null : <Reply conversation={conversation} texts={texts} />}
      </div>
    </main>
  );
};
