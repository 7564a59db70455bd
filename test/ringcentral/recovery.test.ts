import { expect, test } from "vitest";
import { askOAuth, probeWith, restProbe } from "./probes/rest-probe.ts";
import { instantFilter, openSocket, wscOf, type SocketProbe } from "./probes/socket-probe.ts";
import { alice, dana, started, type Started } from "./probes/started.ts";

type Prepared = Started & { readonly socket: SocketProbe; readonly wsc: string; readonly subscriptionId: unknown };

const subscribed = async (): Promise<Prepared & { readonly probe: Awaited<ReturnType<typeof restProbe>> }> => {
  const start = await started();
  const probe = await restProbe(start.ringCentral);
  const socket = await openSocket(probe);
  const details = await socket.next("ConnectionDetails");
  const { body } = await socket.subscribe(instantFilter);
  return { ...start, probe, socket, wsc: wscOf(details).token, subscriptionId: body["id"] };
};

const drop = async ({ control, socket }: Prepared): Promise<void> => {
  await control.faults({ dropSocket: true });
  await socket.closed;
};

const subjects = (socket: SocketProbe): readonly unknown[] =>
  socket.waiting("ServerNotification").map(({ body }) => (body["body"] as { readonly subject: string }).subject);

test("What was missed while away is replayed in the same read as the connection's details", async () => {
  const before = await subscribed();
  await drop(before);
  for (const text of ["One", "Two", "Three"]) await before.control.inbound({ from: alice, to: dana, text });

  const socket = await openSocket(before.probe, before.wsc);
  const { meta, body } = await socket.next("ConnectionDetails");
  // Nothing awaited in between: whatever was not in the same read is not here yet.
  const replayed = subjects(socket);
  expect([body["recoveryState"], wscOf({ meta, body }).sequence, replayed]).toEqual([
    "Successful",
    1,
    ["One", "Two", "Three"],
  ]);
});

test("After a recovery the subscription lives on under its id", async () => {
  const before = await subscribed();
  await drop(before);
  const socket = await openSocket(before.probe, before.wsc);
  await socket.next("ConnectionDetails");
  await before.control.inbound({ from: alice, to: dana, text: "Hello" });
  expect((await socket.next("ServerNotification")).body["subscriptionId"]).toBe(before.subscriptionId);
});

test("Only the newest hundred are kept", async () => {
  const before = await subscribed();
  await drop(before);
  for (let index = 1; index <= 103; index += 1)
    await before.control.inbound({ from: alice, to: dana, text: String(index) });
  const socket = await openSocket(before.probe, before.wsc);
  const replayed: unknown[] = [];
  while (replayed.length < 100) replayed.push((await socket.next("ServerNotification")).body["body"]);
  await before.control.inbound({ from: alice, to: dana, text: "New" });
  const next = await socket.next("ServerNotification");
  expect([replayed[0], replayed.at(-1), next.body["body"]]).toMatchObject([
    { subject: "4" },
    { subject: "103" },
    { subject: "New" },
  ]);
});

test("A delay can be put between details and replay", async () => {
  const before = await subscribed();
  await drop(before);
  await before.control.inbound({ from: alice, to: dana, text: "Hello" });
  await before.control.faults({ replayDelayMs: 50 });
  const socket = await openSocket(before.probe, before.wsc);
  await socket.next("ConnectionDetails");
  const atOnce = subjects(socket);
  const { body } = await socket.next("ServerNotification");
  expect([atOnce, body["body"]]).toMatchObject([[], { subject: "Hello" }]);
});

test("Recovery fails when it comes too late, without a subscription, or for another session", async () => {
  const late = await subscribed();
  await late.control.faults({ recoveryTimeoutS: 1 });
  await drop(late);
  await late.control.faults({ advanceS: 2 });
  const tooLate = await openSocket(late.probe, late.wsc);

  const idle = await openSocket(late.probe);
  const { token } = wscOf(await idle.next("ConnectionDetails"));
  idle.socket.close();
  await idle.closed;
  const unsubscribed = await openSocket(late.probe, token);

  const other = await openSocket(await restProbe(late.ringCentral), late.wsc);
  const outcomes = [tooLate, unsubscribed, other].map(async (socket) => {
    const { body } = await socket.next("ConnectionDetails");
    return [body["recoveryState"], body["recoveryErrorCode"]];
  });
  expect(await Promise.all(outcomes)).toEqual([
    ["Failed", "WSG-1004"],
    ["Failed", "WSG-1005"],
    ["Failed", "WSG-1003"],
  ]);
});

test("Recovery works after a refresh: it is the same session", async () => {
  const before = await subscribed();
  const form = { grant_type: "refresh_token", refresh_token: before.probe.refreshToken };
  const { access_token } = (await askOAuth(before.ringCentral, "token", form)).json as {
    readonly access_token: string;
  };
  await drop(before);
  const socket = await openSocket(probeWith(before.ringCentral, access_token), before.wsc);
  expect((await socket.next("ConnectionDetails")).body["recoveryState"]).toBe("Successful");
});

test("A made-up session token is called malformed and the connection closed", async () => {
  const { probe } = await subscribed();
  const socket = await openSocket(probe, "made-up");
  const { body } = await socket.next("Error");
  await socket.closed;
  expect(body).toEqual({ errorCode: "WSG-400", message: "Malformed WebSocket session context token" });
});

test("The knob makes recovery fail as often as told", async () => {
  const before = await subscribed();
  await drop(before);
  await before.control.faults({ recoveryFails: { errorCode: "WSG-1003", times: 1 } });
  const first = await openSocket(before.probe, before.wsc);
  const second = await openSocket(before.probe, before.wsc);
  const states = [await first.next("ConnectionDetails"), await second.next("ConnectionDetails")];
  expect(states.map(({ body }) => body["recoveryState"])).toEqual(["Failed", "Successful"]);
});
