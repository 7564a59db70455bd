import { EventEmitter } from "node:events";
import { relative } from "node:path";
import type { Rectangle, Tray } from "electron";
import type { TrayReport } from "../wire.ts";
import { createEvent } from "./events.ts";
import { entryAt, menuEntries, type StandInMenu } from "./menu.ts";
import { imageFrom, type StandInImage } from "./native-image.ts";

type TrayApi = Pick<Tray, "setToolTip" | "destroy" | "isDestroyed" | "getBounds"> & {
  setImage: (image: StandInImage | string) => void;
  setContextMenu: (menu: StandInMenu | null) => void;
};
export type ClickOutcome = "clicked" | "no-tray" | "no-entry" | "disabled";

/** Electron's Tray, and the desk's hand on the one that is there. */
export const createTrays = (options: { readonly root: string; readonly onShown: () => void }) => {
  let shown: StandInTray | null = null;
  const show = (tray: StandInTray): void => {
    shown = tray;
    options.onShown();
  };

  class StandInTray extends EventEmitter implements TrayApi {
    image: StandInImage;
    tooltip = "";
    menu: StandInMenu | null = null;
    #isDestroyed = false;

    constructor(image: StandInImage | string) {
      super();
      this.image = imageFrom(image);
      show(this);
    }
    setImage(image: StandInImage | string): void {
      this.image = imageFrom(image);
    }
    setToolTip(text: string): void {
      this.tooltip = text;
    }
    setContextMenu(menu: StandInMenu | null): void {
      this.menu = menu;
    }
    /** As on Linux, where a tray does not say where it is. */
    getBounds = (): Rectangle => ({ x: 0, y: 0, width: 0, height: 0 });
    isDestroyed = (): boolean => this.#isDestroyed;
    destroy(): void {
      this.#isDestroyed = true;
      if (shown === this) shown = null;
    }
  }

  return {
    Tray: StandInTray,
    isShown: (): boolean => shown !== null,
    report: (): TrayReport | null =>
      shown && {
        tooltip: shown.tooltip,
        icon: shown.image.file === null ? shown.image.toDataURL() : relative(options.root, shown.image.file),
        menu: shown.menu ? menuEntries(shown.menu) : [],
      },
    icon: (): Buffer | null => shown?.image.toPNG() ?? null,
    /** Clicks an entry by its labels; the icon itself if there are none. */
    click: (path: readonly string[]): ClickOutcome => {
      if (!shown) return "no-tray";
      if (path.length === 0) {
        shown.emit("click", createEvent({}), shown.getBounds(), { x: 0, y: 0 });
        return "clicked";
      }
      const entry = shown.menu && entryAt(shown.menu, path);
      if (!entry || entry.type === "separator" || entry.type === "submenu") return "no-entry";
      if (!entry.enabled) return "disabled";
      entry.click();
      return "clicked";
    },
  };
};
