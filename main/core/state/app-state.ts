import type { AppState } from "../../../preload/contract/state.ts";

/** All of the state but its revision, which counts changes by itself. */
export type StatePatch = Partial<Omit<AppState, "revision">>;

/** What every picture of Tern is drawn from. Others change it by saying what is different now. */
export type AppStateHolder = {
  readonly read: () => AppState;
  /** Nothing happens, and no revision is spent, if nothing differs. */
  readonly change: (patch: StatePatch) => void;
};

// Every part of the state is plain JSON, small and built in one place, so its text tells whether it differs.
const isSame = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

export const createAppState = ({
  initial,
  onChanged,
}: {
  readonly initial: Omit<AppState, "revision">;
  readonly onChanged: (state: AppState) => void;
}): AppStateHolder => {
  let state: AppState = { ...initial, revision: 0 };
  return {
    read: () => state,
    change: (patch) => {
      const next: AppState = { ...state, ...patch, revision: state.revision };
      if (isSame(next, state)) return;
      state = { ...next, revision: state.revision + 1 };
      onChanged(state);
    },
  };
};
