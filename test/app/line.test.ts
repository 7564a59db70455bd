import { describe, expect, it } from "vitest";
import { USUAL_RULES } from "../../main/core/away/away-rules.ts";
import { eventually } from "../harness/eventually.ts";
import { createRun, createSurroundings, startApp } from "../harness/start-app.ts";
import { startOnHandClock } from "../harness/start-on-hand-clock.ts";

const ALICE = "+14155550121";
const BEN = "+14155550122";
const STRANGER = "+14155559999";

const start = async () => {
  const surroundings = await createSurroundings();
  return { ...surroundings, ...(await startApp(surroundings)), surroundings };
};
const outbound = (messages: readonly { readonly [field: string]: unknown }[]) =>
  messages.filter(({ direction }) => direction === "Outbound");

describe("the main job", () => {
  it("a text comes in, comes up as a notice, is answered from it, and is delivered", async () => {
    const { textFrom, notifier, messages, lines, conversationWith, state } = await start();
    await textFrom(ALICE, "Can we move to ten?");
    await eventually(() =>
      expect(notifier.visible()).toMatchObject([{ title: "Alice Nguyen", body: "Can we move to ten?" }]),
    );

    const id = await conversationWith(ALICE);
    notifier.act({ kind: "reply", id, text: "Ten is fine" });
    await eventually(async () =>
      expect(await lines(ALICE)).toEqual(["Can we move to ten?: received", "Ten is fine: delivered"]),
    );
    expect(outbound(await messages())).toMatchObject([
      {
        from: { phoneNumber: "+16505550100" },
        to: [{ phoneNumber: ALICE }],
        subject: "Ten is fine",
        messageStatus: "Delivered",
      },
    ]);
    await eventually(async () => {
      const inbound = (await messages()).filter(({ direction }) => direction === "Inbound");
      expect(inbound).toMatchObject([{ readStatus: "Read" }]);
    });
    expect(notifier.visible()).toEqual([]);
    expect((await state()).unread).toBe(0);
  });

  it("a picture goes out as MMS and comes in with its content", async () => {
    const { get, textFrom, messages, thread, app, notifier } = await start();
    const conversationId = await get("conversations/start", { addresses: ["(415) 555-0121"] });
    const content = new Uint8Array(40_000).fill(7);
    const attachments = [{ fileName: "house.png", contentType: "image/png", content }];
    await get("outbox/send", { conversationId, body: "The house", attachments });
    await eventually(async () => expect(await thread(ALICE)).toMatchObject([{ status: "delivered" }]));
    expect(outbound(await messages())).toMatchObject([{ subject: "The house", type: "SMS" }]);

    const base64 = Buffer.from(content).toString("base64");
    await textFrom(ALICE, "", { attachments: [{ fileName: "reply.png", contentType: "image/png", base64 }] });
    await eventually(() => expect(notifier.shown).toMatchObject([{ title: "Alice Nguyen", body: "Photo" }]));
    const inbound = (await thread(ALICE)).at(-1);
    const [picture] = inbound?.attachments ?? [];
    if (inbound === undefined || picture === undefined) expect.fail("a picture expected");
    const fetched = await app.attachment(inbound.id, picture.id);
    expect(fetched).toMatchObject({ ok: true, value: { contentType: "image/png" } });
    expect(fetched.ok && Buffer.from(fetched.value.content).equals(content)).toBe(true);
  });

  it("a company message comes in and is answered by extension", async () => {
    const { textFrom, surroundings, notifier, conversationWith, lines } = await start();
    await textFrom("102", "Lunch?", { to: "101" });
    await eventually(() => expect(notifier.visible()).toMatchObject([{ title: "Sam Okafor", body: "Lunch?" }]));
    notifier.act({ kind: "reply", id: await conversationWith("102"), text: "Yes" });
    await eventually(async () => expect(await lines("102")).toEqual(["Lunch?: received", "Yes: sent"]));
    expect((await surroundings.requests()).filter(({ path }) => path.includes("/company-pager"))).toHaveLength(1);
  });

  it("what is read on the phone is read here, and its notice goes", async () => {
    const { textFrom, notifier, messages, server, surroundings, state } = await start();
    await textFrom(ALICE, "Hello");
    await eventually(() => expect(notifier.visible()).toHaveLength(1));
    const [message] = await messages();
    const login = await fetch(`${server.server}/restapi/oauth/token`, {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(`${server.clientId}:${server.clientSecret}`).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams({
        grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
        assertion: surroundings.credentials.jwt,
      }),
    });
    const { access_token: token }: { access_token: string } = await login.json();
    await fetch(`${server.server}/restapi/v1.0/account/~/extension/~/message-store/${message?.id ?? 0}`, {
      method: "PUT",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ readStatus: "Read" }),
    });
    await eventually(async () => expect([notifier.visible(), (await state()).unread]).toEqual([[], 0]));
  });
});

