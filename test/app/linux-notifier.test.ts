import { execFile } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { sessionBus } from "dbus-native";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";

import type { NoticeAct, Notifier } from "../../main/core/ports/desktop.ts";
import { connectLinuxNotifier } from "../../main/desktop/linux-notifier.ts";
import { textNotice } from "../harness/text-notice.ts";
import { eventually } from "../harness/eventually.ts";
import { conversationId } from "../harness/ids.ts";
import { createKeepingLog } from "../harness/keeping-log.ts";
import { skipWithout } from "../harness/missing-programs.ts";
import {
  startNotificationServer,
  type NotificationServer,
  type NotificationServerOptions,
} from "../harness/notification-server.ts";
import { sessionBusPrograms, startSessionBus, type SessionBus } from "../harness/session-bus.ts";

const [jane, amir] = [conversationId("jane"), conversationId("amir")];
const janes = textNotice({ id: jane, title: "Jane Doe", body: "Is ten still good?" });
const amirs = textNotice({ id: amir, title: "Amir Khan", body: "Call me" });
const inline = { capabilities: ["actions", "body", "body-markup", "inline-reply"] };
const buttons = { capabilities: ["actions", "body"] };

const session = async (services: Readonly<Record<string, string>> = {}): Promise<SessionBus> => {
  const bus = await startSessionBus(services);
  onTestFinished(bus.close);
  return bus;
};

const serverOn = async (bus: SessionBus, options: NotificationServerOptions): Promise<NotificationServer> => {
  const server = await startNotificationServer(bus.address, options);
  onTestFinished(server.close);
  return server;
};

const connect = async (bus: SessionBus, callLimitMs = 5_000) => {
  const log = createKeepingLog();
  const notifier = await connectLinuxNotifier({ log, environment: bus.env, callLimitMs });
  if (notifier) onTestFinished(notifier.close);
  return { log, notifier };
};

const actsOf = (notifier: Notifier): readonly NoticeAct[] => {
  const acts: NoticeAct[] = [];
  notifier.onAct((act) => acts.push(act));
  return acts;
};

/** A server with these abilities on a bus of its own, and Tern's notifier connected to it. */
const desktop = async (options: NotificationServerOptions, callLimitMs?: number) => {
  const bus = await session();
  const server = await serverOn(bus, options);
  const { notifier, log } = await connect(bus, callLimitMs);
  if (!notifier) throw new Error("no notifier");
  return { bus, server, notifier, log, acts: actsOf(notifier) };
};

beforeEach(skipWithout(...sessionBusPrograms));

