import type {
  ConversationId,
  EpochMs,
  OutgoingAttachment,
  SenderNumber,
  TextId,
} from "../../../preload/contract/model.ts";
import type { TextToEdit } from "../../../preload/contract/requests.ts";
import { failed, ok, type Result } from "../../../preload/contract/result.ts";
import type { Drafts } from "../drafts/drafts.ts";
import type { ProviderText } from "../ports/gateway.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { StoredText } from "../ports/stored.ts";
import type { Randomness } from "../ports/system.ts";
import type { Dispatcher } from "./dispatcher.ts";
import { matchRecord } from "./match-record.ts";
import { type TextToSend, writeText, type Written } from "./write-text.ts";

/** Where texts go out: each is a row in the store before any network, and leaves in the order it was written. */
export type Outbox = {
  /** Fails with what is wrong with the text, not-found or storage; ok means stored, not sent. */
  readonly send: (text: TextToSend) => Result<TextId>;
  /** As `send`, but only changes the store, so that it can be part of a larger transaction: see Written. */
  readonly write: (text: TextToSend) => Result<Written>;
  /**
   * Sends a failed text, or one whose fate is unknown, again; if it may be at the provider it is looked up first. One the
   * carrier refused goes out as a new text in the place of the old one. Fails with attachment-unreadable if its files are
   * not here any more.
   */
  readonly resend: (id: TextId) => Result<void>;
  /** Takes a text that is not known to be sent away. One that is under way stays: fails with invalid-request. */
  readonly discard: (id: TextId) => Result<void>;
  /** The same, but its words and files become the end of its conversation's draft. Fails as `resend` and `discard` do. */
  readonly edit: (id: TextId) => Result<TextToEdit>;
  /** A text whose fate is unknown is left as it is: nobody is asked about it any more. */
  readonly leave: (id: TextId) => Result<void>;
  /**
   * An own text came from the provider that the store did not know: perhaps one whose answer is late or lost. Only changes
   * the store, so that it can be part of a larger transaction; what it returns goes on from there, and is called when that
   * transaction holds. Null: it is none of ours.
   */
  readonly settle: (added: StoredText, record: ProviderText) => (() => void) | null;
};

export const createOutbox = ({
  store,
  drafts,
  dispatcher,
  senderNumbers,
  now,
  randomness,
  onChanged,
}: {
  readonly store: MessageStore;
  readonly drafts: Pick<Drafts, "takeIn">;
  readonly dispatcher: Pick<Dispatcher, "pump" | "letGo" | "askedAgain" | "underWayUntil">;
  readonly senderNumbers: () => readonly SenderNumber[];
  /** By this computer's clock, which dates what is written on it. */
  readonly now: () => EpochMs;
  readonly randomness: Randomness;
  readonly onChanged: (id: ConversationId) => void;
}): Outbox => {
  const write = (text: TextToSend): Result<Written> =>
    writeText({ store, dispatcher, senderNumbers, now, randomness, onChanged }, text);

  /** A text in one of these ways of its own; anything else is a window that has not heard of the latest yet. */
  const textThatIs = (id: TextId, ...statuses: readonly StoredText["status"][]): Result<StoredText> => {
    const text = store.text(id);
    if (text === null) return failed("not-found", "no such text");
    return statuses.includes(text.status) ? ok(text) : failed("invalid-request", `this text is ${text.status}`);
  };
  const notSent = (id: TextId): Result<StoredText> => textThatIs(id, "queued", "failed", "unknown");

  const filesOf = (text: StoredText): Result<readonly OutgoingAttachment[]> => {
    const files: OutgoingAttachment[] = [];
    for (const { id, fileName, contentType } of text.attachments) {
      const content = store.attachmentContent(id);
      if (content === null) return failed("attachment-unreadable", "its content is not here", { about: fileName });
      // A copy: what goes to a window must not be a view of anything larger.
      files.push({ fileName, contentType, content: new Uint8Array(content) });
    }
    return ok(files);
  };

  const gone = ({ id, conversationId }: StoredText): void => {
    onChanged(conversationId);
    dispatcher.letGo(id);
  };

  const sendAnew = (refused: StoredText): Result<void> => {
    const files = filesOf(refused);
    if (!files.ok) return files;
    const { id, conversationId, body, isAwayReply } = refused;
    const written = store.atomically(() => {
      const anew = write({ conversationId, body, attachments: files.value, isAwayReply });
      if (anew.ok) store.discard(id);
      return anew;
    });
    if (!written.ok) return written;
    written.value.go();
    return ok(undefined);
  };

  return {
    send: (text) => {
      const written = write(text);
      if (!written.ok) return written;
      written.value.go();
      return ok(written.value.id);
    },

    write,

    resend: (id) => {
      const text = textThatIs(id, "failed", "unknown");
      if (!text.ok) return text;
      if (text.value.providerId !== null) return sendAnew(text.value);
      store.requeue(id, now());
      onChanged(text.value.conversationId);
      dispatcher.askedAgain(id);
      return ok(undefined);
    },

    discard: (id) => {
      const text = notSent(id);
      if (!text.ok) return text;
      store.discard(id);
      gone(text.value);
      return ok(undefined);
    },

    edit: (id) => {
      const text = notSent(id);
      if (!text.ok) return text;
      const files = filesOf(text.value);
      if (!files.ok) return files;
      const { conversationId, body } = text.value;
      const draft = drafts.takeIn(conversationId, { body, files: files.value }, () => store.discard(id));
      gone(text.value);
      return ok({ conversationId, body: draft, attachments: files.value });
    },

    leave: (id) => {
      const text = textThatIs(id, "unknown");
      if (!text.ok) return text;
      store.setStatus(id, "unknown", null);
      onChanged(text.value.conversationId);
      return ok(undefined);
    },

    settle: (added, record) => {
      // Its event may come before the answer to the request that sent it, or instead of it; or hours later, when the
      // person has long been asked, or has asked to send it again.
      const unheard = store.handedOver(added.conversationId).flatMap(({ text, handedOverAt }) => {
        if (handedOverAt === null) return [];
        return [{ ...text, handedOverAt, underWayUntil: dispatcher.underWayUntil(text.id) ?? handedOverAt }];
      });
      const ours = matchRecord(record, unheard);
      if (ours === null) return null;
      store.accepted(ours.id, record);
      return () => {
        onChanged(added.conversationId);
        dispatcher.letGo(ours.id);
      };
    },
  };
};
