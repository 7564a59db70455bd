import { sessionBus } from "dbus-native";

const name = "org.freedesktop.Notifications";
const path = "/org/freedesktop/Notifications";

/** A call of Notify, in the specification's words. */
export type NotifyCall = {
  readonly app: string;
  readonly replaces: number;
  readonly icon: string;
  readonly summary: string;
  readonly body: string;
  readonly actions: readonly string[];
  readonly hints: Readonly<Record<string, unknown>>;
  readonly timeout: number;
  /** What the server answered. */
  readonly id: number;
  /** Unique name of the caller on the bus. */
  readonly sender: string;
};

export type NotificationServerOptions = {
  readonly capabilities: readonly string[];
  /** Never answers. */
  readonly hangs?: boolean;
  /** Shows what it is asked to, and never says so. */
  readonly takesSilently?: boolean;
  /** Answers Notify with an error. */
  readonly refuses?: boolean;
  /** Has KDE's property `Inhibited`, with this value. */
  readonly inhibited?: boolean;
  /** Tells of a click on each notification in the same packet as the answer that it is shown. */
  readonly clicksAtOnce?: boolean;
};

/** A small notification server that writes down what it is asked, and tells what the test wants a person to have done. */
export type NotificationServer = {
  readonly shown: readonly NotifyCall[];
  /** Ids that CloseNotification was called with. */
  readonly closed: readonly number[];
  readonly invoke: (id: number, action: string) => void;
  readonly reply: (id: number, text: string) => void;
  /** 1: expired, 2: dismissed by the person, 3: by CloseNotification. */
  readonly tellClosed: (id: number, reason: 1 | 2 | 3) => void;
  /** The person switches do-not-disturb; of what is invalidated, the new value is not told with it. */
  readonly setInhibited: (isOn: boolean, how?: "told" | "invalidated") => void;
  /** Answers nothing from now on. */
  readonly hang: () => void;
  readonly close: () => Promise<void>;
};

const never = new Promise<never>(() => {});

const descriptor = {
  name,
  methods: {
    GetCapabilities: ["", "as", [], ["capabilities"]] satisfies [string, string, string[], string[]],
    GetServerInformation: ["", "ssss", [], ["name", "vendor", "version", "specification"]] satisfies [
      string,
      string,
      string[],
      string[],
    ],
    Notify: ["susssasa{sv}i", "u", [], ["id"]] satisfies [string, string, string[], string[]],
    CloseNotification: ["u", "", ["id"], []] satisfies [string, string, string[], string[]],
  },
  signals: { ActionInvoked: ["us"], NotificationReplied: ["us"], NotificationClosed: ["uu"] },
};

type NotifyArguments = [string, number, string, string, string, string[], Record<string, unknown>, number];

/** Starts one on the bus at this address; it is the session's server until it is closed. */
export const startNotificationServer = async (
  busAddress: string,
  {
    capabilities,
    hangs: hangsAtOnce = false,
    takesSilently = false,
    refuses = false,
    clicksAtOnce = false,
    inhibited,
  }: NotificationServerOptions,
): Promise<NotificationServer> => {
  const bus = sessionBus({ busAddress });
  bus.connection.on("error", () => {});
  const shown: NotifyCall[] = [];
  const closed: number[] = [];
  let lastId = 0;
  let hangs = hangsAtOnce;

  const signal = (member: string, signature: string, values: readonly unknown[]): void =>
    bus.sendSignal(path, name, member, signature, [...values]);
  const invoke = (id: number, action: string): void => signal("ActionInvoked", "us", [id, action]);
  const tellClosed: NotificationServer["tellClosed"] = (id, reason) => signal("NotificationClosed", "uu", [id, reason]);
  /** After the answer is written, before the next turn of the event loop: both go out in one packet. */
  const rightAfterAnswer = (work: () => void, ticks = 5): void =>
    queueMicrotask(() => (ticks === 0 ? work() : rightAfterAnswer(work, ticks - 1)));

  const inhibition = { Inhibited: inhibited ?? false };
  const methods = {
    GetCapabilities: () => (hangs ? never : [...capabilities]),
    GetServerInformation: () => (hangs ? never : ["stand-in", "test", "1", "1.2"]),
    Notify: (...words: [...NotifyArguments, { readonly sender?: string }]) => {
      const [app, replaces, icon, summary, body, actions, hints, timeout, { sender = "" }] = words;
      if (refuses) throw new Error("no room");
      const id = replaces === 0 ? ++lastId : replaces;
      shown.push({ app, replaces, icon, summary, body, actions, hints, timeout, id, sender });
      if (clicksAtOnce) rightAfterAnswer(() => invoke(id, "default"));
      return hangs || takesSilently ? never : id;
    },
    CloseNotification: (id: number) => {
      closed.push(id);
      tellClosed(id, 3);
      return hangs ? never : null;
    },
  };
  const properties: Record<string, string> = inhibited === undefined ? {} : { Inhibited: "b" };
  bus.exportInterface(Object.assign(inhibition, methods), path, { ...descriptor, properties });
  const { isPrimaryOwner } = await bus.ownName(name);
  if (!isPrimaryOwner) throw new Error("there is a notification server on this bus already");

  return {
    shown,
    closed,
    invoke,
    reply: (id, text) => signal("NotificationReplied", "us", [id, text]),
    tellClosed,
    setInhibited: (isOn, how = "told") => {
      inhibition.Inhibited = isOn;
      if (how === "told") bus.emitPropertiesChanged(path, name, { Inhibited: isOn });
      else bus.emitPropertiesChanged(path, name, {}, ["Inhibited"]);
    },
    hang: () => {
      hangs = true;
    },
    close: () => bus.close(),
  };
};
