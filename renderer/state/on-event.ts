import type { TernApi } from "../../preload/contract/api.ts";
import type { EventName, Events } from "../../preload/contract/events.ts";

// The payload belongs to the name: a relation that the listener's own type parameters cannot carry through `===`.
const isPayloadOf = <Name extends EventName>(
  wanted: Name,
  heard: EventName,
  _payload: Events[EventName],
): _payload is Events[Name] => heard === wanted;

/** Calls `listener` for every event of this name until the returned function is called. */
export const onEvent = <Name extends EventName>(
  api: TernApi,
  name: Name,
  listener: (payload: Events[Name]) => void,
): (() => void) =>
  api.subscribe((heard, payload) => {
    if (isPayloadOf(name, heard, payload)) listener(payload);
  });
