import { expect, test } from "vitest";
import { restProbe } from "./probes/rest-probe.ts";
import {
  instantFilter,
  openSocket,
  socketAt,
  storeFilter,
  wscOf,
  wsTokenFor,
  type SocketProbe,
} from "./probes/socket-probe.ts";
import { alice, dana, started, type Started } from "./probes/started.ts";

const listening = async (...filters: readonly string[]) => {
  const start = await started();
  const probe = await restProbe(start.ringCentral);
  const socket = await openSocket(probe);
  const details = await socket.next("ConnectionDetails");
  await socket.subscribe(...(filters.length === 0 ? [instantFilter] : filters));
  const text = (words: string) => start.control.inbound({ from: alice, to: dana, text: words });
  return { ...start, probe, socket, text, wsc: wscOf(details).token };
};

const nextText = async (socket: SocketProbe): Promise<unknown> => {
  const { body } = await socket.next("ServerNotification");
  return (body["body"] as { readonly subject: string }).subject;
};

test("Lost events never come; the text is there all the same", async () => {
  const { control, socket, text } = await listening(instantFilter, storeFilter);
  await control.faults({ loseEvents: 2 });
  await text("lost");
  await text("lost too");
  await text("told");
  expect([await nextText(socket), (await control.messages()).length]).toEqual(["told", 3]);
});

test("A lost event leaves a gap in the connection's numbers, one for each of its notifications; others leave none", async () => {
  const { control, socket, text } = await listening(instantFilter, storeFilter);
  const numbers = async (): Promise<readonly number[]> => [
    wscOf(await socket.next("ServerNotification")).sequence,
    wscOf(await socket.next("ServerNotification")).sequence,
  ];
  await text("told");
  const [first = 0, second = 0] = await numbers();
  await control.faults({ loseEvents: 1 });
  await text("lost");
  await text("told too");
  const after = await numbers();
  await control.faults({ reorderEvents: 2, duplicateEvents: 1 });
  for (const words of ["one", "two"]) await text(words);
  const turned = [...(await numbers()), ...(await numbers()), ...(await numbers())];
  expect([second - first, after.map((number) => number - second), turned.map((number) => number - second)]).toEqual([
    1,
    [3, 4],
    [5, 6, 7, 8, 9, 10],
  ]);
});

test("An event lost while its session is away is not replayed either", async () => {
  const { control, socket, text, probe, wsc } = await listening();
  await control.faults({ dropSocket: true, loseEvents: 1 });
  await socket.closed;
  await text("lost");
  await text("kept");
  const fresh = await openSocket(probe, wsc);
  const { body } = await fresh.next("ConnectionDetails");
  expect([body["recoveryState"], await nextText(fresh)]).toEqual(["Successful", "kept"]);
});

test("Doubled events come twice, with the same uuid or another", async () => {
  const { control, socket, text } = await listening();
  await control.faults({ duplicateEvents: 1 });
  await text("same");
  const same = [await socket.next("ServerNotification"), await socket.next("ServerNotification")];
  await control.faults({ duplicateEventsAnew: 1 });
  await text("anew");
  const anew = [await socket.next("ServerNotification"), await socket.next("ServerNotification")];
  const uuids = (frames: typeof same) => new Set(frames.map(({ body }) => body["uuid"])).size;
  const ids = new Set(anew.map(({ body }) => (body["body"] as { readonly id: string }).id));
  expect([uuids(same), uuids(anew), ids.size]).toEqual([1, 2, 1]);
});

test("Reordered events come in the opposite order, and do not wait for ever", async () => {
  const { control, socket, text } = await listening();
  await control.faults({ reorderEvents: 3 });
  for (const words of ["one", "two", "three", "four"]) await text(words);
  const order = [await nextText(socket), await nextText(socket), await nextText(socket), await nextText(socket)];
  await control.faults({ reorderEvents: 5 });
  await text("alone");
  expect([order, await nextText(socket)]).toEqual([["three", "two", "one", "four"], "alone"]);
});

