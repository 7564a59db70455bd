import type { ConversationId, OutgoingAttachment, TextId } from "../../../preload/contract/model.ts";
import { ok, type Result } from "../../../preload/contract/result.ts";
import type { Drafts } from "../drafts/drafts.ts";
import type { Outbox } from "./outbox.ts";

/** Where the person's own texts go out, wherever they wrote them. Fail as `Outbox.send` does. */
export type OwnWords = {
  readonly reply: (
    conversationId: ConversationId,
    body: string,
    attachments?: readonly OutgoingAttachment[],
  ) => Result<TextId>;
  /** What was written in a window: it is no draft any more, which is one with its being sent. */
  readonly sendWritten: (
    conversationId: ConversationId,
    body: string,
    attachments: readonly OutgoingAttachment[],
  ) => Result<TextId>;
};

export const createOwnWords = ({
  outbox,
  drafts,
  onWritten,
}: {
  readonly outbox: Pick<Outbox, "send" | "write">;
  readonly drafts: Pick<Drafts, "takeOut">;
  /** It is on its way, whatever fails now: told otherwise, the person would send it again. Must not throw. */
  readonly onWritten: (id: ConversationId) => void;
}): OwnWords => ({
  reply: (conversationId, body, attachments = []) => {
    const queued = outbox.send({ conversationId, body, attachments, isAwayReply: false });
    if (queued.ok) onWritten(conversationId);
    return queued;
  },
  sendWritten: (conversationId, body, attachments) => {
    const written = drafts.takeOut(conversationId, () =>
      outbox.write({ conversationId, body, attachments, isAwayReply: false }),
    );
    if (!written.ok) return written;
    written.value.go();
    onWritten(conversationId);
    return ok(written.value.id);
  },
});
