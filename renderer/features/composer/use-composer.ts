import { useEffect, useState } from "react";
import { COUNTER_FROM_UNITS, MAX_COMPANY_TEXT_UNITS, MAX_TEXT_UNITS } from "../../../preload/contract/limits.ts";
import type { ConversationSummary, SenderNumber } from "../../../preload/contract/model.ts";
import { useCell } from "../../state/cell.ts";
import type { Draft } from "../../state/drafts.ts";
import { useAppState, useStores } from "../../state/stores.tsx";
import { failureWords } from "../words/failure.ts";
import { checkFiles } from "./check-files.ts";

/** What a composer, in the thread or in the quick-reply window, shows and does. */
export type ComposerModel = {
  readonly draft: Draft;
  /** Sentences about what went wrong; the draft is still whole. */
  readonly problems: readonly string[];
  /** UTF-16 units left; null while there are plenty. Negative if too long. */
  readonly left: number | null;
  readonly canSend: boolean;
  /** Why files cannot go with a text of this conversation; null if they can. */
  readonly noFiles: string | null;
  /** Why nothing can be sent in this conversation; null if it can. */
  readonly noTexts: string | null;
  readonly write: (body: string) => void;
  readonly attach: (files: readonly File[]) => void;
  readonly detach: (key: string) => void;
  readonly dismiss: () => void;
  /** True once main has stored the text. */
  readonly send: () => Promise<boolean>;
};

const noFilesBecause = (kind: ConversationSummary["kind"], own: SenderNumber | undefined): string | null => {
  if (kind === "company") return "Company messages carry no files.";
  if (own?.canSendPictures === false) return `Pictures cannot be sent from ${own.formatted}.`;
  return null;
};

const noTextsBecause = (kind: ConversationSummary["kind"], own: SenderNumber | undefined): string | null => {
  if (kind === "company" || own === undefined || own.canSendText) return null;
  return `Texts cannot be sent from ${own.formatted}: RingCentral has not turned texting on for this number. Your administrator can.`;
};

const tooLongWords = (over: number, limit: number): string =>
  `This text is ${over} ${over === 1 ? "character" : "characters"} too long: at most ${limit} can be sent at once. Shorten it or send it in parts.`;

export const useComposer = (conversation: ConversationSummary): ComposerModel => {
  const { api, drafts } = useStores();
  const { senderNumbers } = useAppState();
  const { id, kind } = conversation;
  const draft = useCell(drafts.of(id));
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [isTooLong, setTooLong] = useState(false);

  useEffect(() => {
    const open = (): void => void drafts.open(id);
    open();
    // Another window may have written on, or sent it: what still stood here would be sent a second time.
    window.addEventListener("focus", open);
    return () => {
      window.removeEventListener("focus", open);
      void drafts.flush();
    };
  }, [drafts, id]);

  const own = senderNumbers.find(({ address }) => address === conversation.own.address);
  const noFiles = noFilesBecause(kind, own);
  const limit = kind === "company" ? MAX_COMPANY_TEXT_UNITS : MAX_TEXT_UNITS;
  // What is sent has no blank ends; they are not counted either.
  const units = draft.body.trim().length;
  const over = units - limit;
  const isEmpty = units === 0 && draft.attachments.length === 0;

  const attach = async (files: readonly File[]): Promise<void> => {
    const [first] = files;
    if (first === undefined) return;
    if (noFiles !== null) {
      setProblems([`“${first.name}” was not attached. ${noFiles}`]);
      return;
    }
    const { accepted, refusals } = await checkFiles(drafts.of(id).get().attachments, files);
    drafts.attach(id, accepted);
    setProblems(refusals);
  };

  const send = async (): Promise<boolean> => {
    if (isEmpty) return false;
    if (over > 0) {
      setTooLong(true);
      return false;
    }
    const taken = drafts.take(id);
    setProblems([]);
    const result = await api.request("outbox/send", {
      conversationId: id,
      body: taken.body.trim(),
      attachments: taken.attachments.map(({ fileName, contentType, content }) => ({ fileName, contentType, content })),
    });
    if (result.ok) {
      drafts.release(taken);
      return true;
    }
    drafts.putBack(id, taken);
    setProblems([failureWords(result.failure, "send")]);
    return false;
  };

  return {
    draft,
    problems: isTooLong && over > 0 ? [tooLongWords(over, limit), ...problems] : problems,
    left: units >= COUNTER_FROM_UNITS ? -over : null,
    canSend: !isEmpty,
    noFiles,
    noTexts: noTextsBecause(kind, own),
    write: (body) => {
      if (body.trim().length <= limit) setTooLong(false);
      drafts.write(id, body);
    },
    attach: (files) => void attach(files),
    detach: (key) => drafts.detach(id, key),
    dismiss: () => {
      setProblems([]);
      setTooLong(false);
    },
    send,
  };
};
