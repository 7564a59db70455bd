import type { Log } from "../core/ports/system.ts";

const WATCHER = "org.kde.StatusNotifierWatcher";

/** Whether this desktop has a place for tray icons; may change while Tern runs (a GNOME extension is switched on). */
export type TrayPresence = { readonly isThere: () => boolean; readonly close: () => Promise<void> };

/** macOS and Windows always have one. */
const always: TrayPresence = { isThere: () => true, close: async () => {} };
const never: TrayPresence = { isThere: () => false, close: async () => {} };

/**
 * Asks the session bus. On Linux a tray exists where somebody owns the StatusNotifierWatcher name: stock GNOME has
 * nobody, and a window hidden there could never be found again. No bus, no answer: no tray.
 */
export const watchTrayPresence = async (options: {
  readonly platform: NodeJS.Platform;
  /** DBUS_SESSION_BUS_ADDRESS, as the session set it. */
  readonly busAddress: string | undefined;
  readonly log: Log;
}): Promise<TrayPresence> => {
  const { platform, busAddress, log } = options;
  if (platform !== "linux") return always;
  if (busAddress === undefined || busAddress === "") return never;
  try {
    // Loaded here: installers for other systems leave it out.
    const { sessionBus } = await import("dbus-native");
    const bus = sessionBus({ busAddress });
    bus.connection.on("error", (error: unknown) => log.warn("tray/bus-failed", {}, error));
    let isThere = await bus.nameHasOwner(WATCHER);
    await bus.addMatch(
      `type='signal',sender='org.freedesktop.DBus',interface='org.freedesktop.DBus',member='NameOwnerChanged',arg0='${WATCHER}'`,
    );
    const signal = bus.mangle("/org/freedesktop/DBus", "org.freedesktop.DBus", "NameOwnerChanged");
    bus.signals.on(signal, ([name, , owner]: readonly string[]) => {
      if (name === WATCHER) isThere = owner !== "";
    });
    return { isThere: () => isThere, close: () => bus.close() };
  } catch (error) {
    log.warn("tray/watcher-unknown", {}, error);
    return never;
  }
};
