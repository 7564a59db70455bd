import { net, powerMonitor } from "electron";

/** How often we ask whether there is a network. Electron's main process has no event for it. */
const NETWORK_POLL_MS = 15_000;

/**
 * Calls `wake` when the computer wakes up or is unlocked, and when the network comes back: a socket that looks open
 * then may have been dead for hours. Returns what stops it.
 */
export const watchPowerAndNetwork = (wake: (cause: "resume" | "unlock" | "network") => void): (() => void) => {
  const onResume = (): void => wake("resume");
  const onUnlock = (): void => wake("unlock");
  powerMonitor.on("resume", onResume);
  powerMonitor.on("unlock-screen", onUnlock);

  let wasOnline = net.isOnline();
  const timer = setInterval(() => {
    const isOnline = net.isOnline();
    if (isOnline && !wasOnline) wake("network");
    wasOnline = isOnline;
  }, NETWORK_POLL_MS);

  return () => {
    powerMonitor.off("resume", onResume);
    powerMonitor.off("unlock-screen", onUnlock);
    clearInterval(timer);
  };
};
