import { useEffect } from "react";
import { useStores } from "../../state/stores.tsx";
import { isShortcut } from "../words/shortcut.ts";

/** Ctrl+N writes to someone, Ctrl+, opens the settings, Esc goes back (unless something inside used it). */
export const useShortcuts = (): void => {
  const { api, view } = useStores();
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      if (isShortcut(event, api.platform, "n")) view.openPage("new-message");
      else if (isShortcut(event, api.platform, ",")) view.openPage("settings");
      else if (event.key === "Escape" && !event.isComposing) view.back();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [api, view]);
};
