import { describe, expect, it } from "vitest";
import { AppError } from "../../../main/core/ports/app-error.ts";
import { createComputer } from "../../harness/start-core.ts";
import { again, withJane } from "./with-jane.ts";

const LOST = new AppError("answer-lost", "timeout");
const FAILED = new AppError("server-error", "503");
const OFFLINE = new AppError("no-network", "ENETUNREACH");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("a text whose answer never came", () => {
  it("is looked up at the provider, then unknown, and is not sent again by itself", async () => {
    const { provider, clock, send, thread, id, bodies } = await withJane();
    provider.refuse("send", LOST);
    await send("Hello");
    expect(await thread(id)).toMatchObject([{ status: "sending", failure: { code: "answer-lost" } }]);
    await clock.turn(15_000);
    expect(await thread(id)).toMatchObject([{ status: "unknown", failure: { code: "answer-lost" } }]);
    await clock.turn(HOUR);
    expect(await thread(id)).toMatchObject([{ status: "unknown", failure: { code: "answer-lost" } }]);
    expect(bodies()).toEqual([]);
  });

  it("is known by its event, if that comes before the answer, without a double", async () => {
    const { provider, clock, send, statuses, bodies, recordOf } = await withJane();
    const release = provider.holdSends();
    provider.refuse("send", new AppError("not-allowed", "an answer that can only be wrong"));
    await send("Hello");
    recordOf("Hello");
    expect(await statuses()).toEqual(["Hello: sent"]);
    // What comes after it does not wait for that answer.
    await send("Next");
    expect(await statuses()).toEqual(["Hello: sent", "Next: sending"]);
    release();
    await clock.turn(MINUTE);
    expect(await statuses()).toEqual(["Hello: sent", "Next: accepted"]);
    expect(bodies()).toEqual(["Next"]);
  });

  it("does not keep later ones back from the moment its event comes", async () => {
    const { provider, send, statuses, recordOf, clock } = await withJane();
    const release = provider.holdSends();
    provider.refuse("send", LOST);
    await send("One");
    await send("Two");
    expect(await statuses()).toEqual(["One: sending", "Two: queued"]);
    recordOf("One");
    await clock.turn(0);
    expect(await statuses()).toEqual(["One: sent", "Two: sending"]);
    release();
    await clock.turn(0);
  });

  it("is settled at once by the provider's record of it, without a double", async () => {
    const { provider, send, statuses, bodies } = await withJane();
    provider.refuse("send", LOST, 1, true);
    await send("Hello");
    expect(await statuses()).toEqual(["Hello: accepted"]);
    expect(bodies()).toEqual(["Hello"]);
  });

  it("is settled too if it had waited for the network long before", async () => {
    const { provider, clock, send, statuses } = await withJane();
    provider.refuse("send", new AppError("rate-limited", "429", { retryAfterMs: HOUR }));
    await send("Hello");
    provider.refuse("send", LOST, 1, true);
    await clock.turn(HOUR);
    expect(await statuses()).toEqual(["Hello: accepted"]);
  });

  it("is settled though the computer's clock is wrong, and set right while it is on its way", async () => {
    const { provider, clock, send, statuses } = await withJane();
    clock.jump(2 * HOUR);
    await clock.turn(15 * MINUTE);
    const release = provider.holdSends();
    provider.refuse("send", LOST, 1, true);
    await send("Hello");
    clock.jump(-2 * HOUR);
    release();
    await clock.turn(MINUTE);
    expect(await statuses()).toEqual(["Hello: accepted"]);
  });

  it.each([2 * HOUR, -2 * HOUR])("is not sent twice right after the first sign-in by a clock %i ms off", async (ms) => {
    const computer = createComputer();
    computer.clock.jump(ms);
    const { provider, clock, send, statuses, bodies } = await withJane(computer);
    provider.refuse("send", FAILED, 1, true);
    await send("Hello");
    await clock.turn(MINUTE);
    expect([bodies(), await statuses()]).toEqual([["Hello"], ["Hello: accepted"]]);
  });

  it("is settled by a record made hours later, if the computer slept while it was on its way", async () => {
    const { provider, clock, send, statuses } = await withJane();
    const release = provider.holdSends();
    provider.refuse("send", LOST, 1, true);
    await send("Hello");
    clock.sleep(5 * HOUR);
    release();
    await clock.turn(MINUTE);
    expect(await statuses()).toEqual(["Hello: accepted"]);
  });

  it("is settled hours later by a record that shows up late", async () => {
    const { provider, clock, send, statuses, recordOf, now } = await withJane();
    provider.refuse("send", LOST);
    await send("Hello");
    const at = now() + 1_000;
    await clock.turn(5 * HOUR);
    expect(await statuses()).toEqual(["Hello: unknown"]);
    recordOf("Hello", { at });
    expect(await statuses()).toEqual(["Hello: sent"]);
  });

  it("is not taken for the same words sent from the phone an hour later", async () => {
    const { provider, clock, send, statuses, recordOf } = await withJane();
    provider.refuse("send", LOST);
    await send("Yes");
    await clock.turn(HOUR);
    recordOf("Yes");
    expect(await statuses()).toEqual(["Yes: unknown", "Yes: sent"]);
  });

  it("is not taken for another text with other words", async () => {
    const { provider, clock, send, statuses, recordOf } = await withJane();
    provider.refuse("send", LOST);
    await send("Hello");
    recordOf("Written on the phone");
    await clock.turn(15_000);
    expect(await statuses()).toEqual(["Hello: unknown", "Written on the phone: sent"]);
  });

  it("lets later ones of its conversation wait until it was looked up, and no longer", async () => {
    const { provider, clock, send, statuses, bodies } = await withJane();
    provider.refuse("send", LOST);
    await send("One");
    await send("Two");
    expect(await statuses()).toEqual(["One: sending", "Two: queued"]);
    expect(bodies()).toEqual([]);
    await clock.turn(15_000);
    expect(await statuses()).toEqual(["One: unknown", "Two: accepted"]);
  });

  it("stays under way as long as nothing can be read, and is settled when it can", async () => {
    const { provider, clock, send, statuses } = await withJane();
    provider.refuse("send", LOST, 1, true);
    provider.refuse("changesSince", OFFLINE, 5);
    await send("Hello");
    await clock.turn(15_000);
    expect(await statuses()).toEqual(["Hello: sending"]);
    await clock.turn(2 * MINUTE);
    expect(await statuses()).toEqual(["Hello: accepted"]);
  });

  it("is said to be unknown if nothing could be read for ten minutes, and is settled all the same", async () => {
    const { app, provider, clock, send, statuses } = await withJane();
    provider.refuse("send", LOST, 1, true);
    provider.refuse("changesSince", OFFLINE, 1_000);
    await send("Hello");
    await clock.turn(9 * MINUTE);
    expect(await statuses()).toEqual(["Hello: sending"]);
    await clock.turn(2 * MINUTE);
    expect(await statuses()).toEqual(["Hello: unknown"]);
    provider.calm();
    app.wake();
    await clock.turn(0);
    expect(await statuses()).toEqual(["Hello: accepted"]);
  });
});

