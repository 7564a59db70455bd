import type { StorageState, StorageTrouble } from "../../../preload/contract/state.ts";
import type { Gateway, ProviderNumber, ProviderProfile } from "../ports/gateway.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { Clock, StoredAccount } from "../ports/system.ts";
import { isRuin } from "./databases.ts";
import { createStorageStatus } from "./storage-status.ts";
import type { TimeLimit } from "./time-limit.ts";

/** What a session starts from. `numbers` is null where they have not been asked for yet. */
export type Opened = {
  readonly gateway: Gateway;
  readonly store: MessageStore;
  readonly profile: ProviderProfile;
  readonly numbers: readonly ProviderNumber[] | null;
};

/** What runs while somebody is signed in. */
export type Running<Session> = {
  readonly account: StoredAccount;
  readonly session: Session;
  readonly profile: ProviderProfile;
};

/** Runs one session at a time over its database, which it closes in the end. */
export type Runner<Session> = {
  readonly running: () => Running<Session> | null;
  /** Closes the store and throws if the session cannot start. */
  readonly start: (account: StoredAccount, opened: Opened) => void;
  /** Nothing happens if nothing runs. What does not end in time is cut off. */
  readonly stop: (limit: TimeLimit) => Promise<void>;
  readonly toldOfStorage: (trouble: StorageTrouble | null) => void;
  /** Throws AppError `storage`. */
  readonly dismissRebuilt: () => void;
};

export const createRunner = <Session extends { readonly stop: () => Promise<void> }>({
  clock,
  openSession,
  onStorage,
  onRuined,
}: {
  readonly clock: Clock;
  readonly openSession: (opened: Opened) => Session;
  readonly onStorage: (state: StorageState) => void;
  /** The database turned out to be damaged. */
  readonly onRuined: () => void;
}): Runner<Session> => {
  const status = createStorageStatus({ clock, onState: onStorage, onRuined });
  let running: (Running<Session> & { readonly store: MessageStore }) | null = null;

  const toldOfStorage = (trouble: StorageTrouble | null): void => {
    if (isRuin(trouble)) onRuined();
    else status.told(trouble);
  };

  return {
    running: () => running,
    start: (account, opened) => {
      const { store, profile } = opened;
      // What is only found while the session begins is no reason for it not to begin.
      let isRuined = false;
      store.onTrouble((trouble) => {
        if (running?.store === store) toldOfStorage(trouble);
        else if (isRuin(trouble)) isRuined = true;
      });
      try {
        status.opened(store, profile);
        running = { account, session: openSession(opened), store, profile };
        if (isRuined) onRuined();
      } catch (error) {
        status.closed();
        store.close();
        throw error;
      }
    },
    stop: async (limit) => {
      if (running === null) return;
      const { session, store } = running;
      running = null;
      status.closed();
      try {
        await limit.within(session.stop());
      } finally {
        store.close();
      }
    },
    toldOfStorage,
    dismissRebuilt: status.dismiss,
  };
};
