import type { MessageStore, StoredText } from "../../main/core/ports/message-store.ts";
import type { TextId } from "../../preload/contract/model.ts";

/** All that Tern's database holds of texts, as read through its port. */
export type StoreContents = {
  readonly texts: readonly (StoredText & { readonly others: readonly string[] })[];
  /** Of the outbox: everything not accepted and not failed. */
  readonly waiting: readonly TextId[];
  /** Read here, and RingCentral has not heard of it. */
  readonly untoldReads: readonly string[];
  /** The person is yet to be told of these. */
  readonly untoldNews: readonly TextId[];
};

const EVERYTHING = 1_000_000;

export const contentsOf = (store: MessageStore): StoreContents => ({
  texts: store
    .conversations(null, EVERYTHING)
    .flatMap(({ id, others }) => store.thread(id, null, EVERYTHING).map((text) => ({ ...text, others }))),
  waiting: store.outbox().map(({ text }) => text.id),
  untoldReads: store.untoldReads(),
  untoldNews: store.news().map(({ text }) => text.id),
});