describe("a text that the server failed to take", () => {
  it("is tried again only after a reading of changes that began ten seconds later", async () => {
    const { provider, clock, send, bodies } = await withJane();
    provider.refuse("send", FAILED);
    await send("Hello");
    await clock.turn(9_000);
    expect(bodies()).toEqual([]);
    const before = provider.calls.filter((call) => call === "changesSince").length;
    await clock.turn(1_000);
    expect(provider.calls.slice(-2)).toEqual(["changesSince", "send"]);
    expect(provider.calls.filter((call) => call === "changesSince").length).toBe(before + 1);
    expect(bodies()).toEqual(["Hello"]);
  });

  it("is not sent again if the server failed only after it had sent it", async () => {
    const { provider, clock, send, statuses, bodies } = await withJane();
    provider.refuse("send", FAILED, 1, true);
    await send("Hello");
    provider.change("p1", { status: "sent" });
    await clock.turn(MINUTE);
    expect(await statuses()).toEqual(["Hello: sent"]);
    expect(bodies()).toEqual(["Hello"]);
  });

  it("is not sent again if its record appears some seconds after the failure", async () => {
    const { provider, clock, send, statuses, bodies, recordOf } = await withJane();
    provider.refuse("send", FAILED);
    await send("Hello");
    await clock.turn(8_000);
    recordOf("Hello", { isTold: false });
    await clock.turn(HOUR);
    expect(await statuses()).toEqual(["Hello: sent"]);
    expect(bodies()).toEqual([]);
  });

  it("is not sent again as long as nothing can be read", async () => {
    const { provider, clock, send, statuses, bodies } = await withJane();
    provider.refuse("send", FAILED);
    provider.refuse("changesSince", OFFLINE, 1_000);
    await send("Hello");
    await clock.turn(HOUR);
    expect(await statuses()).toEqual(["Hello: queued"]);
    expect(bodies()).toEqual([]);
    provider.calm();
    await clock.turn(2 * MINUTE);
    expect(bodies()).toEqual(["Hello"]);
  });

  it("stays in doubt about the first try when a second one does not even leave", async () => {
    const { provider, clock, send, statuses, bodies, recordOf, now } = await withJane();
    provider.refuse("send", FAILED);
    await send("Hello");
    const at = now();
    provider.refuse("send", new AppError("rate-limited", "429", { retryAfterMs: HOUR }));
    await clock.turn(MINUTE);
    recordOf("Hello", { at });
    expect(await statuses()).toEqual(["Hello: sent"]);
    await clock.turn(2 * HOUR);
    expect(bodies()).toEqual([]);
  });

  it("is tried less and less often, each time after it was looked up", async () => {
    const { provider, clock, send, statuses, bodies } = await withJane();
    provider.refuse("send", FAILED, 6);
    await send("Hello");
    const tries = () => provider.calls.filter((call) => call === "send").length;
    const counts: number[] = [];
    for (const seconds of [11, 11, 11, 17, 33, 65]) {
      await clock.turn(seconds * 1_000);
      counts.push(tries());
    }
    expect(counts).toEqual([2, 3, 4, 5, 6, 7]);
    expect(await statuses()).toEqual(["Hello: accepted"]);
    expect(bodies()).toEqual(["Hello"]);
  });
});

