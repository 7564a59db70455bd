import type { Locator } from "playwright-core";

/** Sends from the quick-reply window, which closes at once: perhaps before the key is up again. */
export const sendByEnter = async (field: Locator): Promise<void> => {
  try {
    await field.press("Enter");
  } catch (error) {
    if (!field.page().isClosed()) throw error;
  }
};
