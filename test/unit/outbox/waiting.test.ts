import { describe, expect, it } from "vitest";
import { AppError } from "../../../main/core/ports/app-error.ts";
import { AMIR, STRANGER } from "../../harness/fake-gateway.ts";
import { createComputer, createCore, CREDENTIALS } from "../../harness/start-core.ts";
import { usualSettings } from "../../harness/settings-in-memory.ts";
import { again, withJane } from "./with-jane.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const OFFLINE = new AppError("no-network", "ENETUNREACH");
const busyFor = (retryAfterMs: number) => new AppError("rate-limited", "429", { retryAfterMs });

/** Reads changes so rarely that turning days takes no time: none of these texts waits for it. */
const forDays = () => {
  const computer = createComputer();
  computer.settings.keepSettings({ ...usualSettings, checkMinutes: (7 * DAY) / MINUTE });
  return withJane(computer);
};

describe("a text that cannot go out", () => {
  it("waits for a day and no longer, and says that it is too late", async () => {
    const { provider, clock, send, thread, id, statuses, bodies } = await forDays();
    provider.refuse("send", busyFor(36 * HOUR));
    await send("Hello");
    await clock.turn(DAY - MINUTE);
    expect(await statuses()).toEqual(["Hello: queued"]);
    await clock.turn(MINUTE);
    expect(await thread(id)).toMatchObject([{ status: "failed", failure: { code: "expired" } }]);
    await clock.turn(DAY);
    expect(bodies()).toEqual([]);
  });

  it("is too late after two days in a closed laptop, and is not sent by surprise", async () => {
    const { app, provider, clock, send, thread, id, bodies } = await withJane();
    provider.refuse("send", OFFLINE);
    await send("Lunch today?");
    clock.sleep(2 * DAY);
    app.wake();
    await clock.turn(MINUTE);
    expect(await thread(id)).toMatchObject([{ status: "failed", failure: { code: "expired" } }]);
    expect(bodies()).toEqual([]);
  });

  it("is too late after Tern was closed for two days", async () => {
    const first = await withJane();
    first.provider.refuse("send", OFFLINE);
    await first.send("Lunch today?");
    await first.app.quit();
    first.clock.sleep(2 * DAY);
    const second = await again(first);
    expect(await second.thread(first.id)).toMatchObject([{ status: "failed", failure: { code: "expired" } }]);
    expect(second.bodies()).toEqual([]);
  });

  it("goes out when the person asks for it the next day, and has a day again", async () => {
    const { provider, clock, send, ask, textId, statuses, bodies } = await forDays();
    provider.refuse("send", busyFor(36 * HOUR));
    await send("Hello");
    await clock.turn(DAY);
    await ask("outbox/resend", { textId: await textId("Hello") });
    await clock.turn(11 * HOUR);
    expect(await statuses()).toEqual(["Hello: queued"]);
    await clock.turn(HOUR);
    expect(bodies()).toEqual(["Hello"]);
  });

  it("does not keep later ones back once it is too late", async () => {
    const { provider, clock, send, statuses } = await forDays();
    provider.refuse("send", busyFor(25 * HOUR));
    await send("Yesterday");
    await clock.turn(DAY - MINUTE);
    await send("Today");
    await clock.turn(2 * HOUR);
    expect(await statuses()).toEqual(["Yesterday: failed", "Today: accepted"]);
  });

  it("is looked up before it is called too late, if it may have been sent", async () => {
    const { app, provider, clock, send, statuses, recordOf, now } = await withJane();
    provider.refuse("send", new AppError("server-error", "503"));
    provider.refuse("changesSince", OFFLINE, 10_000);
    await send("Hello");
    const at = now();
    clock.sleep(2 * DAY);
    app.wake();
    await clock.turn(MINUTE);
    expect(await statuses()).toEqual(["Hello: queued"]);
    recordOf("Hello", { at, isTold: false });
    provider.calm();
    await clock.turn(10 * MINUTE);
    expect(await statuses()).toEqual(["Hello: sent"]);
  });

  it("is called too late if it was looked up and was not there", async () => {
    const { app, provider, clock, send, thread, id, bodies } = await withJane();
    provider.refuse("send", new AppError("server-error", "503"));
    provider.refuse("changesSince", OFFLINE, 10_000);
    await send("Hello");
    clock.sleep(2 * DAY);
    provider.calm();
    app.wake();
    await clock.turn(10 * MINUTE);
    expect(await thread(id)).toMatchObject([{ status: "failed", failure: { code: "expired" } }]);
    expect(bodies()).toEqual([]);
  });
});

describe("while nothing can be reached", () => {
  it("texts stay queued and are not handed over, so that none ends in doubt; they go when something is read again", async () => {
    const { app, provider, clock, send, statuses, bodies, state } = await withJane();
    provider.refuse("changesSince", OFFLINE, 10_000);
    provider.link({ kind: "down" });
    await clock.turn(0);
    expect(state().connection.kind).toBe("offline");
    await send("One");
    await send("Two");
    await clock.turn(HOUR);
    expect(await statuses()).toEqual(["One: queued", "Two: queued"]);
    expect(provider.calls).not.toContain("send");
    provider.calm();
    app.wake();
    await clock.turn(0);
    // The link is still down.
    expect(state().connection.kind).toBe("refused");
    expect(bodies()).toEqual(["One", "Two"]);
  });
});