describe("what a notification server is asked to show", () => {
  it("has an inline reply where the server offers one", async () => {
    const { server, notifier } = await desktop(inline);
    expect(notifier.ability()).toBe("inline-reply");
    await notifier.show(janes);
    expect(server.shown).toEqual([
      {
        app: "Tern",
        replaces: 0,
        icon: "",
        summary: "Jane Doe",
        body: "Is ten still good?",
        actions: ["default", "Open", "inline-reply", "Reply", "mark-read", "Mark read"],
        hints: {
          urgency: 1,
          category: "im.received",
          "desktop-entry": "tern",
          resident: false,
          "x-kde-reply-placeholder-text": "Text message",
        },
        timeout: -1,
        id: 1,
        sender: expect.stringMatching(/^:/),
      },
    ]);
  });

  it("has buttons where the server offers those, and nothing to press where it offers nothing", async () => {
    const withButtons = await desktop(buttons);
    await withButtons.notifier.show(janes);
    expect(withButtons.notifier.ability()).toBe("buttons");
    expect(withButtons.server.shown[0]).toMatchObject({
      actions: ["default", "Open", "reply", "Reply", "mark-read", "Mark read"],
      hints: { urgency: 1, category: "im.received", "desktop-entry": "tern", resident: false },
    });
    const without = await desktop({ capabilities: ["body"] });
    await without.notifier.show(janes);
    expect(without.notifier.ability()).toBe("none");
    expect(without.server.shown[0]).toMatchObject({ summary: "Jane Doe", actions: [] });
  });

  it("of many conversations cannot be answered or marked read, only opened", async () => {
    const backlog = textNotice({ id: "backlog", title: "12 new texts", body: "Jane and 3 others", canAnswer: false });
    for (const offered of [inline, buttons]) {
      const { server, notifier, acts } = await desktop(offered);
      await notifier.show(backlog);
      expect(server.shown[0]).toMatchObject({ summary: "12 new texts", actions: ["default", "Open"] });
      expect(Object.keys(server.shown[0]?.hints ?? {})).not.toContain("x-kde-reply-placeholder-text");
      server.invoke(1, "default");
      await eventually(() => expect(acts).toEqual([{ kind: "open", id: "backlog" }]));
      await notifier.withdraw("backlog");
      expect(server.closed).toEqual([1]);
    }
  });

  it("makes no sound if it may have been seen before", async () => {
    const { server, notifier } = await desktop(inline);
    await notifier.show({ ...janes, isRepeat: true });
    await notifier.show(amirs);
    expect(server.shown.map(({ hints }) => hints["suppress-sound"])).toEqual([true, undefined]);
  });

  it("is escaped for a server that reads markup, and plain for one that does not; lines are kept", async () => {
    const notice = textNotice({ id: jane, title: "A & <b>", body: 'Is 3 < 4 & 5 > "4"?\r\n<i>Yes</i>' });
    const reads = await desktop(inline);
    await reads.notifier.show(notice);
    expect(reads.server.shown[0]).toMatchObject({
      summary: "A & <b>",
      body: 'Is 3 &lt; 4 &amp; 5 &gt; "4"?\n&lt;i&gt;Yes&lt;/i&gt;',
    });
    const plain = await desktop(buttons);
    await plain.notifier.show(notice);
    expect(plain.server.shown[0]).toMatchObject({ summary: "A & <b>", body: 'Is 3 < 4 & 5 > "4"?\n<i>Yes</i>' });
  });

  it("holds nothing that D-Bus cannot carry", async () => {
    const { server, notifier } = await desktop(buttons);
    await notifier.show(
      textNotice({ id: jane, title: "Ja\u0000ne\u0007", body: "half \ud83d a face, a tab\t, an end\u0000" }),
    );
    expect(server.shown[0]).toMatchObject({ summary: "Jane", body: "half \ufffd a face, a tab\t, an end" });
  });

  it("takes the place of the one before in the same conversation, and of no other", async () => {
    const { server, notifier } = await desktop(buttons);
    await Promise.all([notifier.show(janes), notifier.show({ ...janes, body: "Hello?" }), notifier.show(amirs)]);
    const calls = server.shown.map(({ summary, body, replaces }) => ({ summary, body, replaces }));
    expect(calls).toContainEqual({ summary: "Amir Khan", body: "Call me", replaces: 0 });
    const janesId = server.shown.find(({ summary }) => summary === "Jane Doe")?.id;
    expect(calls.filter(({ summary }) => summary === "Jane Doe")).toEqual([
      { summary: "Jane Doe", body: "Is ten still good?", replaces: 0 },
      { summary: "Jane Doe", body: "Hello?", replaces: janesId },
    ]);
  });

  it("takes the place of one whose time was up by taking that out of the server's list", async () => {
    const { server, notifier } = await desktop(buttons);
    await notifier.show(janes);
    server.tellClosed(1, 1);
    await notifier.show(amirs); // its answer comes behind that signal
    await notifier.show({ ...janes, body: "Hello?" });
    expect(server.shown[2]).toMatchObject({ body: "Hello?", replaces: 0, id: 3 });
    expect(server.closed).toEqual([1]);
  });

  it("is withdrawn once, and nothing is withdrawn that was not shown", async () => {
    const { server, notifier } = await desktop(buttons);
    await notifier.show(janes);
    await Promise.all([notifier.show(amirs), notifier.withdraw(amir)]);
    await notifier.withdraw(amir);
    await notifier.withdraw(conversationId("nobody"));
    expect(server.closed).toEqual([2]);
  });

  it("is never more than two hundred at a time: the oldest goes", async () => {
    const { server, notifier } = await desktop(buttons);
    for (let count = 1; count <= 202; count += 1) {
      await notifier.show(textNotice({ id: conversationId(`c${count}`), title: "Someone", body: "Hello" }));
    }
    expect(server.closed).toEqual([1, 2]);
  });

  it("goes when Tern quits", async () => {
    const { server, notifier } = await desktop(buttons);
    await notifier.show(janes);
    await notifier.close();
    expect(server.closed).toEqual([1]);
  });
});

