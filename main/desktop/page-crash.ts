import { dialog, type BrowserWindow } from "electron";
import type { Log } from "../core/ports/system.ts";

/** A page that breaks twice within this time would break for ever. */
const TOO_SOON_MS = 60_000;

/**
 * A page whose process died is loaded again: all it showed is main's, and its drafts are kept. If it dies again at
 * once, the window goes, and the person is told how to come back.
 */
export const reloadOnCrash = (window: BrowserWindow, log: Log): void => {
  let lastAt = Number.NEGATIVE_INFINITY;
  window.webContents.on("render-process-gone", (_event, { reason, exitCode }) => {
    if (reason === "clean-exit") return;
    log.error("window/page-gone", { reason, exitCode });
    const isTooSoon = performance.now() - lastAt < TOO_SOON_MS;
    lastAt = performance.now();
    if (!isTooSoon) {
      window.reload();
      return;
    }
    window.destroy();
    // Not an error box: that would hold up main, and with it every text, until it is closed.
    const box = dialog.showMessageBox({
      type: "error",
      title: "Tern",
      message: "A window of Tern stopped working",
      detail: "Texts still arrive. Open Tern again to go on.",
    });
    box.catch((error: unknown) => log.error("window/box-failed", {}, error));
  });
};
