import { Menu, type MenuItemConstructorOptions, type WebContents } from "electron";

/** Electron's pages have no context menu of their own: spelling suggestions and cut, copy, paste. */
export const offerEditing = (contents: WebContents): void => {
  contents.on("context-menu", (_event, { isEditable, selectionText, misspelledWord, dictionarySuggestions }) => {
    const items: MenuItemConstructorOptions[] = [];
    if (isEditable && misspelledWord !== "") {
      for (const suggestion of dictionarySuggestions)
        items.push({ label: suggestion, click: () => contents.replaceMisspelling(suggestion) });
      items.push({
        label: "Add to dictionary",
        click: () => void contents.session.addWordToSpellCheckerDictionary(misspelledWord),
      });
      items.push({ type: "separator" });
    }
    if (isEditable) items.push({ role: "cut" }, { role: "copy" }, { role: "paste" }, { role: "selectAll" });
    else if (selectionText.trim() !== "") items.push({ role: "copy" });
    if (items.length > 0) Menu.buildFromTemplate(items).popup();
  });
};
