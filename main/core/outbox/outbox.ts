import type { ConversationId, SenderNumber, TextId } from "../../../preload/contract/model.ts";
import { failed, ok, type Result } from "../../../preload/contract/result.ts";
import type { ProviderText } from "../ports/gateway.ts";
import type { MessageStore, StoredText } from "../ports/message-store.ts";
import type { Clock, Randomness } from "../ports/system.ts";
import type { Dispatcher } from "./dispatcher.ts";
import { type TextToSend, writeText, type Written } from "./write-text.ts";

/** Where texts go out: each is a row in the store before any network, and leaves in the order it was written. */
export type Outbox = {
  /** Fails with what is wrong with the text, not-found or storage; ok means stored, not sent. */
  readonly send: (text: TextToSend) => Result<TextId>;
  /** As `send`, but only changes the store, so that it can be part of a larger transaction: see Written. */
  readonly write: (text: TextToSend) => Result<Written>;
  /** Sends a failed text, or one whose fate is unknown, again. */
  readonly resend: (id: TextId) => Result<void>;
  /** Takes a text that was not sent away. One that is under way stays: fails with invalid-request. */
  readonly discard: (id: TextId) => Result<void>;
  /**
   * An own text came from the provider that the store did not know: perhaps one whose answer is late or lost. Only changes
   * the store, so that it can be part of a larger transaction; what it returns goes on from there, and is called when that
   * transaction holds. Null: it is none of ours.
   */
  readonly settle: (added: StoredText, record: ProviderText) => (() => void) | null;
};

/** The provider's record of a text is made between its writing and its handing over, give or take: clocks may differ. */
const SETTLE_WITHIN_MS = 10 * 60_000;

export const createOutbox = ({
  store,
  dispatcher,
  senderNumbers,
  clock,
  randomness,
  onChanged,
}: {
  readonly store: MessageStore;
  readonly dispatcher: Pick<Dispatcher, "pump" | "known">;
  readonly senderNumbers: () => readonly SenderNumber[];
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly onChanged: (id: ConversationId) => void;
}): Outbox => ({
  send: (text) => {
    const written = writeText({ store, dispatcher, senderNumbers, clock, randomness, onChanged }, text);
    if (!written.ok) return written;
    written.value.go();
    return ok(written.value.id);
  },

  write: (text) => writeText({ store, dispatcher, senderNumbers, clock, randomness, onChanged }, text),

  resend: (id) => {
    const text = store.text(id);
    if (text === null) return failed("not-found", "no such text");
    if (text.providerId !== null || (text.status !== "failed" && text.status !== "unknown"))
      return failed("invalid-request", "only a text that was not sent can be sent again");
    store.setStatus(id, "queued", null);
    onChanged(text.conversationId);
    dispatcher.pump();
    return ok(undefined);
  },

  discard: (id) => {
    const text = store.text(id);
    if (text === null) return failed("not-found", "no such text");
    if (!["queued", "failed", "unknown"].includes(text.status))
      return failed("invalid-request", "this text is on its way or sent");
    store.discard(id);
    onChanged(text.conversationId);
    return ok(undefined);
  },

  settle: (added, record) => {
    // Its event may come before the answer to the request that sent it, or instead of it. It may have waited for hours
    // without network before it was handed over. One that waits to be sent again after a server's fault may be it as well:
    // the fault was then behind the sending.
    const [ours] = store
      .outbox()
      .flatMap(({ text, handedOverAt }) => (handedOverAt === null ? [] : [{ ...text, leftAt: handedOverAt }]))
      .filter(
        (text) =>
          text.conversationId === added.conversationId &&
          text.body.trim() === record.body.trim() &&
          text.attachments.length === record.attachments.length &&
          record.at >= text.at - SETTLE_WITHIN_MS &&
          record.at <= text.leftAt + SETTLE_WITHIN_MS,
      )
      .toSorted((left, right) => Math.abs(record.at - left.leftAt) - Math.abs(record.at - right.leftAt));
    if (ours === undefined) return null;
    store.accepted(ours.id, record);
    return () => {
      dispatcher.known(ours.id);
      onChanged(added.conversationId);
    };
  },
});
