import { type ReactNode, useEffect, useRef } from "react";
import type { ConversationSummary } from "../../../preload/contract/model.ts";
import { useAppState } from "../../state/stores.tsx";
import { Banner } from "../../ui/banner.tsx";
import { MessageBox } from "./message-box.tsx";
import type { ComposerModel } from "./use-composer.ts";

/** The foot of a thread. The cursor goes into it whenever the conversation is asked for. */
export const Composer = (props: {
  composer: ComposerModel;
  conversation: ConversationSummary;
  /** A new object whenever somebody asked for this conversation; null if nobody did. */
  focusRequest: object | null;
}): ReactNode => {
  const { composer, conversation, focusRequest } = props;
  const { senderNumbers } = useAppState();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (focusRequest !== null) field.current?.focus();
  }, [focusRequest]);

  const own = senderNumbers.find(({ address }) => address === conversation.own.address);
  const hasChoice = senderNumbers.filter(({ canSendText }) => canSendText).length > 1;
  return (
    <footer className="composer">
      {composer.noTexts === null ? (
        <MessageBox
          composer={composer}
          placeholder={conversation.kind === "company" ? "Write a company message" : "Write a text"}
          field={field}
          onSent={() => undefined}
        />
      ) : (
        <Banner tone="warn">{composer.noTexts}</Banner>
      )}
      {hasChoice && conversation.kind !== "company" ? (
        <p className="composer-from tabular">
          From {conversation.own.formatted}
          {own?.label === null || own?.label === undefined ? "" : `, ${own.label}`}
        </p>
      ) : null}
    </footer>
  );
};
