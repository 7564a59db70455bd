import type { MessageStore } from "../../main/core/ports/message-store.ts";
import type { StoredText } from "../../main/core/ports/stored.ts";
import type { TextId } from "../../preload/contract/model.ts";

/** All that Tern's database holds of texts, as read through its port. */
export type StoreContents = {
  readonly texts: readonly (StoredText & {
    readonly others: readonly string[];
    /** What its attachments hold, in base64; null as long as nobody has looked at one. */
    readonly contents: readonly (string | null)[];
  })[];
  /** Of the outbox: everything not accepted and not failed. */
  readonly waiting: readonly TextId[];
  /** Read here, and RingCentral has not heard of it. */
  readonly untoldReads: readonly string[];
  /** The person is yet to be told of these. */
  readonly untoldNews: readonly TextId[];
  /** Away is yet to answer these, or to leave them to the person. */
  readonly undecided: readonly TextId[];
};

const EVERYTHING = 1_000_000;

const base64Of = (content: Uint8Array | null): string | null =>
  content === null ? null : Buffer.from(content).toString("base64");

export const contentsOf = (store: MessageStore): StoreContents => ({
  texts: store.conversations(null, EVERYTHING).flatMap(({ id, others }) =>
    store.thread(id, null, EVERYTHING).map((text) => ({
      ...text,
      others,
      contents: text.attachments.map((attachment) => base64Of(store.attachmentContent(attachment.id))),
    })),
  ),
  waiting: store.outbox().map(({ text }) => text.id),
  untoldReads: store.untoldReads(),
  untoldNews: store.news().map(({ text }) => text.id),
  undecided: store.awaitingAway().map(({ text }) => text.id),
});
