import { AppError } from "../../main/core/ports/app-error.ts";
import type { MessageStore, MessageStoreProvider } from "../../main/core/ports/message-store.ts";
import type { StorageTrouble } from "../../preload/contract/state.ts";

/** Message stores that fail where and as a test says. */
export type FaultyStores = MessageStoreProvider & {
  /** Opening, or building anew, throws this; null: it works again. */
  readonly onOpening: { error: Error | null };
  /** Every text that comes or is to go, draft and fact is refused for this reason; null: they are kept again. */
  readonly onWriting: { trouble: StorageTrouble | null };
  /** Every thread, and the outbox, is refused for this reason, until the database was built anew. */
  readonly onReading: { trouble: StorageTrouble | null };
  readonly rebuilt: () => number;
};

export const createFaultyStores = (real: MessageStoreProvider): FaultyStores => {
  const onOpening: FaultyStores["onOpening"] = { error: null };
  const onWriting: FaultyStores["onWriting"] = { trouble: null };
  const onReading: FaultyStores["onReading"] = { trouble: null };
  let rebuilt = 0;
  const listeners: ((trouble: StorageTrouble) => void)[] = [];
  const unless = (trouble: StorageTrouble | null): void => {
    if (trouble === null) return;
    for (const listener of listeners) listener(trouble);
    throw new AppError("storage", "as the test says", { about: trouble });
  };
  const open = (): void => {
    if (onOpening.error !== null) throw onOpening.error;
  };
  const faulty = (store: MessageStore): MessageStore => ({
    ...store,
    onTrouble: (listener) => {
      store.onTrouble(listener);
      listeners.push(listener);
    },
    keepDraft: (id, body) => {
      unless(onWriting.trouble);
      store.keepDraft(id, body);
    },
    save: (text) => {
      unless(onWriting.trouble);
      return store.save(text);
    },
    enqueue: (text) => {
      unless(onWriting.trouble);
      return store.enqueue(text);
    },
    keepFact: (name, value) => {
      unless(onWriting.trouble);
      store.keepFact(name, value);
    },
    outbox: () => {
      unless(onReading.trouble);
      return store.outbox();
    },
    thread: (id, before, limit) => {
      unless(onReading.trouble);
      return store.thread(id, before, limit);
    },
  });
  return {
    onOpening,
    onWriting,
    onReading,
    rebuilt: () => rebuilt,
    erase: real.erase,
    open: (account, key) => {
      open();
      return faulty(real.open(account, key));
    },
    rebuild: (account, oldKey, newKey, now) => {
      open();
      rebuilt += 1;
      onReading.trouble = null;
      const result = real.rebuild(account, oldKey, newKey, now);
      return { ...result, store: faulty(result.store) };
    },
  };
};
