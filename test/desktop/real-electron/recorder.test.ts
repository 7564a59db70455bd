import { EventEmitter } from "node:events";
import type { Menu, MenuItemConstructorOptions, NativeImage } from "electron";
import { describe, expect, it } from "vitest";
import { createMenus } from "../electron/menu.ts";
import { recordDesk, type WatchedElectron } from "./recorder.ts";

/** As Electron's: a class whose methods are on its prototype, and objects with functions. */
const createElectron = () => {
  const done: string[] = [];
  class Tray extends EventEmitter {
    setImage(image: unknown): void {
      done.push(`image ${String(image)}`);
    }
    setToolTip(text: string): void {
      done.push(`tooltip ${text}`);
    }
    setContextMenu(menu: Menu | null): void {
      done.push(`menu of ${menu?.items.length ?? 0}`);
    }
    getBounds = () => ({ x: 0, y: 0, width: 0, height: 0 });
    destroy(): void {
      done.push("destroy");
    }
  }
  const electron = {
    Tray,
    nativeImage: {
      createFromPath: (path: string) => ({
        toString: () => path,
        toPNG: () => Buffer.from(`PNG of ${path}`),
        toDataURL: () => "data:,",
      }),
    },
    shell: { openExternal: async (url: string) => void done.push(`open ${url}`) },
    dialog: {
      showErrorBox: (title: string) => void done.push(`box ${title}`),
      showMessageBox: async () => ({ response: 0, checkboxChecked: false }),
      showSaveDialog: async () => ({ canceled: true, filePath: "" }),
    },
    nativeTheme: { themeSource: "system" },
    powerMonitor: new EventEmitter(),
    powerSaveBlocker: { start: () => 1, stop: () => true },
    BrowserWindow: { getAllWindows: () => [], fromId: () => null },
    app: { quit: () => void done.push("quit") },
  };
  return { electron, done };
};

const start = () => {
  const { electron, done } = createElectron();
  const complaints: string[] = [];
  const hands = recordDesk(electron as unknown as WatchedElectron, (line) => void complaints.push(line));
  const image = (path: string): NativeImage => electron.nativeImage.createFromPath(path) as unknown as NativeImage;
  const menu = (template: readonly MenuItemConstructorOptions[]): Menu =>
    createMenus().buildFromTemplate(template) as unknown as Menu;
  /** As main does it. */
  const showTray = (path: string, template: readonly MenuItemConstructorOptions[] = []) => {
    image(path);
    const tray = new electron.Tray();
    tray.setToolTip("Tern: live");
    tray.setContextMenu(menu(template));
    return tray;
  };
  return { electron, done, complaints, hands, image, showTray };
};

describe("the recorder in Electron's main process", () => {
  it("tells what the tray shows, and the tray is drawn all the same", () => {
    const { hands, done, image, showTray } = start();
    expect(hands.tray()).toBeNull();
    const tray = showTray("/icons/live.png", [{ label: "A && B", enabled: false }, { type: "separator" }]);
    expect(hands.tray()).toEqual({
      tooltip: "Tern: live",
      icon: "/icons/live.png",
      menu: [
        { label: "A & B", type: "normal", checked: false, enabled: false },
        { label: "", type: "separator", checked: false, enabled: true },
      ],
    });
    tray.setImage(image("/icons/unread.png"));
    expect(hands.tray()?.icon).toBe("/icons/unread.png");
    expect(Buffer.from(hands.trayIcon() ?? "", "base64").toString()).toBe("PNG of /icons/unread.png");
    tray.destroy();
    expect(hands.tray()).toBeNull();
    expect(done).toEqual(["tooltip Tern: live", "menu of 2", "image /icons/unread.png", "destroy"]);
  });

  it("clicks the icon and the menu's entries as a person would, and nothing that is not offered", () => {
    const { hands, showTray } = start();
    expect(hands.clickTray([])).toBe("no-tray");
    const clicks: string[] = [];
    const tray = showTray("/icons/live.png", [
      { label: "Away", type: "checkbox", click: ({ checked }) => void clicks.push(`away ${checked}`) },
      { label: "Signed out", enabled: false, click: () => void clicks.push("disabled") },
    ]);
    tray.on("click", () => clicks.push("icon"));
    expect([[], ["Away"], ["Signed out"], ["Nowhere"]].map((path) => hands.clickTray(path))).toEqual([
      "clicked",
      "clicked",
      "disabled",
      "no-entry",
    ]);
    expect(clicks).toEqual(["icon", "away true"]);
  });

  it("keeps links and boxes from the person's own screen", async () => {
    const { electron, hands, done, complaints } = start();
    await electron.shell.openExternal("https://example.test/");
    Reflect.apply(electron.dialog.showErrorBox, electron.dialog, ["Tern has stopped", "A fault"]);
    expect(hands.outside()).toEqual({
      opened: ["https://example.test/"],
      boxes: [{ title: "Tern has stopped", content: "A fault" }],
      saved: [],
      isKeptAwake: false,
    });
    expect([done, complaints]).toEqual([[], ["Tern has stopped: A fault\n"]]);
  });

  it("says at once when this Electron's tray is not as it knows it", () => {
    const { electron } = createElectron();
    Reflect.deleteProperty(electron.Tray.prototype, "setToolTip");
    expect(() => recordDesk(electron as unknown as WatchedElectron, () => {})).toThrow("Tray has no setToolTip");
  });

  it("puts the computer to sleep and changes its theme", () => {
    const { electron, hands } = start();
    const heard: string[] = [];
    electron.powerMonitor.on("suspend", () => heard.push("suspend"));
    hands.power("suspend");
    hands.setDark(true);
    expect([heard, electron.nativeTheme.themeSource]).toEqual([["suspend"], "dark"]);
  });
});
