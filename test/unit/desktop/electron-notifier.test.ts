import { EventEmitter } from "node:events";
import type { ActivationArguments, NotificationConstructorOptions } from "electron";
import { beforeEach, describe, expect, it } from "vitest";
import type { NoticeAct } from "../../../main/core/ports/desktop.ts";
import { createElectronNotifier } from "../../../main/desktop/electron-notifier.ts";
import { conversationId } from "../../harness/ids.ts";
import { createKeepingLog } from "../../harness/keeping-log.ts";
import { textNotice } from "../../harness/text-notice.ts";

const jane = conversationId("conversation-jane");
const notice = textNotice({ id: jane, title: "Jane Doe", body: "See you at <eight> & bring cake" });

/** Stands for the system's notification centre. */
const createCentre = () => {
  const shown: { readonly options: NotificationConstructorOptions; readonly shown: FakeNotification }[] = [];
  const closed: string[] = [];
  const removed: string[] = [];
  const history: FakeNotification[] = [];
  const centre = { supported: true, activate: (_details: ActivationArguments): void => {} };
  class FakeNotification extends EventEmitter {
    readonly id: string;
    readonly options: NotificationConstructorOptions;
    constructor(options: NotificationConstructorOptions = {}) {
      super();
      this.options = options;
      this.id = options.id ?? "";
    }
    show(): void {
      shown.push({ options: this.options, shown: this });
    }
    close(): void {
      closed.push(this.id);
    }
    static isSupported = (): boolean => centre.supported;
    static getHistory = async (): Promise<FakeNotification[]> => history;
    static remove = (id: string): void => void removed.push(id);
    static handleActivation = (callback: (details: ActivationArguments) => void): void => {
      centre.activate = callback;
    };
  }
  return { centre, shown, closed, removed, history, FakeNotification };
};

let fake = createCentre();
let acts: NoticeAct[] = [];
let log = createKeepingLog();
beforeEach(() => {
  fake = createCentre();
  acts = [];
  log = createKeepingLog();
});

const start = (platform: NodeJS.Platform) => {
  const notifier = createElectronNotifier({ Notification: fake.FakeNotification, platform, log });
  notifier.onAct((act) => acts.push(act));
  return notifier;
};

describe.each(["darwin", "win32", "linux"] as const)("an urgent notice on %s", (platform) => {
  it("stays on the screen where the system can do that, and others do not", async () => {
    const notifier = start(platform);
    await notifier.show({ ...notice, isUrgent: true });
    await notifier.show(notice);
    expect(fake.shown.map(({ options }) => [options.urgency, options.timeoutType, options.silent])).toEqual([
      ["critical", "never", false],
      [undefined, undefined, false],
    ]);
  });
});

describe.each(["darwin", "win32"] as const)("a notice on %s", (platform) => {
  it("can be answered in place and marked read, and a later one takes its place", async () => {
    const notifier = start(platform);
    expect(notifier.ability()).toBe("inline-reply");
    await notifier.show(notice);
    expect(fake.shown[0]?.options).toMatchObject({
      id: jane,
      title: "Jane Doe",
      body: "See you at <eight> & bring cake",
      hasReply: true,
      replyPlaceholder: "Reply",
      actions: [{ type: "button", text: "Mark read" }],
    });
  });

  it("of many conversations cannot be answered or marked read, only clicked", async () => {
    const notifier = start(platform);
    await notifier.show({ ...notice, id: "backlog", title: "12 new texts", canAnswer: false });
    const { options, shown } = fake.shown[0] ?? {};
    expect(options).toMatchObject({ id: "backlog", title: "12 new texts", silent: false });
    expect(Object.keys(options ?? {})).not.toContain("hasReply");
    expect(Object.keys(options ?? {})).not.toContain("actions");
    if (platform === "darwin") shown?.emit("click", {});
    else fake.centre.activate({ type: "click", arguments: "type=click&tag=backlog" });
    expect(acts).toEqual([{ kind: "open", id: "backlog" }]);
    await notifier.withdraw("backlog");
    expect(fake.closed).toEqual(["backlog"]);
  });

  it("makes no sound if it may have been seen before", async () => {
    const notifier = start(platform);
    await notifier.show({ ...notice, isRepeat: true });
    await notifier.show(notice);
    expect(fake.shown.map(({ options }) => options.silent)).toEqual([true, false]);
  });

  it("goes when it is withdrawn", async () => {
    const notifier = start(platform);
    await notifier.show(notice);
    await notifier.withdraw(jane);
    await notifier.withdraw(conversationId("conversation-nobody"));
    expect(fake.closed).toEqual([jane]);
  });

  it("that the system refuses is logged without its words", async () => {
    const showing = start(platform).show(notice);
    fake.shown[0]?.shown.emit("failed", {}, "not signed");
    expect(await showing).toBe("not-shown");
    expect(log.lines).toEqual([{ level: "error", event: "notification/failed", fields: { reason: "not signed" } }]);
  });
});

