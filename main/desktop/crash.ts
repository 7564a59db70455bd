import { app, dialog } from "electron";
import type { Log } from "../core/ports/system.ts";

/**
 * Bugs end the program where a person sees it: one in the background that nobody hears of is worse. The box names the
 * error's kind only; the rest is in the log.
 */
export const crashVisibly = (log: Log, logFolder: string): ((error: unknown) => void) => {
  let isCrashing = false;
  const crash = (error: unknown): void => {
    if (isCrashing) return;
    isCrashing = true;
    log.error("crashed", {}, error);
    const kind = error instanceof Error ? error.name : "unknown error";
    dialog.showErrorBox("Tern has stopped", `A fault in Tern ended it (${kind}). What happened is in ${logFolder}`);
    app.exit(1);
  };
  process.on("uncaughtException", crash);
  process.on("unhandledRejection", crash);
  return crash;
};