describe("what has to be told", () => {
  const people = [STRANGER, "+14155559998", "+14155559997", BEN, ALICE];

  it("of many people, after ten minutes of sleep, comes up as one notice, counted and named", async () => {
    const { app, sleep, textFrom, notifier, state, conversationWith, atOnce } = await startOnHandClock();
    await sleep(600_000);
    for (const from of [...people, ALICE]) await textFrom(from, "Hello");
    app.wake();
    await atOnce(() =>
      expect(notifier.visible()).toMatchObject([
        { id: "backlog", title: "6 new texts", body: "Alice Nguyen and 4 others", canAnswer: false },
      ]),
    );
    expect(notifier.shown).toHaveLength(1);
    await textFrom(ALICE, "Are you there?");
    await atOnce(() => expect(notifier.visible()).toHaveLength(2));
    expect(notifier.visible()[1]).toMatchObject({ id: await conversationWith(ALICE), body: "Are you there?" });
    expect((await state()).unread).toBe(7);
  });

  it("of many people, after a moment without network, comes up as two notices at most, and each once", async () => {
    const { faults, textFrom, notifier, untilLive, inTime, told } = await startOnHandClock();
    await faults({ unreachable: true });
    for (const from of people) await textFrom(from, `Hello from ${from}`);
    await faults({ unreachable: false });
    await inTime(async () => expect(await told()).toEqual(people.map((from) => `Hello from ${from}`).toSorted()));
    await untilLive("inTime");
    expect(notifier.shown.length).toBeLessThanOrEqual(2);
  });

  it("is told by the next run if Tern ended before: without sound what may have been seen", async () => {
    const { surroundings, notifier, textFrom, app, lines } = await start();
    Object.assign(notifier, { show: () => new Promise(() => {}) });
    await textFrom(ALICE, "Perhaps seen");
    await textFrom(BEN, "Not seen");
    await eventually(async () => expect([...(await lines(ALICE)), ...(await lines(BEN))]).toHaveLength(2));
    await app.quit();
    const second = createRun(surroundings);
    await second.app.start();
    await eventually(() =>
      expect(second.notifier.shown).toMatchObject([
        { title: "Alice Nguyen", body: "Perhaps seen", isRepeat: true },
        { body: "Not seen", isRepeat: false },
      ]),
    );
    await eventually(async () => expect((await second.state()).connection.kind).toBe("live"));
    await second.app.quit();
    const third = createRun(surroundings);
    await third.app.start();
    await eventually(async () => expect((await third.state()).connection.kind).toBe("live"));
    expect(third.notifier.shown).toEqual([]);
  });

  it("to RingCentral, that a text was read, is told by the next run if it could not be before", async () => {
    const { surroundings, faults, get, textFrom, app, conversationWith, messages, notifier } = await start();
    await textFrom(ALICE, "Read me");
    await eventually(() => expect(notifier.visible()).toHaveLength(1));
    await faults({ unreachable: true });
    await get("conversations/mark-read", { conversationId: await conversationWith(ALICE) });
    await app.quit();
    expect(await messages()).toMatchObject([{ readStatus: "Unread" }]);
    await faults({ unreachable: false });
    const second = createRun(surroundings);
    await second.app.start();
    await eventually(async () => expect(await messages()).toMatchObject([{ readStatus: "Read" }]));
    expect([(await second.state()).unread, second.notifier.shown]).toEqual([0, []]);
  });
});

