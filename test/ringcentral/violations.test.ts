import { expect, test } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { userOf } from "./flows/sign-in.ts";
import { askOAuth, jwtGrant, restProbe } from "./probes/rest-probe.ts";
import { openSocket, storeFilter } from "./probes/socket-probe.ts";
import { alice, dana, started } from "./probes/started.ts";

const signedIn = async () => {
  const start = await started();
  return { ...start, probe: await restProbe(start.ringCentral) };
};

test("A request in the penalty of its group is written down, in another group or after the penalty not", async () => {
  const { control, probe } = await signedIn();
  await control.faults({ rateLimits: { light: 1, penaltyS: 60 } });
  await probe.ask("GET", "E");
  await probe.ask("GET", "E");
  await control.faults({ advanceS: 30 });
  await probe.ask("GET", "A/call-queues");
  const before = await control.violations();
  await probe.ask("GET", "E/message-store?phoneNumber=x");
  await control.faults({ advanceS: 61 });
  await probe.ask("GET", "E");
  const [found, ...more] = await control.violations();
  expect([before, found, more]).toEqual([
    [],
    {
      kind: "request-in-penalty",
      group: "light",
      method: "GET",
      path: "/restapi/v1.0/account/~/extension/~/message-store",
      at: expect.stringMatching(/^\d{4}-.*Z$/u),
      sinceRefusalMs: expect.closeTo(30_000, -4),
      leftMs: expect.closeTo(30_000, -4),
    },
    [],
  ]);
});

test("A made-up 429 is a penalty too: for its Retry-After, or half a minute", async () => {
  const { control, probe } = await signedIn();
  await control.faults({ answer: { path: "/extension/~", status: 429, retryAfter: 7 } });
  await probe.ask("GET", "E");
  await control.faults({ advanceS: 5 });
  await probe.ask("GET", "E");
  await control.faults({ advanceS: 3, answer: { path: "/extension/~", status: 429 } });
  await probe.ask("GET", "E");
  await control.faults({ advanceS: 28 });
  await probe.ask("GET", "E");
  await control.faults({ advanceS: 3 });
  await probe.ask("GET", "E");
  const left = (await control.violations()).map((entry) =>
    entry.kind === "request-in-penalty" ? Math.round(entry.leftMs / 1000) : entry,
  );
  expect(left).toEqual([2, 2]);
});

test("Requests that were on their way when the refusal was told, and a refusal never told, are no offence", async () => {
  const { ringCentral, control, probe } = await signedIn();
  await control.faults({ rateLimits: { light: 1 } });
  await Promise.all([probe.ask("GET", "E"), probe.ask("GET", "E"), probe.ask("GET", "E")]);
  const together = (await control.requests()).map(({ status }) => status);
  await control.faults({ rateLimits: { medium: 0 }, resetAfterWork: { path: "/call-queues" } });
  await probe.ask("GET", "A/call-queues").catch(() => "torn");
  await control.faults({ advanceS: 10 });
  await probe.ask("GET", "A/call-queues");
  // This client has gone away before the refusal is written.
  await control.faults({ rateLimits: { heavy: 0 }, latencyMs: 300 });
  const url = `${ringCentral.server}/restapi/v1.0/account/~/extension/~/address-book/contact`;
  const headers = { authorization: `Bearer ${probe.token}` };
  const impatient = fetch(url, { headers, signal: AbortSignal.timeout(100) });
  await expect(impatient).rejects.toThrow("timeout");
  await eventually(async () => expect((await control.requests()).at(-1)).toMatchObject({ status: null }));
  await control.faults({ advanceS: 10, latencyMs: 0 });
  await probe.ask("GET", "E/address-book/contact");
  expect([together.filter((status) => status === 429).length, await control.violations()]).toEqual([2, []]);
});

test("The sixth request of the Auth group within a rolling minute is written down, whatever it was answered", async () => {
  const { ringCentral, control } = await started();
  const form = { grant_type: jwtGrant, assertion: userOf(ringCentral, "101").jwt };
  const signIn = () => askOAuth(ringCentral, "token", form);
  await control.faults({ answer: { path: "/oauth/token", status: 503, times: 2 } });
  for (let count = 0; count < 4; count += 1) await signIn();
  await control.faults({ advanceS: 59 });
  const probe = await restProbe(ringCentral);
  const before = await control.violations();
  await probe.ask("POST", "/restapi/oauth/wstoken");
  // Those of the other minute do not count any more, nor do another user's.
  await control.faults({ advanceS: 2 });
  await signIn();
  await askOAuth(ringCentral, "token", { grant_type: jwtGrant, assertion: userOf(ringCentral, "102").jwt });
  expect([before, await control.violations()]).toEqual([
    [],
    [{ kind: "too-many-sign-ins", path: "/restapi/oauth/wstoken", at: expect.any(String), count: 6 }],
  ]);
});

test("Two live sockets of one session with a subscription each are written down, one after the other are not", async () => {
  const { control, probe } = await signedIn();
  const connect = async () => {
    const socket = await openSocket(probe);
    await socket.next("ConnectionDetails");
    await socket.subscribe(storeFilter);
    return socket;
  };
  const first = await connect();
  first.socket.close();
  await first.closed;
  const second = await connect();
  await control.faults({ halfOpen: true });
  await connect();
  await control.faults({ advanceS: 1 });
  const before = await control.violations();
  await connect();
  const found = await eventually(async () => {
    const list = await control.violations();
    if (list.length === 0) throw new Error("none yet");
    return list;
  });
  expect([second.socket.readyState, before, found]).toEqual([
    second.socket.OPEN,
    [],
    [{ kind: "second-socket", at: expect.any(String), count: 2 }],
  ]);
});

test("A deletion that would empty the message store is written down, one that names what it deletes is not", async () => {
  const { control, probe } = await signedIn();
  const ids = await control.inboundMany({ from: alice, to: dana, count: 3 });
  const [message] = await control.messages();
  await probe.ask("DELETE", `E/message-store/${ids[0]}`);
  await probe.ask("DELETE", "E/message-store", [ids[1]]);
  await probe.ask("DELETE", `E/message-store?conversationId=${message?.conversation.id}`);
  const before = await control.violations();
  await probe.ask("DELETE", "E/message-store/");
  await probe.ask("DELETE", "E/message-store", []);
  await probe.ask("DELETE", "E/message-store?conversationId=");
  const own = "/restapi/v1.0/account/~/extension/~/message-store";
  expect([before, (await control.violations()).map((entry) => [entry.kind, "path" in entry && entry.path])]).toEqual([
    [],
    [
      ["delete-without-ids", `${own}/`],
      ["delete-without-ids", own],
      ["delete-without-ids", own],
    ],
  ]);
});
