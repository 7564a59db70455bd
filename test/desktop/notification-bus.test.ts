import { createClient, type MessageBus } from "dbus-native";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startPrivateBus, type SessionBus } from "./bus/session-bus.ts";
import { offerDesktopServices } from "./bus/desktop-services.ts";
import { createNotificationList, type NotificationList } from "./notification-list.ts";

const NAME = "org.freedesktop.Notifications";
const PATH = "/org/freedesktop/Notifications";

/** A program that shows notifications over the session bus, and keeps the signals that come back. */
const connect = async (address: string) => {
  const bus: MessageBus = createClient({ busAddress: address });
  const signals: unknown[] = [];
  bus.connection.on("message", (message) => {
    if (message.interface === NAME && message.type === 4) signals.push([message.member, ...(message.body ?? [])]);
  });
  await bus.addMatch(`type='signal',interface='${NAME}'`);
  const call = async (member: string, signature = "", ...body: readonly unknown[]): Promise<unknown> =>
    bus.invoke({ destination: NAME, path: PATH, interface: NAME, member, signature, body: [...body] });
  return {
    bus,
    signals,
    call,
    notify: async (title: string, body: string, actions: readonly string[], replaces = 0): Promise<number> =>
      Number(await call("Notify", "susssasa{sv}i", "Test", replaces, "", title, body, [...actions], {}, -1)),
  };
};

beforeEach((context) => context.skip(process.platform !== "linux", "only Linux has a session bus"));

describe("the stand-in's notification server", () => {
  let session: SessionBus;
  let list: NotificationList;
  let services: { readonly close: () => Promise<void> };
  let program: Awaited<ReturnType<typeof connect>>;

  beforeAll(async () => {
    session = await startPrivateBus();
    list = createNotificationList();
    services = await offerDesktopServices({ address: session.address ?? "", list, hasTray: true });
    program = await connect(session.address ?? "");
  });
  afterAll(async () => {
    await program?.bus.close();
    await services?.close();
    await session?.close();
  });
  const takeSignals = async (count: number): Promise<unknown[]> => {
    await expect.poll(() => program.signals.length).toBe(count);
    return program.signals.splice(0);
  };

  it("says what it can do", async () => {
    expect([await program.call("GetCapabilities"), await program.call("GetServerInformation")]).toEqual([
      ["actions", "body", "inline-reply"],
      ["Stand-in desktop", "Tern", "1", "1.2"],
    ]);
  });

  it("tells of a click, a button, an answer and a dismissal as a real one does", async () => {
    const actions = ["default", "Open", "inline-reply", "Reply", "read", "Mark read"];
    const [first, second, third, fourth] = [
      await program.notify("Alice", "One", actions),
      await program.notify("Ben", "Two", actions),
      await program.notify("Carla", "Three", actions),
      await program.notify("Dee", "Four", ["read", "Mark read"]),
    ];
    expect(list.open().map(({ title, actions, canReply }) => [title, actions, canReply])).toEqual([
      ["Alice", ["Mark read"], true],
      ["Ben", ["Mark read"], true],
      ["Carla", ["Mark read"], true],
      ["Dee", ["Mark read"], false],
    ]);
    expect([
      list.click(first),
      list.act(second, 0),
      list.reply(third, "Yes"),
      list.reply(fourth, "No"),
      list.dismiss(fourth),
    ]).toEqual(["done", "done", "done", "impossible", "done"]);
    expect(await takeSignals(9)).toEqual([
      ["ActivationToken", first, `stand-in-${first}`],
      ["ActionInvoked", first, "default"],
      ["NotificationClosed", first, 2],
      ["ActivationToken", second, `stand-in-${second}`],
      ["ActionInvoked", second, "read"],
      ["NotificationClosed", second, 2],
      ["NotificationReplied", third, "Yes"],
      ["NotificationClosed", third, 2],
      ["NotificationClosed", fourth, 2],
    ]);
  });

  it("replaces one, and takes one off at its owner's word", async () => {
    const id = await program.notify("Alice", "One", []);
    const again = await program.notify("Alice", "One and two", [], id);
    const shown = list.open().map(({ id, body }) => [id, body]);
    await program.call("CloseNotification", "u", id);
    expect([again, shown, list.open(), await takeSignals(1)]).toEqual([
      id,
      [[id, "One and two"]],
      [],
      [["NotificationClosed", id, 3]],
    ]);
  });

  it("says that there is a place for tray icons", async () => {
    expect(await program.bus.nameHasOwner("org.kde.StatusNotifierWatcher")).toBe(true);
  });

  it("leaves the name to a server that has it, and watches what that one shows", async () => {
    const watched = createNotificationList();
    const other = await offerDesktopServices({ address: session.address ?? "", list: watched, hasTray: true });
    const id = await program.notify("Alice", "Seen", ["default", "Open", "read", "Mark read"]);
    await expect.poll(() => watched.open().length).toBe(1);
    const act = watched.click(id);
    await program.call("CloseNotification", "u", id);
    await expect.poll(() => watched.open().length).toBe(0);
    expect([watched.all(), act]).toEqual([
      [{ id, title: "Alice", body: "Seen", actions: ["Mark read"], canReply: false, shownBy: "system", isOpen: false }],
      "elsewhere",
    ]);
    await takeSignals(1);
    await other.close();
  });
});
