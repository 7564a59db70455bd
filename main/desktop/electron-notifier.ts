import { setImmediate } from "node:timers/promises";
import type {
  ActivationArguments,
  Notification as ElectronNotification,
  NotificationConstructorOptions,
} from "electron";
import type { NotificationAbility } from "../../preload/contract/state.ts";
import type { Notice, NoticeAct, NoticeId, Notifier } from "../core/ports/desktop.ts";
import type { Log } from "../core/ports/system.ts";

/** How many shown notifications are held on to. One that is garbage collected tells nobody that it was clicked. */
const MAX_HELD = 200;
const MARK_READ_INDEX = 0;
/** Digits only would be Windows' hash of somebody else's tag, not an id that Tern gave. */
const isNoticeId = (text: string): text is NoticeId => /^(?=.*[a-z-])[\w-]{1,64}$/i.test(text);

/** The part of Electron's Notification that is used here. */
type Shown = Pick<ElectronNotification, "id" | "show" | "close"> & {
  on(event: "click", listener: () => void): unknown;
  on(event: "failed", listener: (event: unknown, error: string) => void): unknown;
  on(event: "reply", listener: (details: { readonly reply: string }) => void): unknown;
  on(event: "action", listener: (details: { readonly actionIndex: number }) => void): unknown;
};
export type Notifications = {
  new (options: NotificationConstructorOptions): Shown;
  isSupported(): boolean;
  getHistory(): Promise<Shown[]>;
  remove(id: string): void;
  handleActivation(callback: (details: ActivationArguments) => void): void;
};

/**
 * The Notifier over Electron's own notifications: inline reply and a Mark read button on macOS and Windows, a click
 * elsewhere.
 *
 * On Windows everything a person does comes through `Notification.handleActivation`, not through the object's events:
 * a toast that slid into the Action Center after some five seconds no longer reaches its object (RocketChat/
 * Rocket.Chat.Electron#3464), nor does one of an earlier run. Both paths fire while the object lives, so only one is
 * listened to. On macOS the notifications of an earlier run are taken up again from the history.
 */
export const createElectronNotifier = (options: {
  readonly Notification: Notifications;
  readonly platform: NodeJS.Platform;
  readonly log: Log;
}): Notifier => {
  const { Notification, platform, log } = options;
  const canReply = platform === "darwin" || platform === "win32";
  const held = new Map<NoticeId, Shown>();
  let tell: (act: NoticeAct) => void = () => {};

  const listen = (notification: Shown, id: NoticeId): void => {
    notification.on("failed", (_event, error) => log.error("notification/failed", { reason: error }));
    if (platform === "win32") return;
    notification.on("click", () => tell({ kind: "open", id }));
    notification.on("reply", ({ reply }) => tell({ kind: "reply", id, text: textOf(reply) }));
    notification.on("action", ({ actionIndex }) => {
      if (actionIndex === MARK_READ_INDEX) tell({ kind: "mark-read", id });
    });
  };

  const hold = (id: NoticeId, notification: Shown): void => {
    held.delete(id);
    held.set(id, notification);
    const oldest = held.keys().next().value;
    if (held.size > MAX_HELD && oldest !== undefined) held.delete(oldest);
  };

  const takeUpHistory = async (): Promise<void> => {
    for (const notification of await Notification.getHistory()) {
      const { id } = notification;
      if (!isNoticeId(id)) continue;
      listen(notification, id);
      hold(id, notification);
    }
  };

  return {
    ability: (): NotificationAbility => {
      if (!Notification.isSupported()) return "none";
      return canReply ? "inline-reply" : "click";
    },
    show: async (notice) => {
      if (!Notification.isSupported()) return "not-shown";
      try {
        const notification = new Notification(contentOf(notice, platform));
        listen(notification, notice.id);
        hold(notice.id, notification);
        let isRefused = false;
        notification.on("failed", () => {
          isRefused = true;
        });
        notification.show();
        // A refusal that comes later than this, as macOS may, is only logged.
        await setImmediate();
        return isRefused ? "not-shown" : "shown";
      } catch (error) {
        log.error("notification/failed", {}, error);
        return "not-shown";
      }
    },
    withdraw: async (id) => {
      held.get(id)?.close();
      held.delete(id);
      if (platform === "darwin") Notification.remove(id);
    },
    onAct: (listener) => {
      tell = listener;
      // From now on: what a person did before Tern was there to hear it is told at once.
      if (platform === "win32")
        Notification.handleActivation((details) => {
          const act = actFromActivation(details);
          if (act === null) log.warn("notification/unknown-activation", { type: details.type });
          else tell(act);
        });
      if (platform === "darwin")
        takeUpHistory().catch((error: unknown) => log.warn("notification/history-failed", {}, error));
    },
    // What is on screen stays there: a text that nobody has read is still news.
    close: async () => held.clear(),
  };
};

const textOf = (reply: string | undefined): string | null =>
  reply === undefined || reply.trim() === "" ? null : reply;

/** Each system takes what it knows; macOS knows neither. */
const urgencyOf = ({ isUrgent }: Notice): NotificationConstructorOptions =>
  isUrgent ? { urgency: "critical", timeoutType: "never" } : {};

const contentOf = (notice: Notice, platform: NodeJS.Platform): NotificationConstructorOptions => {
  if (platform !== "darwin" && platform !== "win32")
    return {
      title: notice.title,
      body: notice.body.replaceAll("&", "&amp;").replaceAll("<", "&lt;"),
      silent: notice.isRepeat,
      ...urgencyOf(notice),
    };
  return {
    id: notice.id,
    title: notice.title,
    body: notice.body,
    silent: notice.isRepeat,
    ...urgencyOf(notice),
    ...(notice.canAnswer
      ? { hasReply: true, replyPlaceholder: "Reply", actions: [{ type: "button", text: "Mark read" }] }
      : {}),
    ...(platform === "darwin" ? { groupId: notice.id } : {}),
  };
};

/**
 * What a person did with a toast. Windows hands back the toast's own arguments; Electron writes the notification's id
 * into them as `tag`. Example: `type=reply&tag=3f2a…`.
 */
const actFromActivation = (details: ActivationArguments): NoticeAct | null => {
  const id = new URLSearchParams(details.arguments).get("tag") ?? "";
  if (!isNoticeId(id)) return null;
  switch (details.type) {
    case "click":
      return { kind: "open", id };
    case "reply":
      return { kind: "reply", id, text: textOf(details.reply) };
    case "action":
      return details.actionIndex === MARK_READ_INDEX ? { kind: "mark-read", id } : null;
    default:
      return null;
  }
};
