import { expect, test } from "vitest";
import { restProbe } from "./probes/rest-probe.ts";
import { instantFilter, openSocket, socketAt, storeFilter, wscOf, wsTokenFor } from "./probes/socket-probe.ts";
import { alice, dana, started } from "./probes/started.ts";

const expanded = (filter: string): string =>
  filter.replace("account/~", "account/809646016").replace("extension/~", "extension/629893101");

test("A connection begins with its details, and recoveryState is only told to those who tried to recover", async () => {
  const { ringCentral } = await started();
  const probe = await restProbe(ringCentral);
  const socket = await openSocket(probe);
  const { meta, body } = await socket.next("ConnectionDetails");
  expect({ meta, body }).toEqual({
    meta: {
      type: "ConnectionDetails",
      messageId: expect.any(String),
      status: 200,
      headers: { RCRequestId: expect.any(String) },
      wsc: { token: expect.any(String), sequence: 1 },
    },
    body: {
      creationTime: expect.stringMatching(/\+0000$/u),
      maxConnectionsPerSession: 50,
      recoveryBufferSize: 100,
      recoveryTimeout: 180,
      idleTimeout: 1800,
      absoluteTimeout: 86_400,
      maxActiveRequests: 10,
    },
  });
});

test("A heartbeat is answered with its own message id", async () => {
  const { ringCentral } = await started();
  const socket = await openSocket(await restProbe(ringCentral));
  await socket.next("ConnectionDetails");
  socket.send({ type: "Heartbeat", messageId: "beat/1" });
  expect((await socket.next("Heartbeat")).meta).toEqual({ type: "Heartbeat", messageId: "beat/1" });
});

test("A subscription is created, changed, read, refused to strangers, and deleted", async () => {
  const { ringCentral } = await started();
  const socket = await openSocket(await restProbe(ringCentral));
  const created = await socket.subscribe(instantFilter);
  const id = String(created.body["id"]);
  const path = `/restapi/v1.0/subscription/${id}`;
  const changed = await socket.request("PUT", path, { eventFilters: [instantFilter, storeFilter] });
  const listed = await socket.request("GET", "/restapi/v1.0/subscription");
  const unknown = await socket.request("PUT", "/restapi/v1.0/subscription/other", { eventFilters: [instantFilter] });
  const deleted = await socket.request("DELETE", path);
  const gone = await socket.request("DELETE", path);

  expect({
    created: created.body,
    changed: [changed.body["id"], changed.body["eventFilters"]],
    listed: listed.body["records"],
    statuses: [created, changed, unknown, deleted, gone].map(({ meta }) => meta["status"]),
    deleted: deleted.body,
    gone: gone.body["errors"],
  }).toEqual({
    created: {
      uri: `${ringCentral.server}${path}`,
      id,
      creationTime: expect.any(String),
      expirationTime: expect.any(String),
      expiresIn: 900,
      status: "Active",
      eventFilters: [expanded(instantFilter)],
      deliveryMode: { transportType: "WebSocket", encryption: false },
    },
    changed: [id, [expanded(instantFilter), expanded(storeFilter)]],
    listed: [expect.objectContaining({ id })],
    statuses: [200, 200, 404, 204, 404],
    deleted: {},
    gone: [expect.objectContaining({ errorCode: "SUB-507" })],
  });
});

test("A second subscription replaces the first of its connection", async () => {
  const { ringCentral, control } = await started();
  const socket = await openSocket(await restProbe(ringCentral));
  await socket.subscribe(instantFilter);
  const second = await socket.subscribe(storeFilter);
  await control.inbound({ from: alice, to: dana, text: "Hello" });
  const { body } = await socket.next("ServerNotification");
  expect([body["subscriptionId"], body["event"], socket.waiting("ServerNotification")]).toEqual([
    second.body["id"],
    expanded(storeFilter),
    [],
  ]);
});

test("Filters nobody knows, of others, or of other accounts are refused; beside a good one they are disabled", async () => {
  const { ringCentral } = await started();
  const socket = await openSocket(await restProbe(ringCentral));
  const ofSam = "/restapi/v1.0/account/~/extension/629893102/message-store/instant?type=SMS";
  const refusals = [
    await socket.subscribe("/restapi/v1.0/nonsense"),
    await socket.subscribe("/restapi/v1.0/account/~/extension/~/message-store/instant?type=Pager"),
    await socket.subscribe(ofSam),
    await socket.subscribe("/restapi/v1.0/account/1/extension/1/message-store"),
    await socket.subscribe("/restapi/v1.0/account/~/extension/5/message-store"),
  ].map(({ meta, body }) => [meta["status"], body["errorCode"]]);
  const mixed = await socket.subscribe(instantFilter, ofSam);
  const admin = await openSocket(await restProbe(ringCentral, "110"));
  const allowed = await admin.subscribe(ofSam);

  expect({ refusals, disabled: mixed.body["disabledFilters"], allowed: allowed.meta["status"] }).toEqual({
    refusals: [
      [400, "SUB-508"],
      [400, "SUB-508"],
      [403, "SUB-405"],
      [403, "SUB-406"],
      [400, "SUB-408"],
    ],
    disabled: [
      {
        filter: ofSam.replace("~", "809646016"),
        reason: "SUB-405",
        message: expect.any(String),
      },
    ],
    allowed: 200,
  });
});

