import type { MessageStore, MessageStoreProvider } from "../core/ports/message-store.ts";
import type { Randomness } from "../core/ports/system.ts";

import { createAccountFiles } from "./account-files.ts";
import { openFile, openInMemory } from "./database.ts";
import { createMessageStore } from "./message-store.ts";
import { rebuild } from "./rebuild.ts";
import { storageErrorFrom } from "./storage-error.ts";

/** Runs it; what SQLite or the file system throws comes out as AppError `storage`. */
const guarded = <T>(work: () => T): T => {
  try {
    return work();
  } catch (error) {
    throw storageErrorFrom(error);
  }
};

/**
 * One SQLCipher database for each account: `<folder>/<account>.db`, readable by its owner only. `open` throws AppError
 * `storage` whose `about` is a StorageTrouble, and never deletes or replaces a file it cannot read.
 */
export const createMessageStores = ({
  folder,
  randomness,
}: {
  readonly folder: string;
  readonly randomness: Randomness;
}): MessageStoreProvider => {
  const open = (account: string, key: string): MessageStore =>
    guarded(() => {
      const files = createAccountFiles(folder, account);
      files.recover();
      const database = openFile(files.current, key);
      try {
        return createMessageStore(database, randomness);
      } catch (error) {
        database.close();
        throw error;
      }
    });
  return {
    open: (account, key) => (key === null ? createMessageStore(openInMemory(), randomness) : open(account, key)),
    rebuild: (account, oldKey, newKey, now) => {
      const told = guarded(() => rebuild(createAccountFiles(folder, account), oldKey, newKey, now));
      return { ...told, store: open(account, newKey) };
    },
    /** Close the account's store first: Windows does not delete an open file. */
    erase: (account) => guarded(() => createAccountFiles(folder, account).erase()),
  };
};
