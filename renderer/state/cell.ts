import { useSyncExternalStore } from "react";

/** One value that React components can watch. Values are replaced, never changed in place. */
export type Cell<T> = {
  readonly get: () => T;
  readonly set: (value: T) => void;
  /** Calls `listener` after every change until the returned function is called. */
  readonly subscribe: (listener: () => void) => () => void;
};

export const createCell = <T>(first: T): Cell<T> => {
  const listeners = new Set<() => void>();
  let value = first;
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};

/** A cell's value; the component is drawn anew when it changes. */
export const useCell = <T>(cell: Cell<T>): T => useSyncExternalStore(cell.subscribe, cell.get);