test("Notifications carry the envelope, the event's uuid as message id, and a growing sequence", async () => {
  const { ringCentral, control } = await started();
  const socket = await openSocket(await restProbe(ringCentral));
  const { body: subscription } = await socket.subscribe(instantFilter);
  const id = await control.inbound({ from: "(415) 555-0121", to: dana, text: "Hello" });
  await control.inbound({ from: "72345", to: dana, text: "Code 1234" });
  const first = await socket.next("ServerNotification");
  const second = await socket.next("ServerNotification");

  expect({ first, grows: wscOf(second).sequence - wscOf(first).sequence, from: second.body["body"] }).toEqual({
    first: {
      meta: {
        type: "ServerNotification",
        messageId: first.body["uuid"],
        status: 200,
        headers: expect.any(Object),
        wsc: { token: expect.any(String), sequence: expect.any(Number) },
      },
      body: {
        uuid: expect.any(String),
        event: expanded(instantFilter),
        timestamp: expect.any(String),
        subscriptionId: subscription["id"],
        ownerId: "629893101",
        body: {
          id: String(id),
          to: [{ phoneNumber: dana, name: "Dana Whitfield", location: "Belmont, CA", target: true }],
          from: {
            phoneNumber: alice,
            location: "San Francisco, CA",
            phoneNumberInfo: { countryCode: "1", nationalDestinationCode: "415", subscriberNumber: "5550121" },
          },
          type: "SMS",
          creationTime: expect.stringMatching(/Z$/u),
          lastModifiedTime: expect.stringMatching(/Z$/u),
          readStatus: "Unread",
          priority: "Normal",
          attachments: [{ id: String(id), type: "Text", contentType: "text/plain" }],
          direction: "Inbound",
          availability: "Alive",
          subject: "Hello",
          messageStatus: "Received",
          conversation: { id: expect.stringMatching(/^\d{19}$/u) },
          eventType: "Create",
          owner: { extensionId: "629893101", extensionType: "User", name: "Dana Whitfield" },
        },
      },
    },
    grows: 1,
    from: expect.objectContaining({ from: { phoneNumber: "72345" } }),
  });
});

test("The message-store filter hears of everything and can be narrowed by type and direction", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  const narrow = await openSocket(probe);
  await narrow.subscribe(`${storeFilter}?type=Pager&direction=Inbound`);
  const wide = await openSocket(probe);
  await wide.subscribe(storeFilter);

  const text = await control.inbound({ from: alice, to: dana, text: "Hello" });
  await probe.ask("PUT", `E/message-store/${text}`, { readStatus: "Read" });
  const pager = await control.inbound({ from: "102", to: "101", text: "Lunch?" });
  const bodyOf = async (socket: typeof wide) => (await socket.next("ServerNotification")).body["body"];
  const change = (changes: object) => ({
    accountId: "809646016",
    extensionId: "629893101",
    lastUpdated: expect.stringMatching(/\+0000$/u),
    changes: [changes],
  });
  expect({
    wide: [await bodyOf(wide), await bodyOf(wide), await bodyOf(wide)],
    narrow: await bodyOf(narrow),
  }).toEqual({
    wide: [
      change({ type: "SMS", newCount: 1, updatedCount: 0, newMessageIds: [text] }),
      change({ type: "SMS", newCount: 0, updatedCount: 1 }),
      change({ type: "Pager", newCount: 1, updatedCount: 0, newMessageIds: [pager] }),
    ],
    narrow: change({ type: "Pager", newCount: 1, updatedCount: 0, newMessageIds: [pager] }),
  });
});

test("In a group the recipients keep their order and one's own number is the target", async () => {
  const { ringCentral, control } = await started();
  const socket = await openSocket(await restProbe(ringCentral));
  await socket.subscribe(instantFilter);
  const to = ["+14155550122", dana, "+14155550123"];
  await control.inbound({ from: alice, to, text: "Everybody" });
  const { body } = await socket.next("ServerNotification");
  expect(body["body"]).toMatchObject({
    to: [{ phoneNumber: to[0] }, { phoneNumber: dana, target: true }, { phoneNumber: to[2] }],
  });
});

test("A queue's text reaches the one who reads for it, with the queue as owner", async () => {
  const { ringCentral, control } = await started();
  const [reader, member] = [await restProbe(ringCentral, "102"), await restProbe(ringCentral)];
  const [socket, other] = [await openSocket(reader), await openSocket(member)];
  await socket.subscribe(instantFilter);
  await other.subscribe(instantFilter);
  const id = await control.inbound({ from: alice, to: "+16505550201", text: "Is anybody there?" });
  const { body } = await socket.next("ServerNotification");

  const shared = await reader.ask("GET", "E/message-store?owner=Shared");
  const personal = await reader.ask("GET", "E/message-store");
  expect([body["body"], shared.json, personal.json, other.waiting("ServerNotification")]).toMatchObject([
    { owner: { extensionId: "629893201", extensionType: "Department", name: "Client Service" } },
    { records: [{ id, owner: { extensionType: "Department" } }] },
    { records: [] },
    [],
  ]);
});

test("A WebSocket token that nobody gave out is answered with an Error frame and a closed connection", async () => {
  const { ringCentral } = await started();
  const { uri } = await wsTokenFor(await restProbe(ringCentral));
  const socket = socketAt(uri, "made-up");
  const { meta, body } = await socket.next("Error");
  await socket.closed;
  expect([meta["status"], body["errorCode"]]).toEqual([401, "WSG-901"]);
});

test("A request with an unknown path is answered on the socket with a body", async () => {
  const { ringCentral } = await started();
  const socket = await openSocket(await restProbe(ringCentral));
  const { meta, body } = await socket.request("GET", "/restapi/v1.0/nothing");
  const extension = await socket.request("GET", "/restapi/v1.0/account/~/extension/~");
  expect([meta["status"], body["errorCode"], extension.body["name"]]).toEqual([404, "CMN-120", "Dana Whitfield"]);
});
