import { rmSync } from "node:fs";
import { join } from "node:path";

import { AppError } from "../core/ports/app-error.ts";
import type { MessageStoreProvider } from "../core/ports/message-store.ts";
import type { Randomness } from "../core/ports/system.ts";

import { openFile, openInMemory } from "./database.ts";
import { createMessageStore } from "./message-store.ts";
import { storageErrorFrom } from "./storage-error.ts";

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
  const fileOf = (account: string): string => {
    if (!/^[\w-]{1,64}$/.test(account)) throw new AppError("storage", "not a name for an account's database");
    return join(folder, `${account}.db`);
  };
  return {
    open: (account, key) =>
      createMessageStore(key === null ? openInMemory() : openFile(fileOf(account), key), randomness),
    /** Close the account's store first: Windows does not delete an open file. */
    erase: (account) => {
      const file = fileOf(account);
      try {
        for (const suffix of ["", "-wal", "-shm", "-journal"]) rmSync(`${file}${suffix}`, { force: true });
      } catch (error) {
        throw storageErrorFrom(error);
      }
    },
  };
};
