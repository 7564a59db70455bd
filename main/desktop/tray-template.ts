import type { MenuItemConstructorOptions } from "electron";
import { assertNever } from "../../preload/contract/result.ts";
import type { TrayCommand, TrayItem } from "../core/ports/tray.ts";

/** `&` marks a shortcut key in a menu label; a client called "A & B" must keep theirs. */
const literal = (label: string): string => label.replaceAll("&", "&&");

const menuItem = (item: TrayItem, onCommand: (command: TrayCommand) => void): MenuItemConstructorOptions => {
  switch (item.type) {
    case "separator":
      return { type: "separator" };
    case "submenu":
      return {
        type: "submenu",
        label: literal(item.label),
        enabled: item.enabled,
        submenu: trayTemplate(item.items, onCommand),
      };
    case "command":
      return {
        type: "normal",
        label: literal(item.label),
        enabled: item.enabled,
        click: () => onCommand(item.command),
      };
    case "checkbox":
      return {
        type: "checkbox",
        label: literal(item.label),
        checked: item.checked,
        enabled: item.enabled,
        click: () => onCommand(item.command),
      };
    default:
      return assertNever(item);
  }
};

/** A tray menu as Electron wants it. */
export const trayTemplate = (
  items: readonly TrayItem[],
  onCommand: (command: TrayCommand) => void,
): MenuItemConstructorOptions[] => items.map((item) => menuItem(item, onCommand));
