import type { EventName, Events } from "./events.ts";
import type { Answer, Argument, RequestName } from "./requests.ts";
import type { Result } from "./result.ts";

/** The one channel that requests go over: `(name, argument) → Result`. */
export const REQUEST_CHANNEL = "tern/request";
/** The one channel that events come over: `(name, payload)`. */
export const EVENT_CHANNEL = "tern/event";
/** The name under which the preload exposes the API on `window`. */
export const API_NAME = "tern";

/** What the preload exposes to the renderer. Nothing else of Electron or Node reaches a window. */
export type TernApi = {
  request<Name extends RequestName>(name: Name, argument: Argument<Name>): Promise<Result<Answer<Name>>>;
  /** Calls `listener` for every event until the returned function is called. */
  subscribe(listener: <Name extends EventName>(name: Name, payload: Events[Name]) => void): () => void;
  /** "linux", "darwin" or "win32": for the words of keyboard shortcuts. */
  readonly platform: string;
};