describe("what a person does with a notification", () => {
  it("is told with the text typed into it, or without where the server has only a button for it", async () => {
    const { server, notifier, acts } = await desktop(inline);
    await notifier.show(janes);
    server.reply(1, "Yes & <see you>");
    server.invoke(1, "inline-reply");
    await eventually(() =>
      expect(acts).toEqual([
        { kind: "reply", id: jane, text: "Yes & <see you>" },
        { kind: "reply", id: jane, text: null },
      ]),
    );
  });

  it("is told for the conversation it was done to", async () => {
    const { server, notifier, acts } = await desktop(buttons);
    await notifier.show(janes);
    await notifier.show(amirs);
    server.invoke(2, "mark-read");
    server.invoke(1, "reply");
    server.invoke(2, "default");
    server.invoke(2, "something of a later Tern");
    await eventually(() =>
      expect(acts).toEqual([
        { kind: "mark-read", id: amir },
        { kind: "reply", id: jane, text: null },
        { kind: "open", id: amir },
      ]),
    );
  });

  it("is heard though it comes right behind the answer that it is shown", async () => {
    const { notifier, acts } = await desktop({ ...buttons, clicksAtOnce: true });
    await notifier.show(janes);
    await eventually(() => expect(acts).toEqual([{ kind: "open", id: jane }]));
  });

  it("is heard after its time was up, not after it was dismissed, and never for other programs' ids", async () => {
    const { server, notifier, acts } = await desktop(buttons);
    await notifier.show(janes);
    await notifier.show(amirs);
    server.tellClosed(2, 2);
    server.invoke(2, "default");
    server.invoke(77, "default");
    server.reply(78, "to somebody else");
    server.tellClosed(1, 1);
    server.invoke(1, "default");
    await eventually(() => expect(acts).toEqual([{ kind: "open", id: jane }]));
  });

  it("is not believed from anybody but the server", async () => {
    const { bus, server, notifier, acts } = await desktop(inline);
    await notifier.show(janes);
    const stranger = sessionBus({ busAddress: bus.address });
    const forged = {
      type: 4,
      path: "/org/freedesktop/Notifications",
      interface: "org.freedesktop.Notifications",
      member: "NotificationReplied",
      signature: "us",
      body: [1, "forged"],
    };
    stranger.connection.message({ ...forged, serial: 1_000, destination: server.shown[0]?.sender ?? "" });
    await stranger.listNames(); // the bus has passed on what came before
    await stranger.close();
    server.reply(1, "typed");
    await eventually(() => expect(acts).toEqual([{ kind: "reply", id: jane, text: "typed" }]));
  });
});

