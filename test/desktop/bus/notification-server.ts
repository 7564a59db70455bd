import { defineInterface, type MessageBus } from "dbus-native";
import type { NotificationList } from "../notification-list.ts";

export const NOTIFICATIONS = "org.freedesktop.Notifications";
const PATH = "/org/freedesktop/Notifications";

/** Why a notification closed, in the Desktop Notifications Specification. */
const CLOSED = { expired: 1, dismissed: 2, byCall: 3 } as const;
/** KDE's extension for answering in the notification; `inline-reply` as capability and as action key. */
const INLINE_REPLY = "inline-reply";
const DEFAULT_ACTION = "default";

export type NotifyCall = {
  readonly replacesId: number;
  readonly summary: string;
  readonly body: string;
  /** Key and label by turns. */
  readonly actions: readonly string[];
};

/** What a person would see of a Notify call, and the action keys behind its buttons. */
export const contentOf = ({ summary, body, actions }: NotifyCall) => {
  const pairs = actions.flatMap((key, at) => (at % 2 === 0 ? [{ key, label: actions[at + 1] ?? "" }] : []));
  const buttons = pairs.filter(({ key }) => key !== DEFAULT_ACTION && key !== INLINE_REPLY);
  return {
    keys: buttons.map(({ key }) => key),
    hasDefault: pairs.some(({ key }) => key === DEFAULT_ACTION),
    content: {
      title: summary,
      body,
      actions: buttons.map(({ label }) => label),
      canReply: pairs.some(({ key }) => key === INLINE_REPLY),
    },
  };
};

/**
 * A notification server of the stand-in's own on the session bus: what it is asked to show goes to the desk, and what
 * is done there comes back as signals. False: somebody has the name already.
 */
export const serveNotifications = async (bus: MessageBus, list: NotificationList): Promise<boolean> => {
  const server = defineInterface({
    name: NOTIFICATIONS,
    methods: {
      GetCapabilities: { out: { capabilities: "as" }, handler: () => ["actions", "body", INLINE_REPLY] },
      GetServerInformation: {
        out: { name: "s", vendor: "s", version: "s", spec: "s" },
        handler: () => ({ name: "Stand-in desktop", vendor: "Tern", version: "1", spec: "1.2" }),
      },
      Notify: {
        in: {
          appName: "s",
          replacesId: "u",
          icon: "s",
          summary: "s",
          body: "s",
          actions: "as",
          hints: "a{sv}",
          timeout: "i",
        },
        out: { id: "u" },
        handler: (call: NotifyCall) => show(call),
      },
      CloseNotification: {
        in: { id: "u" },
        handler: ({ id }: { id: number }) => {
          if (!list.open().some((notification) => notification.id === id)) return;
          list.closed(id);
          emit("NotificationClosed", id, CLOSED.byCall);
        },
      },
    },
    signals: {
      NotificationClosed: { args: { id: "u", reason: "u" } },
      ActionInvoked: { args: { id: "u", key: "s" } },
      ActivationToken: { args: { id: "u", token: "s" } },
      NotificationReplied: { args: { id: "u", text: "s" } },
    },
  });
  const emit = (signal: string, ...values: readonly unknown[]): void => server.emit[signal]?.(...values);

  const show = (call: NotifyCall): number => {
    const { content, keys, hasDefault } = contentOf(call);
    const invoke = (key: string): void => {
      emit("ActivationToken", id, `stand-in-${id}`);
      emit("ActionInvoked", id, key);
      emit("NotificationClosed", id, CLOSED.dismissed);
    };
    const id: number = list.show(
      content,
      {
        onClick: () => (hasDefault ? invoke(DEFAULT_ACTION) : emit("NotificationClosed", id, CLOSED.dismissed)),
        onAction: (index) => invoke(keys[index] ?? ""),
        onReply: (text) => {
          emit("NotificationReplied", id, text);
          emit("NotificationClosed", id, CLOSED.dismissed);
        },
        onDismiss: () => emit("NotificationClosed", id, CLOSED.dismissed),
      },
      call.replacesId === 0 ? undefined : call.replacesId,
    );
    return id;
  };

  await bus.export(PATH, server);
  const name = await bus.ownName(NOTIFICATIONS, DO_NOT_QUEUE);
  return name.isPrimaryOwner;
};

/** RequestName: do not wait in line for the name. */
export const DO_NOT_QUEUE = 4;
