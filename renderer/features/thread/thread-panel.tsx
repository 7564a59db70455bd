/**
 * One conversation: who, the texts, the composer. Files dropped anywhere on it are attached.
 * Names: region "Conversation with <title>", button "Back" (narrow windows), log "Texts", textbox "Message",
 * buttons "Attach" and "Send".
 */
import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { ConversationId, ConversationSummary } from "../../../preload/contract/model.ts";
import { useCell } from "../../state/cell.ts";
import { useWindowFocus } from "../../state/now.ts";
import { useStores } from "../../state/stores.tsx";
import { createThread } from "../../state/thread.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Composer } from "../composer/composer.tsx";
import { useComposer } from "../composer/use-composer.ts";
import { useFileDrop } from "../composer/use-file-drop.ts";
import { failureWords } from "../words/failure.ts";
import { TextLog } from "./text-log.tsx";

const subtitleOf = ({ kind, others, title }: ConversationSummary): string => {
  const numbers = others.map(({ formatted }) => formatted).join(", ");
  if (kind === "company") return `Company message, extension ${numbers}`;
  return numbers === title ? "Not in your contacts" : numbers;
};

const Header = ({ conversation }: { conversation: ConversationSummary }): ReactNode => {
  const { view } = useStores();
  const { title, others } = conversation;
  return (
    <header className="panel-top thread-top">
      <span className="only-narrow">
        <IconButton name="Back" icon="back" shortcut="Esc" onPress={view.back} />
      </span>
      <Avatar name={others[0]?.name ?? null} address={others[0]?.address ?? title} size="small" />
      <div className="thread-who">
        <h1 className="panel-title">{title}</h1>
        <p className="thread-number tabular selectable">{subtitleOf(conversation)}</p>
      </div>
    </header>
  );
};

const OpenThread = (props: {
  conversation: ConversationSummary;
  focusRequest: object;
  children: (canWrite: boolean) => ReactNode;
}): ReactNode => {
  const composer = useComposer(props.conversation);
  const { isOver, handlers } = useFileDrop(composer.attach);
  return (
    <section className="thread" aria-label={`Conversation with ${props.conversation.title}`} {...handlers}>
      <Header conversation={props.conversation} />
      {props.children(composer.noTexts === null)}
      <Composer composer={composer} conversation={props.conversation} focusRequest={props.focusRequest} />
      {isOver ? <div className="drop-here">Drop to attach</div> : null}
    </section>
  );
};

export const ThreadPanel = (props: { conversationId: ConversationId; focusRequest: object }): ReactNode => {
  const { api } = useStores();
  const source = useMemo(() => createThread(api, props.conversationId), [api, props.conversationId]);
  useEffect(() => source.start(), [source]);
  const { conversation, failure, ...rest } = useCell(source.thread);
  const isFocused = useWindowFocus();
  const [isAtEnd, setAtEnd] = useState(true);

  const seen = isFocused && isAtEnd ? (conversation?.unread ?? 0) : 0;
  useEffect(() => {
    if (seen > 0) void api.request("conversations/mark-read", { conversationId: props.conversationId });
  }, [api, props.conversationId, seen]);

  const problem =
    failure === null ? null : (
      <Banner tone="bad" acts={<Button onPress={source.reload}>Try again</Button>}>
        {failureWords(failure, "read")}
      </Banner>
    );
  if (conversation === null) return problem === null ? null : <div className="thread-problem">{problem}</div>;
  return (
    <OpenThread conversation={conversation} focusRequest={props.focusRequest}>
      {(canWrite) => (
        <>
          {problem === null ? null : <div className="thread-problem">{problem}</div>}
          <TextLog
            conversation={conversation}
            canWrite={canWrite}
            {...rest}
            onLoadOlder={source.loadOlder}
            onAtEnd={setAtEnd}
          />
        </>
      )}
    </OpenThread>
  );
};
