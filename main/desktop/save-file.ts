import { writeFile } from "node:fs/promises";
import { type BrowserWindow, dialog } from "electron";
import { AppError } from "../core/ports/app-error.ts";

/** Asks where to save, in front of the window if there is one, and saves there. False: the person thought better of it. */
export const saveFile = async (
  window: BrowserWindow | null,
  suggestedName: string,
  content: string,
): Promise<boolean> => {
  const options = { defaultPath: suggestedName };
  const { canceled, filePath } = await (window === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options));
  if (canceled || filePath === "") return false;
  try {
    await writeFile(filePath, content);
    return true;
  } catch (error) {
    throw new AppError("storage", "the file could not be written", { cause: error });
  }
};
