import { beforeEach, describe, expect, it, onTestFinished } from "vitest";

import type { NoticeAct, Notifier } from "../../main/core/ports/desktop.ts";
import { connectLinuxNotifier } from "../../main/desktop/linux-notifier.ts";
import { dunstPrograms, startDunst, type Dunst } from "../harness/dunst.ts";
import { textNotice } from "../harness/text-notice.ts";
import { eventually } from "../harness/eventually.ts";
import { conversationId } from "../harness/ids.ts";
import { createKeepingLog } from "../harness/keeping-log.ts";
import { skipWithout } from "../harness/missing-programs.ts";
import { startSessionBus, type SessionBus } from "../harness/session-bus.ts";

const [jane, amir] = [conversationId("jane"), conversationId("amir")];

const dunstIn = async (session: SessionBus, settings?: readonly string[]): Promise<Dunst> => {
  const dunst = await startDunst(session, settings);
  onTestFinished(dunst.close);
  return dunst;
};

/** A session with a dunst, and Tern's notifier connected to it. */
const desktop = async (settings?: readonly string[]) => {
  const session = await startSessionBus();
  onTestFinished(session.close);
  const dunst = await dunstIn(session, settings);
  const notifier = await connectLinuxNotifier({ log: createKeepingLog(), environment: session.env });
  if (!notifier) throw new Error("no notifier");
  onTestFinished(notifier.close);
  return { session, dunst, notifier, acts: actsOf(notifier) };
};

const actsOf = (notifier: Notifier): readonly NoticeAct[] => {
  const acts: NoticeAct[] = [];
  notifier.onAct((act) => acts.push(act));
  return acts;
};

/** What is on screen: dunst tells that only of what it has closed. */
const screen = async (dunst: Dunst) => {
  await eventually(async () => expect(await dunst.displayed()).toBeGreaterThan(0));
  await dunst.closeAll();
  return (await dunst.history()).map(({ title, body }) => ({ title, body }));
};

describe("a notification on a real dunst", () => {
  beforeEach(skipWithout(...dunstPrograms));

  it("has the name and the text as they are, whatever of it looks like markup", async () => {
    const { dunst, notifier } = await desktop();
    expect(notifier.ability()).toBe("buttons");
    await notifier.show(textNotice({ id: jane, title: "Jane & <b>Co</b>", body: 'Is 3 < 4 & "5" > 4?\n<i>Yes</i> ✓' }));
    await eventually(async () => expect(await dunst.displayed()).toBe(1));
    await dunst.closeAll();
    expect(await dunst.history()).toEqual([
      {
        id: expect.any(Number),
        title: "Jane & <b>Co</b>",
        body: 'Is 3 &lt; 4 &amp; "5" &gt; 4?\n&lt;i&gt;Yes&lt;/i&gt; ✓',
        app: "Tern",
        category: "im.received",
      },
    ]);
  });

  it("has the text untouched where dunst is set to show no markup", async () => {
    const { dunst, notifier } = await desktop(["markup = no"]);
    await notifier.show(textNotice({ id: jane, title: "Jane Doe", body: "Is 3 < 4 & 5?" }));
    expect(await screen(dunst)).toEqual([{ title: "Jane Doe", body: "Is 3 < 4 & 5?" }]);
  });

  it("opens its conversation when it is clicked", async () => {
    const { dunst, notifier, acts } = await desktop();
    await notifier.show(textNotice({ id: jane, title: "Jane Doe", body: "one" }));
    await eventually(async () => expect(await dunst.displayed()).toBe(1));
    await dunst.click();
    await eventually(() => expect(acts).toEqual([{ kind: "open", id: jane }]));
  });

  it("is answered and marked read by its own buttons", async () => {
    const { dunst, notifier, acts } = await desktop();
    await notifier.show(textNotice({ id: jane, title: "Jane Doe", body: "one" }));
    await notifier.show(textNotice({ id: amir, title: "Amir Khan", body: "two" }));
    await eventually(async () => expect(await dunst.displayed()).toBe(2));
    await dunst.choose("Reply (Jane Doe)");
    await eventually(() => expect(acts).toEqual([{ kind: "reply", id: jane, text: null }]));
    await dunst.choose("Mark read (Amir Khan)");
    await eventually(() => expect(acts.slice(1)).toEqual([{ kind: "mark-read", id: amir }]));
  });

  it("is one for a conversation, with its last words", async () => {
    const { dunst, notifier } = await desktop();
    await Promise.all([
      notifier.show(textNotice({ id: jane, title: "Jane Doe", body: "first" })),
      notifier.show(textNotice({ id: jane, title: "Jane Doe", body: "second" })),
      notifier.show(textNotice({ id: amir, title: "Amir Khan", body: "other" })),
    ]);
    await eventually(async () => expect(await dunst.displayed()).toBe(2));
    expect(await screen(dunst)).toEqual(
      expect.arrayContaining([
        { title: "Jane Doe", body: "second" },
        { title: "Amir Khan", body: "other" },
      ]),
    );
  });

  it("goes when it is withdrawn, and only that one", async () => {
    const { dunst, notifier } = await desktop();
    await notifier.show(textNotice({ id: jane, title: "Jane Doe", body: "one" }));
    await notifier.show(textNotice({ id: amir, title: "Amir Khan", body: "two" }));
    await notifier.withdraw(jane);
    await notifier.withdraw(conversationId("nobody"));
    await eventually(async () => expect(await dunst.displayed()).toBe(1));
    expect((await dunst.history()).map(({ title }) => title)).toEqual(["Jane Doe"]);
  });

  it("comes up after dunst was restarted", async () => {
    const { session, dunst, notifier, acts } = await desktop();
    await notifier.show(textNotice({ id: jane, title: "Jane Doe", body: "lost with the first dunst" }));
    await dunst.close();
    await session.waitForName("org.freedesktop.Notifications", false);
    expect(notifier.ability()).toBe("none");
    const second = await dunstIn(session);
    await notifier.show(textNotice({ id: amir, title: "Amir Khan", body: "after" }));
    expect(notifier.ability()).toBe("buttons");
    await eventually(async () => expect(await second.displayed()).toBe(1));
    await second.click();
    await eventually(() => expect(acts).toEqual([{ kind: "open", id: amir }]));
    expect(await screen(second)).toEqual([{ title: "Amir Khan", body: "after" }]);
  });

  it("goes when Tern quits", async () => {
    const { dunst, notifier } = await desktop();
    await notifier.show(textNotice({ id: jane, title: "Jane Doe", body: "one" }));
    await notifier.close();
    await eventually(async () => expect(await dunst.displayed()).toBe(0));
  });
});
