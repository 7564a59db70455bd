import type { StorageState, StorageTrouble } from "../../../preload/contract/state.ts";
import { isAppError, troubleOf } from "../ports/app-error.ts";
import type { ProviderProfile } from "../ports/gateway.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { Clock } from "../ports/system.ts";
import { isRuin } from "./databases.ts";
import { rebuiltFromFact, type RebuiltState } from "./facts.ts";

/** What the state says of the database of whoever is signed in. */
export type StorageStatus = {
  readonly opened: (store: MessageStore, profile: ProviderProfile) => void;
  /** A write failed for this reason; null: one went well. */
  readonly told: (trouble: StorageTrouble | null) => void;
  /** The person has seen that it was rebuilt. Throws AppError `storage`. */
  readonly dismiss: () => void;
  readonly closed: () => void;
};

/** While nothing can be kept this is tried again every minute: nothing else may write before the next text. */
const TRY_EVERY_MS = 60_000;

export const createStorageStatus = ({
  clock,
  onState,
  onRuined,
}: {
  readonly clock: Clock;
  readonly onState: (state: StorageState) => void;
  /** A try found the database damaged. */
  readonly onRuined: () => void;
}): StorageStatus => {
  let open: { readonly store: MessageStore; readonly profile: ProviderProfile } | null = null;
  let rebuilt: RebuiltState | null = null;
  let trouble: StorageTrouble | null = null;
  let cancelTry: (() => void) | null = null;

  const stopTrying = (): void => {
    cancelTry?.();
    cancelTry = null;
  };

  const tell = (): void =>
    onState(trouble === null ? (rebuilt ?? { kind: "fine" }) : { kind: "trouble", about: trouble });

  const told = (next: StorageTrouble | null): void => {
    if (open === null) return;
    trouble = next;
    tell();
    if (next === null) stopTrying();
    else cancelTry ??= clock.after(TRY_EVERY_MS, tryAgain);
  };

  const tryAgain = (): void => {
    cancelTry = null;
    try {
      // Says nothing new, but only a write shows whether there is room.
      open?.store.keepFact("profile", open.profile);
      told(null);
    } catch (error) {
      if (!isAppError(error)) throw error;
      const about = troubleOf(error);
      if (isRuin(about)) onRuined();
      else told(about ?? trouble);
    }
  };

  return {
    opened: (store, profile) => {
      open = { store, profile };
      rebuilt = rebuiltFromFact(store.fact("rebuilt"));
      trouble = null;
      tell();
    },
    told,
    dismiss: () => {
      open?.store.keepFact("rebuilt", null);
      rebuilt = null;
      tell();
    },
    closed: () => {
      open = null;
      rebuilt = null;
      trouble = null;
      stopTrying();
      tell();
    },
  };
};
