import type { KeyboardEvent, MenuItem, MenuItemConstructorOptions } from "electron";
import type { MenuEntry } from "../wire.ts";
import { createEvent } from "./events.ts";

type ItemApi = Pick<MenuItem, "id" | "label" | "type" | "visible"> & { checked: boolean; enabled: boolean };
export type StandInMenuItem = ItemApi & { readonly submenu: StandInMenu | undefined; readonly click: () => void };
export type StandInMenu = {
  readonly items: readonly StandInMenuItem[];
  readonly popup: () => void;
  readonly getMenuItemById: (id: string) => StandInMenuItem | null;
};

/** `&` marks the key of a menu entry, `&&` is an ampersand. */
const shownLabel = (label: string): string => label.replace(/&(&?)/g, "$1");

const createItem = (given: MenuItemConstructorOptions): StandInMenuItem => {
  const submenu = Array.isArray(given.submenu) ? createMenu(given.submenu) : undefined;
  const item: StandInMenuItem = {
    id: given.id ?? "",
    label: given.label ?? given.role ?? "",
    type: given.type ?? (submenu ? "submenu" : "normal"),
    visible: given.visible ?? true,
    checked: given.checked ?? false,
    enabled: given.enabled ?? true,
    submenu,
    click: () => {
      // Electron changes the mark before it tells.
      if (item.type === "checkbox") item.checked = !item.checked;
      if (item.type === "radio") item.checked = true;
      const event = createEvent({ triggeredByAccelerator: false }) as unknown as KeyboardEvent;
      given.click?.(item as unknown as MenuItem, undefined, event);
    },
  };
  return item;
};

const createMenu = (template: readonly MenuItemConstructorOptions[]): StandInMenu => {
  const items = template.map(createItem);
  return {
    items,
    popup: () => {},
    getMenuItemById: (id) => items.find((item) => item.id === id) ?? null,
  };
};

/** A menu as a person sees it. */
export const menuEntries = (menu: StandInMenu): readonly MenuEntry[] =>
  menu.items
    .filter(({ visible }) => visible)
    .map(({ label, type, checked, enabled, submenu }) => ({
      label: shownLabel(label),
      type,
      checked,
      enabled,
      ...(submenu ? { submenu: menuEntries(submenu) } : {}),
    }));

/** The entry that `path` leads to by labels as shown; undefined if there is none. */
export const entryAt = (menu: StandInMenu, path: readonly string[]): StandInMenuItem | undefined => {
  const [label, ...rest] = path;
  const item = menu.items.find((candidate) => candidate.visible && shownLabel(candidate.label) === label);
  if (rest.length === 0) return item;
  return item?.submenu ? entryAt(item.submenu, rest) : undefined;
};

/** Electron's Menu. The application's own menu is kept, and nowhere shown. */
export const createMenus = () => {
  let applicationMenu: StandInMenu | null = null;
  return {
    buildFromTemplate: (template: readonly MenuItemConstructorOptions[]) => createMenu(template),
    setApplicationMenu: (menu: StandInMenu | null) => {
      applicationMenu = menu;
    },
    getApplicationMenu: () => applicationMenu,
  };
};
