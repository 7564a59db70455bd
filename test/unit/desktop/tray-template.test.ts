import { access } from "node:fs/promises";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { TrayCommand } from "../../../main/core/ports/tray.ts";
import { assetPaths, trayGround } from "../../../main/desktop/asset-paths.ts";
import { trayTemplate } from "../../../main/desktop/tray-template.ts";
import { conversationId } from "../../harness/ids.ts";

describe("the tray menu", () => {
  it("becomes a menu of Electron's, item by item", () => {
    const template = trayTemplate(
      [
        { type: "separator" },
        { type: "command", label: "Open", command: { kind: "open" }, enabled: false },
        { type: "checkbox", label: "Away", checked: true, command: { kind: "switch-away", to: "off" }, enabled: true },
      ],
      () => {},
    );
    expect(template.map(({ click: _click, ...item }) => item)).toEqual([
      { type: "separator" },
      { type: "normal", label: "Open", enabled: false },
      { type: "checkbox", label: "Away", checked: true, enabled: true },
    ]);
  });

  it("sends the command of what was clicked", () => {
    const commands: TrayCommand[] = [];
    const command: TrayCommand = { kind: "open-conversation", id: conversationId("c1") };
    const [item] = trayTemplate([{ type: "command", label: "Jane", command, enabled: true }], (sent) =>
      commands.push(sent),
    );
    // Electron hands its own objects along; none is used.
    const click: ((...unused: readonly never[]) => void) | undefined = item?.click;
    click?.();
    expect(commands).toEqual([command]);
  });

  it("shows an ampersand in a client's name", () => {
    const command: TrayCommand = { kind: "open-conversation", id: conversationId("c1") };
    const [item] = trayTemplate([{ type: "command", label: "Smith & Sons", command, enabled: true }], () => {});
    expect(item?.label).toBe("Smith && Sons");
  });
});

describe("the tray icon", () => {
  it.each([
    ["darwin", true, "", "template"],
    ["win32", true, "", "dark"],
    ["win32", false, "", "light"],
    ["linux", false, "KDE", "light"],
    ["linux", false, "ubuntu:GNOME", "dark"],
  ] as const)("on %s (dark: %s, desktop %j) is the one for %s ground", (platform, isDark, currentDesktop, ground) => {
    expect(trayGround({ platform, isDark, currentDesktop })).toBe(ground);
  });

  it("exists as a file for every state, ground and system", async () => {
    const paths = assetPaths(resolve(import.meta.dirname, "../../.."));
    const files = (["signed-out", "connecting", "live", "unread", "away"] as const).flatMap((icon) => [
      paths.trayIcon(icon, "template", "darwin"),
      ...(["light", "dark"] as const).flatMap((ground) => [
        paths.trayIcon(icon, ground, "win32"),
        paths.trayIcon(icon, ground, "linux"),
      ]),
    ]);
    await Promise.all([...files, paths.appIcon].map((file) => access(file)));
    expect(new Set(files).size).toBe(25);
  });
});
