import { createClient, type MessageBus } from "dbus-native";
import type { NotificationList } from "../notification-list.ts";
import { NOTIFICATIONS, serveNotifications } from "./notification-server.ts";
import { watchNotifications } from "./notification-monitor.ts";
import { serveTrayWatcher } from "./tray-watcher.ts";

const connect = (address: string): MessageBus => {
  const bus = createClient({ busAddress: address });
  bus.connection.on("error", (error) => process.stderr.write(`stand-in desktop: session bus: ${String(error)}\n`));
  return bus;
};

/**
 * What a desktop offers on the session bus: a place for tray icons, and a notification server unless one runs there.
 * Must be in place before main asks.
 */
export const offerDesktopServices = async (options: {
  readonly address: string;
  readonly list: NotificationList;
  readonly hasTray: boolean;
}): Promise<{ readonly close: () => Promise<void> }> => {
  const bus = connect(options.address);
  const buses = [bus];
  if (options.hasTray) await serveTrayWatcher(bus);
  if (!(await serveNotifications(bus, options.list))) {
    // A connection that listens in may say nothing any more: it needs one of its own.
    const ear = connect(options.address);
    buses.push(ear);
    try {
      await watchNotifications(ear, options.list);
    } catch (error) {
      process.stderr.write(
        `stand-in desktop: ${NOTIFICATIONS} is somebody else's and cannot be watched: ${String(error)}\n`,
      );
    }
  }
  return { close: async () => void (await Promise.all(buses.map((each) => each.close()))) };
};