test("A dropped socket closes without a close frame", async () => {
  const { control, socket } = await listening();
  const code = new Promise((resolve) => socket.socket.once("close", resolve));
  await control.faults({ dropSocket: true });
  expect(await code).toBe(1006);
});

test("A half-open socket stays open and deaf, what is told meanwhile is lost, and a new one recovers the rest", async () => {
  const { control, socket, text, probe, wsc } = await listening();
  await control.faults({ halfOpen: true, pingIntervalS: 0.1, pongTimeoutS: 0.2 });
  await text("into the void");
  socket.send({ type: "Heartbeat", messageId: "beat" });
  // The server has given up on it once it takes part in nothing any more.
  await expect.poll(async () => await control.webSockets(), { timeout: 10_000 }).toBe(0);
  await text("kept");
  const fresh = await openSocket(probe, wsc);
  const { body } = await fresh.next("ConnectionDetails");
  expect([
    socket.socket.readyState === socket.socket.OPEN,
    socket.waiting("Heartbeat").length + socket.waiting("ServerNotification").length,
    body["recoveryState"],
    await nextText(fresh),
  ]).toEqual([true, 0, "Successful", "kept"]);
});

test("Garbage and error frames are sent over every open socket; an error frame may leave it open", async () => {
  const { control, socket } = await listening();
  await control.faults({ garbageFrame: true });
  await control.faults({ garbageFrame: '{"not":"a list"}' });
  await control.faults({ errorFrame: { errorCode: "WSG-999", status: 500, close: false } });
  const odd = await socket.next("Error");
  const pong = socket.request("GET", "/restapi/v1.0/subscription");
  const garbage = socket.raw.filter((text) => !text.startsWith("["));
  const status = (await pong).meta["status"];
  await control.faults({ errorFrame: {} });
  const last = await socket.next("Error");
  await socket.closed;
  expect([garbage, odd.meta["status"], odd.body["errorCode"], status, last.body["errorCode"]]).toEqual([
    ["}{ not JSON", '{"not":"a list"}'],
    500,
    "WSG-999",
    200,
    "WSG-902",
  ]);
});

const connecting = async (): Promise<Started & { readonly connect: () => Promise<SocketProbe> }> => {
  const start = await started();
  const probe = await restProbe(start.ringCentral);
  return { ...start, connect: () => openSocket(probe) };
};

test("An upgrade can be refused, answered by silence, or by an error", async () => {
  const { control, connect } = await connecting();
  await control.faults({ refuseUpgrade: { status: 503 } });
  const refused = await connect();
  const status = new Promise((resolve) =>
    refused.socket.once("error", (error) => resolve(error.message.includes("503"))),
  );
  await refused.closed;

  await control.faults({ errorOnConnect: { errorCode: "WSG-903", status: 403, close: false } });
  const told = await connect();
  const { body } = await told.next("Error");

  await control.faults({ silentSocket: true });
  const silent = await connect();
  await expect.poll(() => silent.socket.readyState).toBe(silent.socket.OPEN);
  await control.clearFaults();
  const welcome = await connect();
  await welcome.next("ConnectionDetails");
  expect([await status, body["errorCode"], told.socket.readyState === told.socket.OPEN, silent.raw]).toEqual([
    true,
    "WSG-903",
    true,
    [],
  ]);
});

test("Idle connections end with WSG-902 unless heartbeats come; all end with WSG-903", async () => {
  const { control, connect } = await connecting();
  const [idle, busy] = [await connect(), await connect()];
  await idle.next("ConnectionDetails");
  await busy.next("ConnectionDetails");
  await control.faults({ advanceS: 1000 });
  busy.send({ type: "Heartbeat", messageId: "beat" });
  await busy.next("Heartbeat");
  await control.faults({ keepSocketOnTokenExpiry: true, advanceS: 1000 });
  const first = await idle.next("Error");
  await idle.closed;
  const stays = busy.socket.readyState === busy.socket.OPEN;
  await control.faults({ advanceS: 86_400 });
  const second = await busy.next("Error");
  await busy.closed;
  expect([first.body["errorCode"], stays, second.body["errorCode"]]).toEqual(["WSG-902", true, "WSG-903"]);
});

