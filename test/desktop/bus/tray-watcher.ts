import { defineInterface, type MessageBus } from "dbus-native";
import { DO_NOT_QUEUE } from "./notification-server.ts";

const WATCHER = "org.kde.StatusNotifierWatcher";

/**
 * Says on the session bus that this desktop has a place for tray icons, as a panel does: the desk is that place.
 * Where a panel says so already, that is left as it is.
 */
export const serveTrayWatcher = async (bus: MessageBus): Promise<void> => {
  const watcher = defineInterface({
    name: WATCHER,
    methods: {
      RegisterStatusNotifierItem: { in: { service: "s" }, handler: () => {} },
      RegisterStatusNotifierHost: { in: { service: "s" }, handler: () => {} },
    },
    properties: {
      RegisteredStatusNotifierItems: { type: "as", access: "read", value: [] },
      IsStatusNotifierHostRegistered: { type: "b", access: "read", value: true },
      ProtocolVersion: { type: "i", access: "read", value: 0 },
    },
    signals: { StatusNotifierItemRegistered: { args: { service: "s" } } },
  });
  await bus.export("/StatusNotifierWatcher", watcher);
  await bus.ownName(WATCHER, DO_NOT_QUEUE);
};
