import type { AttachmentId, TextId } from "../../../preload/contract/model.ts";
import { failed, ok, type Result } from "../../../preload/contract/result.ts";
import type { Gateway, ProviderAttachment } from "../ports/gateway.ts";
import type { MessageStore } from "../ports/message-store.ts";

/** What attachments hold: kept here once fetched. */
export type Attachments = {
  /** Fails with not-found; rejects as the gateway does. */
  readonly content: (
    textId: TextId,
    id: AttachmentId,
  ) => Promise<Result<{ readonly contentType: string; readonly content: Uint8Array }>>;
};

export const createAttachments = ({
  store,
  gateway,
}: {
  readonly store: MessageStore;
  readonly gateway: Pick<Gateway, "attachmentContent">;
}): Attachments => {
  // A thread and a quick-reply window may ask for the same picture at once.
  const underWay = new Map<AttachmentId, Promise<Uint8Array>>();

  const fetchAndKeep = async (id: AttachmentId, source: ProviderAttachment): Promise<Uint8Array> => {
    try {
      const content = await gateway.attachmentContent(source);
      store.keepAttachmentContent(id, content);
      return content;
    } finally {
      underWay.delete(id);
    }
  };

  return {
    content: async (textId, id) => {
      const attachment = store.attachment(textId, id);
      if (attachment === null) return failed("not-found", "no such attachment");
      const { contentType, source } = attachment;
      const kept = store.attachmentContent(id);
      if (kept !== null) return ok({ contentType, content: kept });
      if (source === null) return failed("not-found", "the attachment has no content");
      const work = underWay.get(id) ?? fetchAndKeep(id, source);
      underWay.set(id, work);
      return ok({ contentType, content: await work });
    },
  };
};