test("Heartbeats can go unanswered", async () => {
  const { control, connect } = await connecting();
  const socket = await connect();
  await socket.next("ConnectionDetails");
  await control.faults({ silentHeartbeats: true });
  socket.send({ type: "Heartbeat", messageId: "beat" });
  await socket.request("GET", "/restapi/v1.0/subscription");
  expect(socket.waiting("Heartbeat")).toEqual([]);
});

test("A connection does not outlive its access token, unless told to", async () => {
  const { control, connect } = await connecting();
  const kept = await connect();
  await kept.next("ConnectionDetails");
  await control.faults({ keepSocketOnTokenExpiry: true, expireTokens: true });
  const reply = await kept.request("GET", "/restapi/v1.0/subscription");
  await control.faults({ keepSocketOnTokenExpiry: false });
  const { meta, body } = await kept.next("Error");
  await kept.closed;
  expect([reply.meta["status"], meta["status"], body["errorCode"]]).toEqual([401, 401, "WSG-901"]);
});

test("A text can arrive in the same read as the reply to the subscription", async () => {
  const { control, connect } = await connecting();
  await control.faults({ eventWithSubscribeReply: { from: alice, to: dana, text: "So soon" } });
  const socket = await connect();
  await socket.subscribe(instantFilter);
  // Nothing awaited in between: whatever was not in the same read is not here yet.
  expect(socket.waiting("ServerNotification").map(({ body }) => body["body"])).toMatchObject([{ subject: "So soon" }]);
});

test("Filters can be accepted and disabled, and a subscription refused", async () => {
  const { control, connect } = await connecting();
  const socket = await connect();
  await control.faults({
    disabledFilters: ["instant"],
    answer: { path: "/subscription", method: "PUT", status: 403, errorCode: "SUB-528" },
  });
  const { body } = await socket.subscribe(instantFilter, storeFilter);
  const refused = await socket.request("PUT", `/restapi/v1.0/subscription/${String(body["id"])}`, {
    eventFilters: [storeFilter],
  });
  expect([body["disabledFilters"], body["eventFilters"], refused.meta["status"], refused.body]).toMatchObject([
    [{ filter: expect.stringContaining("instant"), reason: "SUB-405" }],
    [expect.stringMatching(/message-store$/u)],
    403,
    { errors: [{ errorCode: "SUB-528" }] },
  ]);
});

test("A WebSocket token lives as long as told, and may be good for one connection only", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  await control.faults({ wsTokenSingleUse: true, wsTokenLifetimeS: 5 });
  const { uri, ws_access_token, expires_in } = await wsTokenFor(probe);
  const first = await socketAt(uri, ws_access_token).next("ConnectionDetails");
  const second = await socketAt(uri, ws_access_token).next("Error");
  const old = await wsTokenFor(probe);
  await control.faults({ advanceS: 6 });
  const third = await socketAt(old.uri, old.ws_access_token).next("Error");
  expect([expires_in, first.meta["status"], second.body["errorCode"], third.body["errorCode"]]).toEqual([
    5,
    200,
    "WSG-901",
    "WSG-901",
  ]);
});

test("Events can have the older shape", async () => {
  const { control, socket, text } = await listening();
  await control.faults({ oldEventShape: true });
  await text("Hello");
  const { body } = await socket.next("ServerNotification");
  const names = Object.keys(body["body"] as object);
  expect([
    names.includes("conversationId"),
    names.filter((name) => ["conversation", "owner", "eventType"].includes(name)),
  ]).toEqual([true, []]);
});

test("The event of one's own text can come before the answer", async () => {
  const { control, socket, probe } = await listening(storeFilter);
  await control.faults({ eventBeforeReply: true });
  const order: string[] = [];
  const told = socket.next("ServerNotification").then(() => order.push("event"));
  const body = { from: { phoneNumber: dana }, to: [{ phoneNumber: alice }], text: "Hello" };
  const answered = probe.ask("POST", "E/sms", body).then(() => order.push("answer"));
  await Promise.all([told, answered]);
  expect(order).toEqual(["event", "answer"]);
});
