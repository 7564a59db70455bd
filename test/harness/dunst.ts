import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sessionBus } from "dbus-native";
import { z } from "zod";

import { startChild } from "./child-process.ts";
import type { SessionBus } from "./session-bus.ts";
import { startVirtualDisplay, virtualDisplayPrograms } from "./virtual-display.ts";

export const dunstPrograms = ["dbus-daemon", ...virtualDisplayPrograms, "dunst"] as const;

/** A notification as dunst holds it; `body` is as received, markup and all. */
export type DunstNotification = {
  readonly id: number;
  readonly title: string;
  readonly body: string;
  readonly app: string;
  readonly category: string;
};

/** A real dunst on a session of its own, and hands on its screen: what `dunstctl` does, by the same D-Bus calls. */
export type Dunst = {
  /** How many are on screen; a new one takes dunst a moment. */
  readonly displayed: () => Promise<number>;
  /** What `dunstctl set-paused` does. */
  readonly setPaused: (isPaused: boolean) => Promise<void>;
  /** Closes all that is on screen. */
  readonly closeAll: () => Promise<void>;
  /** What has left the screen, newest first. */
  readonly history: () => Promise<readonly DunstNotification[]>;
  /** Clicks the topmost: its default action. (dunst 1.9 takes no other place: it counts those that wait instead.) */
  readonly click: () => Promise<void>;
  /** Chooses from the menu of actions the first line that begins with this: `Reply`, or `Reply (Jane Doe)`. */
  readonly choose: (label: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

const history = z.array(
  z
    .object({ id: z.number(), summary: z.string(), body: z.string(), appname: z.string(), category: z.string() })
    .transform(({ summary: title, appname: app, id, body, category }): DunstNotification => ({
      id,
      title,
      body,
      app,
      category,
    })),
);

const [name, path, own] = [
  "org.freedesktop.Notifications",
  "/org/freedesktop/Notifications",
  "org.dunstproject.cmd0",
] as const;

/** Starts dunst under an Xvfb of its own; `settings` are lines of the `[global]` section of its dunstrc. */
export const startDunst = async (
  session: SessionBus,
  settings: readonly string[] = ["markup = full"],
): Promise<Dunst> => {
  const folder = mkdtempSync(join(session.folder, "dunst-"));
  const [menu, choice, rc] = [join(folder, "menu"), join(folder, "choice"), join(folder, "dunstrc")];
  // In place of dmenu: lines come in as `#Label (title) [id,action]`, the chosen one goes out.
  writeFileSync(menu, `#!/bin/sh\ngrep -F "#$(cat ${choice})" | head -n 1\n`, { mode: 0o700 });
  writeFileSync(rc, ["[global]", `dmenu = ${menu}`, "idle_threshold = 0", ...settings, ""].join("\n"));

  const display = await startVirtualDisplay();
  const daemon = startChild("dunst", ["-conf", rc], { env: { ...session.env, DISPLAY: display.name } });
  await session.waitForName(name);
  const bus = sessionBus({ busAddress: session.address });
  const call = async (member: string, signature = "", ...body: readonly unknown[]): Promise<unknown> =>
    bus.invoke<unknown>({ destination: name, path, interface: own, member, signature, body: [...body] });

  return {
    displayed: async () => {
      const properties = "org.freedesktop.DBus.Properties";
      const body = [own, "displayedLength"];
      const length = { destination: name, path, interface: properties, member: "Get", signature: "ss", body };
      return Number(await bus.invoke<unknown>(length));
    },
    setPaused: async (isPaused) => {
      const body = [own, "paused", ["b", isPaused]];
      const properties = "org.freedesktop.DBus.Properties";
      await bus.invoke({ destination: name, path, interface: properties, member: "Set", signature: "ssv", body });
    },
    closeAll: async () => void (await call("NotificationCloseAll")),
    history: async () => history.parse(await call("NotificationListHistory")),
    click: async () => void (await call("NotificationAction", "u", 0)),
    choose: async (label) => {
      writeFileSync(choice, label);
      await call("ContextMenuCall");
    },
    close: async () => {
      await bus.close();
      await daemon.end();
      await display.close();
    },
  };
};
