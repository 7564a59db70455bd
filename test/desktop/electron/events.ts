import type { Event } from "electron";

/** An event as Electron hands it to listeners: they may prevent what would follow. */
export const createEvent = <Params extends object>(params: Params): Event<Params> => {
  let isPrevented = false;
  const event = { ...params, preventDefault: () => void (isPrevented = true) };
  Object.defineProperty(event, "defaultPrevented", { get: () => isPrevented, enumerable: true });
  return event as unknown as Event<Params>;
};