describe("a text that the person sends again", () => {
  it("is looked up first, and goes out if it is not there", async () => {
    const { provider, clock, send, ask, textId, statuses, bodies } = await withJane();
    provider.refuse("send", LOST);
    await send("Hello");
    await clock.turn(HOUR);
    await ask("outbox/resend", { textId: await textId("Hello") });
    expect(provider.calls.slice(-2)).toEqual(["changesSince", "send"]);
    expect(await statuses()).toEqual(["Hello: accepted"]);
    expect(bodies()).toEqual(["Hello"]);
  });

  it("is not sent again if it is found then", async () => {
    const { provider, clock, send, ask, textId, statuses, bodies, recordOf, now } = await withJane();
    provider.refuse("send", LOST);
    await send("Hello");
    const at = now();
    await clock.turn(MINUTE);
    recordOf("Hello", { at, isTold: false });
    await ask("outbox/resend", { textId: await textId("Hello") });
    expect(await statuses()).toEqual(["Hello: sent"]);
    await clock.turn(HOUR);
    expect(bodies()).toEqual([]);
  });

  it("waits while nothing can be read", async () => {
    const { provider, clock, send, ask, textId, statuses, bodies } = await withJane();
    provider.refuse("send", LOST);
    await send("Hello");
    await clock.turn(HOUR);
    provider.refuse("changesSince", OFFLINE, 3);
    await ask("outbox/resend", { textId: await textId("Hello") });
    expect(await statuses()).toEqual(["Hello: queued"]);
    expect(bodies()).toEqual([]);
    await clock.turn(MINUTE);
    expect(await statuses()).toEqual(["Hello: accepted"]);
  });

  it("is shown twice if both tries turn out to have arrived", async () => {
    const { provider, clock, send, ask, textId, statuses, recordOf, now } = await withJane();
    provider.refuse("send", LOST);
    await send("Hello");
    const at = now();
    await clock.turn(HOUR);
    await ask("outbox/resend", { textId: await textId("Hello") });
    recordOf("Hello", { at });
    await clock.turn(0);
    expect(await statuses()).toEqual(["Hello: sent", "Hello: accepted"]);
  });

  it("is shown twice too if the first try is heard of while the second is under way", async () => {
    const { provider, clock, send, ask, textId, statuses, recordOf, now } = await withJane();
    provider.refuse("send", LOST);
    await send("Hello");
    const at = now();
    await clock.turn(MINUTE);
    const release = provider.holdSends();
    await ask("outbox/resend", { textId: await textId("Hello") });
    recordOf("Hello", { at });
    expect(await statuses()).toEqual(["Hello: sent"]);
    release();
    await clock.turn(0);
    expect((await statuses()).toSorted()).toEqual(["Hello: accepted", "Hello: sent"]);
  });
});

