import type { PowerSaveBlocker } from "electron";

/**
 * Keeps the computer from going to sleep by itself, or lets it again; the screen may go dark. A closed lid, or a person who
 * sends it to sleep, is stronger. https://www.electronjs.org/docs/latest/api/power-save-blocker
 */
export const createKeepAwake = (
  powerSaveBlocker: Pick<PowerSaveBlocker, "start" | "stop">,
): ((isKept: boolean) => void) => {
  let blocker: number | null = null;
  return (isKept) => {
    if (isKept === (blocker !== null)) return;
    if (blocker !== null) powerSaveBlocker.stop(blocker);
    blocker = isKept ? powerSaveBlocker.start("prevent-app-suspension") : null;
  };
};
