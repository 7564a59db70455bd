import type { MessageBus } from "dbus-native";
import type { SystemQuiet } from "../core/ports/desktop.ts";
import type { Log } from "../core/ports/system.ts";

/** For systems that say nothing of it, or hold notifications back by themselves. */
export const neverQuiet: SystemQuiet = {
  isOn: () => false,
  look: () => null,
  onChanged: () => {},
  close: async () => {},
};

const PROPERTIES = "org.freedesktop.DBus.Properties";
const SERVER = "org.freedesktop.Notifications";
const PATH = "/org/freedesktop/Notifications";

/**
 * Where a notification server says that it is not to disturb. KDE Plasma (5.18 and later) and servers that took it over:
 * the property `Inhibited`, which tells of its changes. dunst: `paused`, which in 1.9 changes without a word.
 */
const PLACES = [
  { server: SERVER, name: "Inhibited", tells: true },
  { server: "org.dunstproject.cmd0", name: "paused", tells: false },
] as const;
type Place = (typeof PLACES)[number];

/** No notice waits longer for a server that hangs. */
const LOOK_WITHIN_MS = 1_000;

const createLinuxQuiet = (bus: MessageBus, log: Log): SystemQuiet & { readonly start: () => Promise<void> } => {
  let place: Place | null = null;
  let isOn = false;
  let listener = (): void => {};
  let turn = 0;

  const become = (next: boolean): void => {
    if (next === isOn) return;
    isOn = next;
    log.info("do-not-disturb", { isOn });
    listener();
  };

  /** Null: this server has no such property, or does not answer. */
  const read = async ({ server, name }: Place): Promise<boolean | null> => {
    const message = { destination: SERVER, path: PATH, interface: PROPERTIES, member: "Get", signature: "ss" };
    try {
      const value = await bus.invoke<unknown>({ ...message, body: [server, name] }, { timeout: LOOK_WITHIN_MS });
      return typeof value === "boolean" ? value : null;
    } catch {
      // Most servers have neither: that is no fault of theirs, and whoever hangs is told of by the notifier.
      return null;
    }
  };

  /** Which server there is now, and what it says. What a later one says holds. */
  const find = async (): Promise<void> => {
    turn += 1;
    const mine = turn;
    const owned = await bus.nameHasOwner(SERVER).catch(() => false);
    for (const candidate of owned ? PLACES : []) {
      const found = await read(candidate);
      if (mine !== turn) return;
      if (found === null) continue;
      place = candidate;
      become(found);
      return;
    }
    if (mine !== turn) return;
    place = null;
    become(false);
  };

  const look = async (from: Place): Promise<void> => {
    const found = await read(from);
    if (found !== null && place === from) become(found);
  };

  const hearChange = ([server, changes, invalidated]: readonly unknown[]): void => {
    if (place === null || server !== place.server) return;
    const { name } = place;
    const value: unknown = typeof changes === "object" && changes !== null ? Reflect.get(changes, name) : undefined;
    if (typeof value === "boolean") become(value);
    else if (Array.isArray(invalidated) && invalidated.includes(name)) void look(place);
  };

  bus.on("reconnected", () => void find());
  bus.connection.on("close", () => become(false));

  return {
    isOn: () => isOn,
    look: () => (place === null || place.tells ? null : look(place)),
    onChanged: (next) => {
      listener = next;
    },
    close: async () => {
      listener = () => {};
      bus.connection.end();
      await bus.close();
    },
    start: async () => {
      const busName = "org.freedesktop.DBus";
      bus.signals.on(bus.mangle(PATH, PROPERTIES, "PropertiesChanged"), hearChange);
      bus.signals.on(bus.mangle("/org/freedesktop/DBus", busName, "NameOwnerChanged"), ([name]: readonly unknown[]) => {
        if (name === SERVER) void find();
      });
      await bus.addMatch(`type='signal',sender='${SERVER}',path='${PATH}',interface='${PROPERTIES}'`);
      await bus.addMatch(
        `type='signal',sender='${busName}',interface='${busName}',member='NameOwnerChanged',arg0='${SERVER}'`,
      );
      await find();
    },
  };
};

/**
 * The do-not-disturb of the desktop's notification server on Linux: see PLACES. GNOME, macOS and Windows (Focus) tell
 * programs of it nowhere; there the system itself keeps notifications off the screen and in its list, so this says that it
 * is off. Follows restarts of the server and of the bus.
 */
export const watchSystemQuiet = async ({
  platform,
  log,
  environment = process.env,
}: {
  readonly platform: NodeJS.Platform;
  readonly log: Log;
  readonly environment?: NodeJS.ProcessEnv;
}): Promise<SystemQuiet> => {
  if (platform !== "linux") return neverQuiet;
  // Loaded here: installers for other systems leave the D-Bus client out.
  const { connectToSessionBus, reasonOf } = await import("./linux-notifier/bus.ts");
  const bus = await connectToSessionBus(log, environment, LOOK_WITHIN_MS);
  if (bus === null) return neverQuiet;
  const { start, ...quiet } = createLinuxQuiet(bus, log);
  try {
    await start();
    return quiet;
  } catch (error) {
    log.warn("do-not-disturb/unknown", { reason: reasonOf(error) });
    await quiet.close();
    return neverQuiet;
  }
};
