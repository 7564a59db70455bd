import { EventEmitter } from "node:events";
import type { ActivationArguments, Notification, NotificationConstructorOptions } from "electron";
import type { NotificationList } from "../notification-list.ts";
import { createEvent } from "./events.ts";

type NotificationApi = Pick<Notification, "id" | "title" | "body" | "show" | "close">;
type NotificationStatics = Pick<typeof Notification, "isSupported" | "handleActivation"> & {
  getHistory: () => Promise<NotificationApi[]>;
  remove: (id: string) => void;
};

/** Electron's Notification: what the desk shows where Tern has no notification server of its own to talk to. */
export const createNotificationClass = (list: NotificationList) => {
  let onActivation: (details: ActivationArguments) => void = () => {};
  let lastId = 0;

  class StandInNotification extends EventEmitter implements NotificationApi {
    readonly id: string;
    readonly title: string;
    readonly body: string;
    readonly #given: NotificationConstructorOptions;
    #shownAs: number | null = null;

    constructor(given: NotificationConstructorOptions = {}) {
      super();
      this.#given = given;
      this.id = given.id ?? `stand-in-${++lastId}`;
      this.title = given.title ?? "";
      this.body = given.body ?? "";
    }

    #happened(type: ActivationArguments["type"], extra: { reply?: string; actionIndex?: number }): void {
      onActivation({ type, arguments: new URLSearchParams({ type, tag: this.id }).toString(), ...extra });
    }

    show(): void {
      const actions = (this.#given.actions ?? []).map(({ text }) => text ?? "");
      const content = { title: this.title, body: this.body, actions, canReply: this.#given.hasReply ?? false };
      this.#shownAs = list.show(
        content,
        {
          onClick: () => {
            this.emit("click", createEvent({}));
            this.#happened("click", {});
          },
          onReply: (reply) => {
            this.emit("reply", createEvent({ reply }), reply);
            this.#happened("reply", { reply });
          },
          onAction: (actionIndex) => {
            this.emit("action", createEvent({ actionIndex }), actionIndex);
            this.#happened("action", { actionIndex });
          },
          onDismiss: () => this.emit("close", createEvent({})),
        },
        this.#shownAs ?? undefined,
      );
      this.emit("show", createEvent({}));
    }

    close(): void {
      if (this.#shownAs === null) return;
      list.closed(this.#shownAs);
      this.emit("close", createEvent({}));
    }

    static isSupported = (): boolean => true;
    static handleActivation = (callback: (details: ActivationArguments) => void): void => {
      onActivation = callback;
    };
    static getHistory = async (): Promise<StandInNotification[]> => [];
    static remove = (): void => {};
  }
  return StandInNotification satisfies NotificationStatics;
};
