import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { restProbe } from "./probes/rest-probe.ts";
import { instantFilter, openSocket, storeFilter, wscOf, wsTokenFor } from "./probes/socket-probe.ts";
import { alice, dana, started } from "./probes/started.ts";

/** "reset", "silence" (after 300 ms), or the status. */
const outcomeOf = async (url: string, init: RequestInit = {}): Promise<string> => {
  try {
    const { status } = await fetch(url, { ...init, signal: AbortSignal.timeout(300) });
    return String(status);
  } catch (error) {
    return error instanceof DOMException && error.name === "TimeoutError" ? "silence" : "reset";
  }
};

const signedIn = async () => {
  const start = await started();
  const { ringCentral, control } = start;
  const probe = await restProbe(ringCentral);
  await control.faults({ mediaOnSecondHost: true });
  await control.inbound({
    from: alice,
    to: dana,
    attachments: [{ fileName: "a.png", contentType: "image/png", base64: "QUJD" }],
  });
  const picture = (await control.messages())[0]?.attachments[0]?.uri ?? "";
  const headers = { authorization: `Bearer ${probe.token}`, "content-type": "application/json" };
  const own = `${ringCentral.server}/restapi/v1.0/account/~/extension/~`;
  const sms = { from: { phoneNumber: dana }, to: [{ phoneNumber: alice }], text: "Sent" };
  const sent = async () => (await control.messages()).filter(({ direction }) => direction === "Outbound").length;
  return {
    ...start,
    probe,
    sent,
    read: () => outcomeOf(own, { headers }),
    look: () => outcomeOf(picture, { headers }),
    send: () => outcomeOf(`${own}/sms`, { method: "POST", headers, body: JSON.stringify(sms) }),
  };
};

test("While the network is off every connection is reset, to both ports, and afterwards all is as before", async () => {
  const { control, probe, read, look, send, sent } = await signedIn();
  const socket = await openSocket(probe);
  await socket.next("ConnectionDetails");
  const before = [await read(), await look()];
  await control.faults({ unreachable: true });
  await socket.closed;
  const [during, sockets] = [[await read(), await look(), await send()], await control.webSockets()];
  await control.faults({ unreachable: false });
  expect([before, during, sockets, await sent(), [await read(), await look(), await send()], await sent()]).toEqual([
    ["200", "200"],
    ["reset", "reset", "reset"],
    0,
    0,
    ["200", "200", "200"],
    1,
  ]);
});

test("What a session misses while the network is off is replayed when it is recovered", async () => {
  const { control, probe } = await signedIn();
  const socket = await openSocket(probe);
  const { token } = wscOf(await socket.next("ConnectionDetails"));
  await socket.subscribe(instantFilter);
  const ticket = await wsTokenFor(probe);
  await control.faults({ unreachable: true });
  for (const text of ["One", "Two"]) await control.inbound({ from: alice, to: dana, text });
  await control.faults({ unreachable: false });
  const fresh = await openSocket(probe, token);
  const { body } = await fresh.next("ConnectionDetails");
  const replayed = [await fresh.next("ServerNotification"), await fresh.next("ServerNotification")];
  expect([
    ticket.expires_in,
    body["recoveryState"],
    replayed.map((frame) => (frame.body["body"] as { readonly subject: string }).subject),
  ]).toEqual([30, "Successful", ["One", "Two"]]);
});

test("A request that was taken when the network went is done, and its answer is lost", async () => {
  const { control, send, sent } = await signedIn();
  await control.faults({ latencyMs: 100 });
  const sending = send();
  await eventually(async () => expect(await sent()).toBe(1));
  await control.faults({ unreachable: true });
  const outcome = await sending;
  const log = await eventually(async () => {
    const found = (await control.requests()).find(({ path }) => path.endsWith("/sms"));
    if (found === undefined) throw new Error("not logged yet");
    return found;
  });
  expect([outcome, log.status]).toEqual(["reset", null]);
});

test("In a black hole connections stay open, old and new, and nothing is read or answered; then they are reset", async () => {
  const { ringCentral, control, probe, read, send, sent } = await signedIn();
  const socket = await openSocket(probe);
  await socket.next("ConnectionDetails");
  await socket.subscribe(storeFilter);
  const { uri, ws_access_token } = await wsTokenFor(probe);
  const [unread] = await control.messages();
  await control.faults({ blackhole: true });

  const path = `/restapi/v1.0/account/~/extension/~/message-store/${unread?.id}`;
  socket.send({ type: "ClientRequest", messageId: "mark", method: "PUT", path }, { readStatus: "Read" });
  socket.send({ type: "Heartbeat", messageId: "beat" });
  // Asks for an interim answer, which Node's server gives by itself.
  const raw = connect(Number(new URL(ringCentral.server).port), "127.0.0.1");
  onTestFinished(() => void raw.destroy());
  raw.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n");
  let interim = "";
  raw.on("data", (data) => (interim += data.toString("utf8")));
  raw.on("error", () => undefined);
  const late = new WebSocket(`${uri}?access_token=${ws_access_token}`);
  const torn = new Promise((resolve) => late.addEventListener("error", () => resolve("torn")));
  const answers = [await send(), await read(), await outcomeOf(`${ringCentral.server}/nothing`)];
  await control.inbound({ from: alice, to: dana, text: "Nobody hears this" });
  const states = [socket.socket.readyState, late.readyState, await control.webSockets()];
  const heard = socket.waiting("Heartbeat").length + socket.waiting("ServerNotification").length;
  const logged = (await control.requests()).filter(({ path }) => path.endsWith("/sms")).length;
  const [still] = await control.messages();
  const done = [await sent(), still?.readStatus];

  await control.faults({ blackhole: false });
  await socket.closed;
  expect({ answers, states, heard, interim, logged, done, late: await torn, after: await read() }).toEqual({
    answers: ["silence", "silence", "silence"],
    states: [WebSocket.OPEN, WebSocket.CONNECTING, 1],
    heard: 0,
    interim: "",
    logged: 0,
    done: [0, "Unread"],
    late: "torn",
    after: "200",
  });
});

test("An answer that was due when the black hole opened never comes, though the work is done", async () => {
  const { control, send, sent } = await signedIn();
  await control.faults({ latencyMs: 50 });
  const sending = send();
  await eventually(async () => expect(await sent()).toBe(1));
  await control.faults({ blackhole: true });
  expect(await sending).toBe("silence");
});

test("The server finds out about a black hole by a missing pong; what comes then is kept for the recovery", async () => {
  const { control, probe } = await signedIn();
  const socket = await openSocket(probe);
  const { token } = wscOf(await socket.next("ConnectionDetails"));
  await socket.subscribe(instantFilter);
  await control.faults({ blackhole: true, pingIntervalS: 0.1, pongTimeoutS: 0.2 });
  await control.inbound({ from: alice, to: dana, text: "Into the void" });
  await eventually(async () => expect(await control.webSockets()).toBe(0));
  await control.inbound({ from: alice, to: dana, text: "Kept" });
  const isOpen = socket.socket.readyState === socket.socket.OPEN;
  // Clearing the faults turns the network on again.
  await control.clearFaults();
  await socket.closed;
  const fresh = await openSocket(probe, token);
  const { body } = await fresh.next("ConnectionDetails");
  const first = await fresh.next("ServerNotification");
  expect([isOpen, body["recoveryState"], first.body["body"]]).toMatchObject([true, "Successful", { subject: "Kept" }]);
});