describe("a clock that is set while texts wait", () => {
  it("ahead by two days makes no text late, and ends no wait", async () => {
    const { provider, clock, send, statuses, bodies } = await withJane();
    provider.refuse("send", busyFor(10 * MINUTE));
    await send("One");
    await send("Two");
    clock.jump(2 * DAY);
    await clock.turn(9 * MINUTE);
    expect(await statuses()).toEqual(["One: queued", "Two: queued"]);
    await clock.turn(MINUTE);
    expect(bodies()).toEqual(["One", "Two"]);
  });

  it("back by two days makes no wait longer, whether for the account or for one text", async () => {
    const { provider, clock, send, bodies } = await withJane();
    provider.refuse("send", busyFor(MINUTE));
    await send("One");
    clock.jump(-2 * DAY);
    await clock.turn(MINUTE);
    expect(bodies()).toEqual(["One"]);
    provider.refuse("send", new AppError("server-error", "503"));
    await send("Two");
    clock.jump(-2 * DAY);
    await clock.turn(15_000);
    expect(bodies()).toEqual(["One", "Two"]);
  });

  it("back by two days gives a text a day, and not three", async () => {
    const { provider, clock, send, statuses } = await forDays();
    provider.refuse("send", busyFor(36 * HOUR));
    await send("Hello");
    clock.jump(-2 * DAY);
    await clock.turn(DAY);
    expect(await statuses()).toEqual(["Hello: failed"]);
  });
});

describe("a wait that the provider asked for", () => {
  it("is not cut short by a network that comes back, nor by waking up", async () => {
    const { app, provider, clock, send, bodies } = await withJane();
    provider.refuse("send", busyFor(MINUTE));
    await send("Hello");
    app.wake();
    provider.link({ kind: "down" });
    provider.link({ kind: "live" });
    await clock.turn(59_000);
    expect(bodies()).toEqual([]);
    await clock.turn(1_000);
    expect(bodies()).toEqual(["Hello"]);
  });

  it("is not cut short by what happens to another text meanwhile", async () => {
    const { provider, clock, send, get, ask, bodies } = await withJane();
    const amir = await get("conversations/start", { addresses: [AMIR] });
    const stranger = await get("conversations/start", { addresses: [STRANGER] });
    const release = provider.holdSends();
    provider.refuse("send", busyFor(MINUTE));
    provider.refuse("send", OFFLINE);
    await send("One");
    await ask("outbox/send", { conversationId: amir, body: "Two", attachments: [] });
    await ask("outbox/send", { conversationId: stranger, body: "Three", attachments: [] });
    release();
    await clock.turn(59_000);
    expect(bodies()).toEqual(["Three"]);
    await clock.turn(1_000);
    expect(bodies()).toEqual(["Three", "One", "Two"]);
  });

  it("passes in sleep, too", async () => {
    const { app, provider, clock, send, bodies } = await withJane();
    provider.refuse("send", busyFor(10 * MINUTE));
    await send("Hello");
    clock.sleep(HOUR);
    app.wake();
    await clock.turn(0);
    expect(bodies()).toEqual(["Hello"]);
  });
});

describe("when the session has ended", () => {
  it("a text stays queued and goes out when the same person signs in again", async () => {
    const computer = createComputer();
    const { app, provider, clock, send, statuses, bodies, ask } = await withJane(computer);
    provider.refuse("send", new AppError("signed-out", "401"));
    await send("Hello");
    expect(await statuses()).toEqual(["Hello: queued"]);
    provider.endSession();
    await clock.turn(HOUR);
    expect(bodies()).toEqual([]);
    expect(await ask("account/sign-in", CREDENTIALS)).toMatchObject({ ok: true });
    await clock.turn(0);
    expect(bodies()).toEqual(["Hello"]);
    expect(await statuses()).toEqual(["Hello: accepted"]);
    await app.quit();
  });

  it("nothing is looked up or sent in it any more", async () => {
    const { provider, clock, send } = await withJane();
    provider.refuse("send", new AppError("answer-lost", "timeout"));
    await send("One");
    provider.endSession();
    await clock.turn(0);
    const before = provider.calls.length;
    await clock.turn(HOUR);
    expect(provider.calls.length).toBe(before);
  });
});

describe("quitting with texts that wait", () => {
  it("asks nothing, loses nothing, and they go out in their order the next time", async () => {
    const first = await withJane();
    first.provider.refuse("send", OFFLINE);
    await first.send("One");
    await first.send("Two");
    await first.app.quit();
    expect(first.desktop.asked).toEqual([]);
    const second = createCore(first.computer);
    await second.app.start();
    await second.clock.turn(0);
    expect(second.provider.sent.map(({ body }) => body)).toEqual(["One", "Two"]);
  });
});

describe("the status of a text", () => {
  it("follows by event: after it was accepted nothing is asked about it unless something was told", async () => {
    const { provider, clock, send, statuses } = await withJane();
    await send("Hello");
    await clock.turn(0);
    const before = provider.calls.length;
    // Shorter than the check that is made in any case.
    await clock.turn(4 * MINUTE);
    expect(provider.calls.slice(before)).toEqual([]);
    provider.change("p1", { status: "delivered" });
    await clock.turn(0);
    expect(provider.calls.slice(before)).toEqual(["changesSince"]);
    expect(await statuses()).toEqual(["Hello: delivered"]);
  });
});
