import type { EpochMs } from "../../../preload/contract/model.ts";
import { momentFromFact } from "../moment-from-fact.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { Clock } from "../ports/system.ts";

/** When the person signed in: what came before is history. */
export type SignInMoment = {
  /** By this computer's clock. */
  readonly here: () => EpochMs;
  /** By the provider's clock; null if that was not known then. */
  readonly there: () => EpochMs | null;
  /** Keeps it, the first time the account runs. Throws AppError `storage`. */
  readonly keep: () => void;
};

export const createSignInMoment = ({
  store,
  clock,
  providerNow,
}: {
  readonly store: Pick<MessageStore, "fact" | "keepFact" | "atomically">;
  readonly clock: Pick<Clock, "now">;
  readonly providerNow: () => EpochMs | null;
}): SignInMoment => {
  const kept = momentFromFact(store.fact("signed-in-at"));
  const here = kept ?? clock.now();
  return {
    here: () => here,
    there: () => momentFromFact(store.fact("signed-in-there")),
    keep: () => {
      if (kept !== null) return;
      store.atomically(() => {
        store.keepFact("signed-in-at", here);
        store.keepFact("signed-in-there", providerNow());
      });
    },
  };
};