it("says that a notice is shown, and that it is not where the system has no notifications", async () => {
  const notifier = start("linux");
  expect(await notifier.show(notice)).toBe("shown");
  fake.centre.supported = false;
  expect(await notifier.show(notice)).toBe("not-shown");
});

describe("on macOS", () => {
  it("what a person does with a notice is told", async () => {
    await start("darwin").show(notice);
    const shown = fake.shown[0]?.shown;
    shown?.emit("click", {});
    shown?.emit("reply", { reply: "On my way" });
    shown?.emit("reply", { reply: "  " });
    shown?.emit("action", { actionIndex: 0 });
    expect(acts).toEqual([
      { kind: "open", id: jane },
      { kind: "reply", id: jane, text: "On my way" },
      { kind: "reply", id: jane, text: null },
      { kind: "mark-read", id: jane },
    ]);
  });

  it("notices of an earlier run can still be answered", async () => {
    const earlier = new fake.FakeNotification({ id: jane });
    fake.history.push(earlier);
    start("darwin");
    await expect.poll(() => earlier.listenerCount("reply")).toBe(1);
    earlier.emit("reply", { reply: "Late but here" });
    expect(acts).toEqual([{ kind: "reply", id: jane, text: "Late but here" }]);
  });
});

describe("on Windows", () => {
  it("a reply typed in the Action Center arrives, once, even after the toast's object is gone", async () => {
    await start("win32").show(notice);
    fake.shown[0]?.shown.emit("reply", { reply: "On my way" });
    fake.centre.activate({ type: "reply", arguments: `type=reply&tag=${jane}`, reply: "On my way" });
    expect(acts).toEqual([{ kind: "reply", id: jane, text: "On my way" }]);
  });

  it.each([
    ["click", {}, { kind: "open", id: jane }],
    ["action", { actionIndex: 0 }, { kind: "mark-read", id: jane }],
    ["reply", { reply: "" }, { kind: "reply", id: jane, text: null }],
  ])("a %s is told", (type, details, act) => {
    start("win32");
    fake.centre.activate({ type, arguments: `type=${type}&tag=${jane}`, ...details });
    expect(acts).toEqual([act]);
  });

  it.each([
    ["click", "type=click&tag=11575876717783872928"],
    ["click", ""],
    ["action", `type=action&tag=${jane}`],
    ["dance", `type=dance&tag=${jane}`],
  ])("a %s with %j that Tern did not make is logged and left", (type, args) => {
    start("win32");
    fake.centre.activate({ type, arguments: args });
    expect(acts).toEqual([]);
    expect(log.lines).toMatchObject([{ level: "warn", event: "notification/unknown-activation" }]);
  });
});

describe("on Linux without a notification server of Tern's own", () => {
  it("a notice can be clicked, and its text is no markup", async () => {
    const notifier = start("linux");
    expect(notifier.ability()).toBe("click");
    await notifier.show(notice);
    expect(fake.shown[0]?.options).toEqual({
      title: "Jane Doe",
      body: "See you at &lt;eight> &amp; bring cake",
      silent: false,
    });
    fake.shown[0]?.shown.emit("click", {});
    expect(acts).toEqual([{ kind: "open", id: jane }]);
  });

  it("it makes no sound if it may have been seen before", async () => {
    await start("linux").show({ ...notice, isRepeat: true });
    expect(fake.shown[0]?.options.silent).toBe(true);
  });

  it("there is none where the system has none", () => {
    fake.centre.supported = false;
    expect(start("linux").ability()).toBe("none");
  });
});
