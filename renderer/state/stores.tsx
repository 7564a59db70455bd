import { createContext, type ReactNode, useContext, useEffect } from "react";
import type { TernApi } from "../../preload/contract/api.ts";
import type { Failure } from "../../preload/contract/result.ts";
import type { AppState } from "../../preload/contract/state.ts";
import { useCell } from "./cell.ts";
import { type ConversationList, createConversationList } from "./conversation-list.ts";
import { createDrafts, type Drafts } from "./drafts.ts";
import { createMirror, type Mirror } from "./mirror.ts";
import { createProgress } from "./progress.ts";
import { createView, type View } from "./view.ts";

/** Everything a window remembers, and its way to main. */
export type Stores = {
  readonly api: TernApi;
  readonly mirror: Mirror;
  readonly conversations: ConversationList;
  readonly drafts: Drafts;
  readonly progress: ReturnType<typeof createProgress>;
  readonly view: View;
};

export const createStores = (api: TernApi): Stores => ({
  api,
  mirror: createMirror(api),
  conversations: createConversationList(api),
  drafts: createDrafts(api),
  progress: createProgress(api),
  view: createView(api),
});

const StoresContext = createContext<Stores | null>(null);
const StateContext = createContext<AppState | null>(null);

/** What this window remembers. Only inside WithStores. */
export const useStores = (): Stores => {
  const stores = useContext(StoresContext);
  if (stores === null) throw new Error("no stores around this component");
  return stores;
};

/** Main's state as this window knows it. Only inside WithState. */
export const useAppState = (): AppState => {
  const state = useContext(StateContext);
  if (state === null) throw new Error("no state around this component");
  return state;
};

export const WithStores = (props: { stores: Stores; children: ReactNode }): ReactNode => (
  <StoresContext value={props.stores}>{props.children}</StoresContext>
);

/** Main's picture, followed while this is on screen; both null until it has answered for the first time. */
export const useMirror = (): { state: AppState | null; failure: Failure | null } => {
  const { mirror } = useStores();
  useEffect(() => mirror.start(), [mirror]);
  return { state: useCell(mirror.state), failure: useCell(mirror.failure) };
};

export const WithState = (props: { state: AppState; children: ReactNode }): ReactNode => (
  <StateContext value={props.state}>{props.children}</StateContext>
);