describe("when the network misbehaves", () => {
  it("a text that comes in while the socket is down is notified once when it is back", async () => {
    const { faults, textFrom, notifier, state, lines } = await start();
    await faults({ refuseUpgrade: { status: 503, times: 1 } });
    await faults({ dropSocket: true });
    await textFrom(ALICE, "While you were gone");
    await eventually(() => expect(notifier.shown).toMatchObject([{ body: "While you were gone" }]));
    await eventually(async () => expect((await state()).connection.kind).toBe("live"));
    await textFrom(ALICE, "And now");
    await eventually(() => expect(notifier.shown.map(({ body }) => body)).toEqual(["While you were gone", "And now"]));
    expect(await lines(ALICE)).toEqual(["While you were gone: received", "And now: received"]);
  });

  it("events that come twice and out of order make one text and one notice each", async () => {
    const { faults, textFrom, notifier, lines } = await start();
    await faults({ duplicateEvents: 4, duplicateEventsAnew: 4 });
    await textFrom(ALICE, "One");
    await textFrom(BEN, "Two");
    await eventually(() => expect(notifier.shown.map(({ body }) => body).toSorted()).toEqual(["One", "Two"]));
    await textFrom(ALICE, "Three");
    await eventually(() => expect(notifier.shown).toHaveLength(3));
    expect(await lines(ALICE)).toEqual(["One: received", "Three: received"]);
  });

  it("a reply waits while RingCentral fails, and goes out by itself", async () => {
    const { faults, get, lines, messages } = await start();
    const conversationId = await get("conversations/start", { addresses: [ALICE] });
    await faults({ answer: [{ path: "/sms", method: "POST", status: 503, errorCode: "MSG-290", times: 1 }] });
    await get("outbox/send", { conversationId, body: "On my way", attachments: [] });
    await eventually(async () => expect(await lines(ALICE)).toEqual(["On my way: queued"]));
    await eventually(async () => expect(await lines(ALICE)).toEqual(["On my way: delivered"]));
    expect(outbound(await messages())).toHaveLength(1);
  });

  it("a reply written while RingCentral cannot be reached is kept over a restart and goes out then", async () => {
    const { surroundings, faults, get, lines, app, messages } = await start();
    const conversationId = await get("conversations/start", { addresses: [ALICE] });
    await faults({ answer: [{ path: "/sms", method: "POST", status: 429, retryAfter: 600, times: 1 }] });
    await get("outbox/send", { conversationId, body: "Later", attachments: [] });
    await eventually(async () => expect(await lines(ALICE)).toEqual(["Later: queued"]));
    await app.quit();
    const second = createRun(surroundings);
    await second.app.start();
    await eventually(async () => expect(await second.lines(ALICE)).toEqual(["Later: delivered"]));
    expect(outbound(await messages())).toHaveLength(1);
  });

  it("a reply whose answer never comes is known by RingCentral's record of it, and is there once", async () => {
    const { faults, get, lines, messages } = await start();
    const conversationId = await get("conversations/start", { addresses: [ALICE] });
    await faults({ swallowAnswers: [{ path: "/sms" }] });
    await get("outbox/send", { conversationId, body: "Arrived", attachments: [] });
    await get("outbox/send", { conversationId, body: "Next", attachments: [] });
    await eventually(async () => expect(await lines(ALICE)).toEqual(["Arrived: delivered", "Next: delivered"]));
    expect(outbound(await messages())).toHaveLength(2);
  });

  it("a reply that may or may not have arrived is not sent again by itself", async () => {
    const { faults, get, lines, messages, requests } = await start();
    const conversationId = await get("conversations/start", { addresses: [ALICE] });
    await faults({ answer: [{ path: "/sms", method: "POST", status: 504, html: true, times: 1 }] });
    await get("outbox/send", { conversationId, body: "Lost", attachments: [] });
    await eventually(async () => expect(await lines(ALICE)).toEqual(["Lost: unknown"]));
    const syncs = async () => (await requests()).filter(({ path }) => path.includes("/message-sync")).length;
    const before = await syncs();
    // A sync later, which would have told, it is still unknown.
    await faults({ dropSocket: true });
    await eventually(async () => expect(await syncs()).toBeGreaterThan(before));
    expect(await lines(ALICE)).toEqual(["Lost: unknown"]);
    expect(outbound(await messages())).toEqual([]);
  });

  it("a text that the carrier refuses says so with its code", async () => {
    const { faults, get, thread } = await start();
    const conversationId = await get("conversations/start", { addresses: [ALICE] });
    await faults({
      deliveryScript: [
        {
          steps: [
            { status: "Sent", afterMs: 10 },
            { status: "DeliveryFailed", afterMs: 10, errorCode: "SMS-CAR-431" },
          ],
        },
      ],
    });
    await get("outbox/send", { conversationId, body: "Free money", attachments: [] });
    await eventually(async () =>
      expect(await thread(ALICE)).toMatchObject([
        { status: "failed", failure: { code: "carrier", carrierCode: "SMS-CAR-431" } },
      ]),
    );
  });
});

describe("away", () => {
  it("answers a known client once and a stranger never, and says why not", async () => {
    const { app, get, textFrom, notifier, messages, state } = await start();
    await eventually(async () => expect(await get("contacts/search", { query: "alice" })).toHaveLength(1));
    await get("away/set-rules", { ...USUAL_RULES, message: "Hi {firstName}, away until {returnDate}." });
    app.perform({ kind: "switch-away", to: "until-off" });
    await textFrom(ALICE, "Hello");
    await eventually(async () => expect((await state()).away.answered).toBe(1));
    await textFrom(STRANGER, "Hello");
    await textFrom(ALICE, "Anybody?");
    await textFrom(BEN, "STOP");
    await eventually(() => expect(notifier.shown).toHaveLength(4));
    await eventually(async () =>
      expect(outbound(await messages())).toMatchObject([
        { to: [{ phoneNumber: ALICE }], subject: "Hi Alice, away.", messageStatus: "Delivered" },
      ]),
    );
    await eventually(async () =>
      expect((await get("away/report", { since: null }))?.entries).toMatchObject([
        { from: { address: BEN }, heard: "STOP", outcome: { kind: "skipped", rule: "keyword" } },
        { from: { name: "Alice Nguyen" }, heard: "Anybody?", outcome: { kind: "skipped", rule: "already-answered" } },
        { from: { address: STRANGER }, outcome: { kind: "skipped", rule: "unknown-sender" } },
        {
          from: { name: "Alice Nguyen" },
          heard: "Hello",
          outcome: { kind: "answered", body: "Hi Alice, away.", wordsFrom: "message", status: "delivered" },
        },
      ]),
    );
  });
});
