import type {
  ConversationId,
  EpochMs,
  OutgoingAttachment,
  SenderNumber,
  TextId,
} from "../../../preload/contract/model.ts";
import { failed, ok, type Result } from "../../../preload/contract/result.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { Randomness } from "../ports/system.ts";
import { checkText } from "./check-text.ts";
import type { Dispatcher } from "./dispatcher.ts";

/** A text to go out as it was written, by the person or by Away: nothing of it is checked yet. */
export type TextToSend = {
  readonly conversationId: ConversationId;
  readonly body: string;
  readonly attachments: readonly OutgoingAttachment[];
  readonly isAwayReply: boolean;
};

/** A text that is stored. `go` sends it on its way, and is called when the storing is sure to stay. */
export type Written = { readonly id: TextId; readonly go: () => void };

/** The contract brands ids so that they are not mixed up; this is where a text gets its own. */
const newTextId = (randomness: Randomness): TextId => {
  const isTextId = (uuid: string): uuid is TextId => uuid !== "";
  const uuid = randomness.uuid();
  if (!isTextId(uuid)) throw new Error("no randomness");
  return uuid;
};

/** Puts a text in the outbox. Fails with what is wrong with it, or not-found. */
export const writeText = (
  {
    store,
    dispatcher,
    senderNumbers,
    now,
    randomness,
    onChanged,
  }: {
    readonly store: Pick<MessageStore, "conversation" | "enqueue">;
    readonly dispatcher: Pick<Dispatcher, "pump">;
    readonly senderNumbers: () => readonly SenderNumber[];
    readonly now: () => EpochMs;
    readonly randomness: Randomness;
    readonly onChanged: (id: ConversationId) => void;
  },
  { conversationId, body, attachments, isAwayReply }: TextToSend,
): Result<Written> => {
  const conversation = store.conversation(conversationId);
  if (conversation === null) return failed("not-found", "no such conversation");
  const { kind, own, others } = conversation;
  const checked = checkText({ kind, own, others, body, attachments }, senderNumbers());
  if (!checked.ok) return checked;
  const { id } = store.enqueue({
    id: newTextId(randomness),
    conversationId,
    body,
    at: now(),
    attachments: checked.value,
    isAwayReply,
  });
  const go = (): void => {
    onChanged(conversationId);
    dispatcher.pump();
  };
  return ok({ id, go });
};
