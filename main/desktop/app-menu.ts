import { Menu, type MenuItemConstructorOptions } from "electron";

/**
 * The menu whose shortcuts make copy, paste, zoom and close work. macOS shows it at the top of the screen; elsewhere
 * the windows hide it.
 */
export const setAppMenu = (platform: NodeJS.Platform): void => {
  const items: MenuItemConstructorOptions[] = [
    ...(platform === "darwin" ? [{ role: "appMenu" } as const] : []),
    { role: "editMenu" },
    {
      label: "View",
      submenu: [
        { role: "zoomIn" },
        { role: "zoomOut" },
        { role: "resetZoom" },
        { type: "separator" },
        { role: "togglefullscreen" },
      ],
    },
    { role: "windowMenu" },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(items));
};
