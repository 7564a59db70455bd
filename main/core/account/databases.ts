import type { EpochMs } from "../../../preload/contract/model.ts";
import type { StorageTrouble } from "../../../preload/contract/state.ts";
import type { ProviderProfile } from "../ports/gateway.ts";
import type { MessageStore, MessageStoreProvider } from "../ports/message-store.ts";
import type { Log, Randomness } from "../ports/system.ts";
import type { Vault } from "../ports/vault.ts";
import { AppError, troubleOf } from "../ports/app-error.ts";
import { momentFromFact } from "../moment-from-fact.ts";
import type { RebuiltState } from "./facts.ts";

/** Databases of accounts, with their keys in the keychain. All reject with AppError `storage`. */
export type Databases = {
  readonly create: (account: string) => Promise<MessageStore>;
  /**
   * Whatever has become of it: one that nobody can ever read again is set aside and built anew, since RingCentral still
   * has the texts. What was taken over is kept with it as the fact `rebuilt`. Any other trouble leaves all as it is.
   */
  readonly open: (account: string) => Promise<MessageStore>;
  /** As it is; null if its key is gone. */
  readonly openUntouched: (account: string) => Promise<MessageStore | null>;
  /** For one that turned out to be damaged after it was opened, and is closed again. Leaves it closed. */
  readonly rebuild: (account: string, profile: ProviderProfile) => Promise<void>;
  readonly erase: (account: string) => void;
};

/** SQLCipher's raw keys have 32 bytes. */
const KEY_BYTES = 32;
const KEY = /^[0-9a-f]{64}$/i;

type Ruin = RebuiltState["because"];

/** Whether a database in this trouble cannot be used any more, ever. */
export const isRuin = (trouble: StorageTrouble | null): trouble is "damaged" | "wrong-key" =>
  trouble === "damaged" || trouble === "wrong-key";

/** In which way a database cannot be used any more, if this error says so. */
export const ruinIn = (error: unknown): Ruin | null => {
  const trouble = troubleOf(error);
  return isRuin(trouble) ? trouble : null;
};

/** How far a look back for the newest text goes: beyond it there is none, or no harm in it. */
const LOOK_BACK = { conversations: 200, texts: 50 };

/** When the newest text was created that was certainly here, by the provider's clock; null if nothing could be read. */
const knownUntil = (store: MessageStore): EpochMs | null => {
  const inbound = store
    .conversations(null, LOOK_BACK.conversations)
    .flatMap(({ id }) => store.thread(id, null, LOOK_BACK.texts))
    .filter(({ direction }) => direction === "inbound");
  const syncedAt = momentFromFact(store.fact("synced-at"));
  const moments = [...inbound.map(({ at }) => at), ...(syncedAt === null ? [] : [syncedAt])];
  return moments.length === 0 ? null : Math.max(...moments);
};

export const createDatabases = ({
  vault,
  stores,
  randomness,
  now,
  log,
}: {
  readonly vault: Vault;
  readonly stores: MessageStoreProvider;
  readonly randomness: Randomness;
  readonly now: () => EpochMs;
  readonly log: Log;
}): Databases => {
  const isOnDisk = vault.kind === "keychain";
  // Without a keychain a key would last as long as Tern runs, and make a file that nobody can ever read. Closed, such a
  // database would be gone, with what waits in it for the person to sign in again.
  const inMemory = new Map<string, MessageStore>();

  const openInMemory = (account: string): MessageStore => {
    const store = inMemory.get(account) ?? stores.open(account, null);
    inMemory.set(account, store);
    return { ...store, close: () => {} };
  };
  const openWith = (account: string, key: string): MessageStore =>
    isOnDisk ? stores.open(account, key) : openInMemory(account);

  /** Not every damage shows when a file is opened. */
  const openReadable = (account: string, key: string): MessageStore => {
    const store = openWith(account, key);
    try {
      store.fact("profile");
      return store;
    } catch (error) {
      store.close();
      throw error;
    }
  };

  /** Null also for what cannot be a key: another program wrote there. */
  const keyOf = async (account: string): Promise<string | null> => {
    const kept = await vault.read(account, "database-key");
    return kept !== null && KEY.test(kept) ? kept : null;
  };
  const keepNewKey = async (account: string): Promise<string> => {
    const key = randomness.hex(KEY_BYTES);
    await vault.write(account, "database-key", key);
    return key;
  };

  const rebuild = (account: string, oldKey: string | null, newKey: string, because: Ruin): MessageStore => {
    if (!isOnDisk) throw new AppError("storage", "nothing in memory can be rebuilt", { about: because });
    const { store, setAside, outgoing, drafts } = stores.rebuild(account, oldKey, newKey, now());
    log.warn("database rebuilt", { because, outgoing, drafts });
    try {
      const rebuilt: RebuiltState = { kind: "rebuilt", because, setAside, outgoing, drafts };
      store.atomically(() => {
        store.keepFact("rebuilt", rebuilt);
        store.keepFact("known-until", knownUntil(store));
      });
      return store;
    } catch (error) {
      store.close();
      throw error;
    }
  };

  return {
    create: async (account) => openWith(account, await keepNewKey(account)),
    open: async (account) => {
      const key = await keyOf(account);
      // The key first: a crash in between leaves a file that this key does not fit, which the next start builds anew.
      if (key === null) return rebuild(account, null, await keepNewKey(account), "no-key");
      try {
        return openReadable(account, key);
      } catch (error) {
        const ruin = ruinIn(error);
        if (ruin === null) throw error;
        log.error("kept database is ruined", { about: ruin }, error);
        return rebuild(account, key, key, ruin);
      }
    },
    openUntouched: async (account) => {
      const key = await keyOf(account);
      return key === null ? null : openReadable(account, key);
    },
    rebuild: async (account, profile) => {
      const key = await keyOf(account);
      const store = rebuild(account, key, key ?? (await keepNewKey(account)), "damaged");
      try {
        // It may be among what could not be read.
        store.keepFact("profile", profile);
      } finally {
        store.close();
      }
    },
    erase: (account) => {
      inMemory.get(account)?.close();
      inMemory.delete(account);
      stores.erase(account);
    },
  };
};
