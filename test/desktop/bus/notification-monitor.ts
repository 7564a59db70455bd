import { messageType, type Message, type MessageBus } from "dbus-native";
import type { NotificationList } from "../notification-list.ts";
import { contentOf, NOTIFICATIONS } from "./notification-server.ts";

/**
 * Listens in on the session bus, so that the desk can tell what a foreign notification server was asked to show. Acting
 * on it is only possible there. Rejects where the bus allows no listening (dbus-native's own broker does not).
 */
export const watchNotifications = async (bus: MessageBus, list: NotificationList): Promise<void> => {
  /** Notify calls whose answer, the id, is still to come: by who asked and the serial of the call. */
  const asked = new Map<string, Message>();
  const key = (client: string | undefined, serial: number | undefined): string => `${client ?? ""} ${serial ?? 0}`;

  bus.connection.on("message", (message: Message) => {
    const [first, ...rest] = message.body ?? [];
    if (message.type === messageType.methodCall && message.member === "Notify" && message.interface === NOTIFICATIONS) {
      asked.set(key(message.sender, message.serial), message);
    } else if (message.type === messageType.methodReturn) {
      const call = asked.get(key(message.destination, message.replySerial));
      asked.delete(key(message.destination, message.replySerial));
      const [, replacesId, , summary, body, actions] = call?.body ?? [];
      if (call && typeof first === "number")
        list.watched(
          contentOf({
            replacesId: Number(replacesId),
            summary: String(summary),
            body: String(body),
            actions: actions as readonly string[],
          }).content,
          first,
        );
    } else if (message.type === messageType.signal && message.member === "NotificationClosed" && rest.length > 0) {
      if (typeof first === "number") list.closed(first);
    }
  });
  const rules = [
    `type='method_call',interface='${NOTIFICATIONS}'`,
    `type='signal',interface='${NOTIFICATIONS}'`,
    `type='method_return',sender='${NOTIFICATIONS}'`,
  ];
  await bus.invoke({
    destination: "org.freedesktop.DBus",
    path: "/org/freedesktop/DBus",
    interface: "org.freedesktop.DBus.Monitoring",
    member: "BecomeMonitor",
    signature: "asu",
    body: [rules, 0],
  });
};