describe("a notification server that comes, goes or hangs", () => {
  it("is asked anew after a restart, and what the old one showed is forgotten", async () => {
    const { bus, server, notifier, acts } = await desktop(inline);
    await notifier.show(janes);
    await server.close();
    await eventually(() => expect(notifier.ability()).toBe("none"));
    const second = await serverOn(bus, buttons);
    await eventually(() => expect(notifier.ability()).toBe("buttons"));
    second.invoke(1, "default"); // another program's now
    await notifier.show({ ...janes, body: "Hello?" });
    second.invoke(1, "mark-read");
    await eventually(() => expect(acts).toEqual([{ kind: "mark-read", id: jane }]));
    expect(second.shown).toMatchObject([{ replaces: 0, body: "Hello?" }]);
  });

  it("is not waited for longer than the limit, and shows again once it answers", async () => {
    const { bus, server, notifier, log } = await desktop(buttons, 300);
    await server.close();
    const hanging = await serverOn(bus, { ...buttons, hangs: true });
    expect(await notifier.show(janes)).toBe("not-shown");
    await notifier.withdraw(jane);
    expect(hanging.shown).toEqual([]);
    expect(log.lines.some(({ event }) => event === "notification/not-shown")).toBe(true);
    await hanging.close();
    const third = await serverOn(bus, buttons);
    expect(await notifier.show(amirs)).toBe("shown");
    expect(third.shown).toMatchObject([{ summary: "Amir Khan" }]);
  });

  it("may have shown what it took without an answer, and gets no more of it until it answers", async () => {
    const { server, notifier, log } = await desktop({ ...buttons, takesSilently: true }, 300);
    expect(await notifier.show(janes)).toBe("unclear");
    expect(log.lines.some(({ event }) => event === "notification/unclear")).toBe(true);
    server.hang();
    expect(await notifier.show(janes)).toBe("not-shown");
    expect(server.shown).toHaveLength(1);
  });

  it("that refuses a notification has not shown it", async () => {
    const { notifier } = await desktop({ ...buttons, refuses: true });
    expect(await notifier.show(janes)).toBe("not-shown");
  });

  it("does not keep Tern from starting when it hangs from the beginning", async () => {
    const bus = await session();
    await serverOn(bus, { ...buttons, hangs: true });
    expect((await connect(bus, 300)).notifier).toBeNull();
  });

  it("is found again after the bus itself was restarted", async () => {
    const { bus, notifier, acts } = await desktop(buttons);
    await notifier.show(janes);
    await bus.restart();
    await notifier.show(amirs); // reaches nobody, and ends
    // Its name on the new bus is that of the old server on the old one.
    const second = await serverOn(bus, inline);
    await eventually(() => expect(notifier.ability()).toBe("inline-reply"));
    await notifier.show(janes);
    second.reply(1, "Yes");
    await eventually(() => expect(acts).toEqual([{ kind: "reply", id: jane, text: "Yes" }]));
  });

  it("is started by the bus where the bus can", async () => {
    const script = join(import.meta.dirname, "activated-notification-server.ts");
    const bus = await session({ "org.freedesktop.Notifications": `${process.execPath} ${script}` });
    const { notifier } = await connect(bus);
    expect(notifier?.ability()).toBe("buttons");
  });

  it("is missed, with null, where there is none, where it cannot be started, and without a bus", async () => {
    const [empty, broken] = [await session(), await session({ "org.freedesktop.Notifications": "/bin/false" })];
    const nowhere = { ...empty, env: { DBUS_SESSION_BUS_ADDRESS: "unix:path=/nonexistent/bus" } };
    const untold = { ...empty, env: {} };
    const found = await Promise.all([empty, broken, nowhere, untold].map(async (bus) => (await connect(bus)).notifier));
    expect(found).toEqual([null, null, null, null]);
  });

  it("does not end Tern when what answers on the bus speaks no D-Bus", async () => {
    const bus = await session();
    const address = join(bus.folder, "nonsense");
    const nonsense = createServer((socket) => {
      socket.on("error", () => socket.destroy());
      socket.on("data", (data) => {
        if (data.includes("AUTH")) socket.write("OK 1234567890abcdef1234567890abcdef\r\n");
        else if (data.includes("NEGOTIATE_UNIX_FD")) socket.write("ERROR\r\n");
        if (data.includes("BEGIN")) socket.write("x".repeat(64));
      });
    });
    onTestFinished(() => void nonsense.close());
    await new Promise<void>((resolve) => {
      nonsense.listen(address, resolve);
    });
    const { notifier, log } = await connect({ ...bus, env: { DBUS_SESSION_BUS_ADDRESS: `unix:path=${address}` } });
    expect(notifier).toBeNull();
    expect(log.lines.map(({ event }) => event)).toEqual(["notification/bus-failed", "notification/no-bus"]);
  });

  it("holds nothing open: Tern can quit after it closed the connection, and where there was none", async () => {
    const bus = await session();
    await serverOn(bus, buttons);
    const module = JSON.stringify(join(import.meta.dirname, "../../main/desktop/linux-notifier.ts"));
    const script = `
      const { connectLinuxNotifier } = await import(${module});
      const log = { info: () => {}, warn: () => {}, error: () => {} };
      const notifier = await connectLinuxNotifier({ log });
      console.log(notifier === null ? "none" : notifier.ability());
      await notifier?.close();`;
    const nowhere = { ...bus.env, DBUS_SESSION_BUS_ADDRESS: "unix:path=/nonexistent/bus" };
    const said = await Promise.all(
      [bus.env, nowhere].map(async (env) => {
        const words = ["--input-type=module", "--eval", script];
        return (await promisify(execFile)(process.execPath, words, { env, timeout: 20_000 })).stdout.trim();
      }),
    );
    expect(said).toEqual(["buttons", "none"]);
  });

  it("has nothing of what was written, or to whom, in the log", async () => {
    const { bus, server, notifier, log } = await desktop(buttons, 300);
    await notifier.show(janes);
    await server.close();
    await notifier.show(amirs);
    await serverOn(bus, { ...buttons, hangs: true });
    await notifier.show(amirs);
    expect(JSON.stringify(log.lines)).not.toMatch(/Jane|Amir|ten still|Call me/);
    expect(log.lines.length).toBeGreaterThan(1);
  });
});
