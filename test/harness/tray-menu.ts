import type { DeskClient } from "../desktop/desk-client.ts";
import type { MenuEntry } from "../desktop/wire.ts";

/** The entry of the tray's menu whose label begins so; some say more, such as "Away until Monday". */
export const trayEntry = async (client: DeskClient, begins: string): Promise<MenuEntry> => {
  const { menu } = await client.tray();
  const entry = menu.find(({ label }) => label.startsWith(begins));
  if (entry === undefined) throw new Error(`the tray's menu has nothing that begins with ${begins}`);
  return entry;
};

/** Two clicks: on the entry that begins so, and on one in the menu under it. */
export const clickUnder = async (client: DeskClient, begins: string, label: string): Promise<void> =>
  client.clickTray((await trayEntry(client, begins)).label, label);

/** Labels of the entries with a mark in the menu under the one that begins so. */
export const markedUnder = async (client: DeskClient, begins: string): Promise<readonly string[]> =>
  ((await trayEntry(client, begins)).submenu ?? []).flatMap(({ label, checked }) => (checked ? [label] : []));