describe("the same words twice in a row", () => {
  it("make two texts, each settled by its own record", async () => {
    const { provider, clock, send, thread, id, bodies } = await withJane();
    provider.refuse("send", LOST, 2, true);
    await send("ok");
    await clock.turn(1_000);
    await send("ok");
    await clock.turn(MINUTE);
    expect((await thread(id)).map(({ body, status, at }) => [body, status, at])).toEqual([
      ["ok", "accepted", provider.held()[0]?.at],
      ["ok", "accepted", provider.held()[1]?.at],
    ]);
    expect(bodies()).toEqual(["ok", "ok"]);
  });

  it("are not taken for each other: one that has not been handed over is never settled", async () => {
    const { provider, clock, send, statuses, bodies, recordOf } = await withJane();
    provider.refuse("send", new AppError("rate-limited", "429", { retryAfterMs: MINUTE }));
    await send("ok");
    recordOf("ok");
    expect(await statuses()).toEqual(["ok: queued", "ok: sent"]);
    await clock.turn(MINUTE);
    expect(bodies()).toEqual(["ok"]);
  });
});

describe("after a restart", () => {
  const killedWhileSending = async (isTaken: boolean) => {
    const first = await withJane();
    const release = first.provider.holdSends();
    await first.send("Hello");
    const quit = first.app.quit();
    await first.clock.turn(5_000);
    await quit;
    first.provider.refuse("send", new AppError("answer-lost", "the process died"), 1, isTaken);
    release();
    await first.clock.turn(0);
    return again(first);
  };

  it("a text that was under way is looked up, and unknown if it is not there", async () => {
    const { thread, id, clock, bodies } = await killedWhileSending(false);
    expect(await thread(id)).toMatchObject([{ status: "sending", failure: { code: "answer-lost" } }]);
    await clock.turn(15_000);
    expect(await thread(id)).toMatchObject([{ status: "unknown" }]);
    await clock.turn(HOUR);
    expect(bodies()).toEqual([]);
  });

  it("a text that was under way is found if the provider took it", async () => {
    const { statuses, clock, bodies } = await killedWhileSending(true);
    await clock.turn(15_000);
    expect(await statuses()).toEqual(["Hello: accepted"]);
    expect(bodies()).toEqual(["Hello"]);
  });

  it("a text that the server failed to take before is looked up before it goes out", async () => {
    const first = await withJane();
    first.provider.refuse("send", FAILED);
    await first.send("Hello");
    await first.app.quit();
    const second = await again(first);
    await second.clock.turn(5_000);
    expect(second.bodies()).toEqual([]);
    await second.clock.turn(10_000);
    expect(second.bodies()).toEqual(["Hello"]);
    expect(await second.statuses()).toEqual(["Hello: accepted"]);
  });

  it("a text that the server had taken although it failed is found, and not sent again", async () => {
    const first = await withJane();
    first.provider.refuse("send", FAILED, 1, true);
    first.provider.refuse("changesSince", OFFLINE);
    await first.send("Hello");
    await first.app.quit();
    const second = await again(first);
    await second.clock.turn(MINUTE);
    expect(await second.statuses()).toEqual(["Hello: accepted"]);
    expect(second.bodies()).toEqual(["Hello"]);
  });
});
