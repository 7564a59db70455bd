import type { Clock } from "../core/ports/system.ts";

/** How often we ask whether there is a network: Electron's main process is not told when it comes back. */
export const NETWORK_POLL_MS = 15_000;

/** Calls `onBack` when there is a network again after there was none, until the returned function is called. */
export const watchNetwork = (options: {
  readonly clock: Clock;
  readonly isOnline: () => boolean;
  readonly onBack: () => void;
}): (() => void) => {
  let wasOnline = options.isOnline();
  let stop = (): void => {};
  const ask = (): void => {
    const isOnline = options.isOnline();
    if (isOnline && !wasOnline) options.onBack();
    wasOnline = isOnline;
    stop = options.clock.after(NETWORK_POLL_MS, ask);
  };
  stop = options.clock.after(NETWORK_POLL_MS, ask);
  return () => stop();
};
