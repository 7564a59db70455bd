import type { EventEmitter } from "node:events";

type PowerEvent = "suspend" | "resume" | "lock-screen" | "unlock-screen";

/**
 * `onAwake`: the computer woke up or was unlocked; a socket that looks open then may have been dead for hours. `onLock`:
 * nobody can see the windows (locked, or asleep) or somebody can again. `powerMonitor` is Electron's. Returns what stops it.
 *
 * Electron tells of locking on Windows and macOS only; on Linux a lock is not noticed, a sleep is.
 */
export const watchPower = (
  powerMonitor: Pick<EventEmitter, "on" | "off">,
  {
    onAwake,
    onLock,
  }: {
    readonly onAwake: (cause: "resume" | "unlock-screen") => void;
    readonly onLock: (isLocked: boolean) => void;
  },
): (() => void) => {
  let isAsleep = false;
  let isLocked = false;
  let told = false;

  // It may wake up locked, and be unlocked without having slept: each ends only what it began.
  const tell = (): void => {
    const isHidden = isAsleep || isLocked;
    if (isHidden === told) return;
    told = isHidden;
    onLock(isHidden);
  };

  const listeners: Readonly<Record<PowerEvent, () => void>> = {
    suspend: () => {
      isAsleep = true;
      tell();
    },
    resume: () => {
      isAsleep = false;
      onAwake("resume");
      tell();
    },
    "lock-screen": () => {
      isLocked = true;
      tell();
    },
    "unlock-screen": () => {
      isLocked = false;
      // Unlocked, it is awake, whether or not it said so.
      isAsleep = false;
      onAwake("unlock-screen");
      tell();
    },
  };
  for (const [event, listener] of Object.entries(listeners)) powerMonitor.on(event, listener);
  return () => {
    for (const [event, listener] of Object.entries(listeners)) powerMonitor.off(event, listener);
  };
};
