import type { StorageState, StorageTrouble } from "../../../preload/contract/state.ts";
import type { Gateway, ProviderNumber, ProviderProfile } from "../ports/gateway.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { Clock, StoredAccount } from "../ports/system.ts";
import { isRuin } from "./databases.ts";
import { createStorageStatus } from "./storage-status.ts";
import type { TimeLimit } from "./time-limit.ts";

/** What a person signed in is run from. `numbers` is null where they have not been asked for yet. */
export type Opened = {
  readonly gateway: Gateway;
  readonly store: MessageStore;
  readonly profile: ProviderProfile;
  readonly numbers: readonly ProviderNumber[] | null;
};

/** What runs while somebody is signed in. */
export type Running<SignedIn> = {
  readonly account: StoredAccount;
  readonly signedIn: SignedIn;
  readonly profile: ProviderProfile;
};

/** Runs what there is while somebody is signed in, over their database, which it closes in the end. */
export type Runner<SignedIn> = {
  readonly running: () => Running<SignedIn> | null;
  /** Closes the store and throws if that cannot start. */
  readonly start: (account: StoredAccount, opened: Opened) => void;
  /** Nothing happens if nothing runs. What does not end in time is cut off. */
  readonly stop: (limit: TimeLimit) => Promise<void>;
  readonly toldOfStorage: (trouble: StorageTrouble | null) => void;
  /** Throws AppError `storage`. */
  readonly dismissRebuilt: () => void;
};

export const createRunner = <SignedIn extends { readonly stop: () => Promise<void> }>({
  clock,
  createSignedIn,
  onStorage,
  onRuined,
}: {
  readonly clock: Clock;
  readonly createSignedIn: (opened: Opened & { readonly accountId: string }) => SignedIn;
  readonly onStorage: (state: StorageState) => void;
  /** The database turned out to be damaged. */
  readonly onRuined: () => void;
}): Runner<SignedIn> => {
  const status = createStorageStatus({ clock, onState: onStorage, onRuined });
  let running: (Running<SignedIn> & { readonly store: MessageStore }) | null = null;

  const toldOfStorage = (trouble: StorageTrouble | null): void => {
    if (isRuin(trouble)) onRuined();
    else status.told(trouble);
  };

  return {
    running: () => running,
    start: (account, opened) => {
      const { store, profile } = opened;
      // What is only found while it begins is no reason not to begin.
      let isRuined = false;
      store.onTrouble((trouble) => {
        if (running?.store === store) toldOfStorage(trouble);
        else if (isRuin(trouble)) isRuined = true;
      });
      try {
        status.opened(store, profile);
        running = { account, signedIn: createSignedIn({ ...opened, accountId: account.id }), store, profile };
        if (isRuined) onRuined();
      } catch (error) {
        status.closed();
        store.close();
        throw error;
      }
    },
    stop: async (limit) => {
      if (running === null) return;
      const { signedIn, store } = running;
      running = null;
      status.closed();
      try {
        await limit.within(signedIn.stop());
      } finally {
        store.close();
      }
    },
    toldOfStorage,
    dismissRebuilt: status.dismiss,
  };
};
