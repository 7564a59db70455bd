import { powerMonitor } from "electron";

/**
 * Calls `onAwake` when the computer wakes up or is unlocked: a socket that looks open then may have been dead for
 * hours. Returns what stops it.
 */
export const watchPower = (onAwake: (cause: "resume" | "unlock-screen") => void): (() => void) => {
  const onResume = (): void => onAwake("resume");
  const onUnlock = (): void => onAwake("unlock-screen");
  powerMonitor.on("resume", onResume);
  powerMonitor.on("unlock-screen", onUnlock);
  return () => {
    powerMonitor.off("resume", onResume);
    powerMonitor.off("unlock-screen", onUnlock);
  };
};
