import type { TernApi } from "../../preload/contract/api.ts";
import type { Failure } from "../../preload/contract/result.ts";
import type { AppState } from "../../preload/contract/state.ts";
import { type Cell, createCell } from "./cell.ts";
import { onEvent } from "./on-event.ts";

/** What this window knows of main's state. `failure` is set only while there is no state at all. */
export type Mirror = {
  readonly state: Cell<AppState | null>;
  readonly failure: Cell<Failure | null>;
  /** Listens, then asks for the first picture. Stops when the returned function is called. */
  readonly start: () => () => void;
};

/**
 * A read-only picture of main's state. It subscribes before it asks, so that no change falls between the two, and
 * drops whatever is older than what it has.
 */
export const createMirror = (api: TernApi): Mirror => {
  const state = createCell<AppState | null>(null);
  const failure = createCell<Failure | null>(null);
  const take = (next: AppState): void => {
    const held = state.get();
    if (held !== null && held.revision >= next.revision) return;
    state.set(next);
    failure.set(null);
  };
  const readFirst = async (): Promise<void> => {
    const result = await api.request("state/read", undefined);
    if (result.ok) take(result.value);
    else if (state.get() === null) failure.set(result.failure);
  };
  return {
    state,
    failure,
    start: () => {
      const stop = onEvent(api, "state/changed", take);
      void readFirst();
      return stop;
    },
  };
};
