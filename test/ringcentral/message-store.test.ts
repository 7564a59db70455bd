import { expect, test } from "vitest";
import { z } from "zod";
import { restProbe, type RestProbe } from "./probes/rest-probe.ts";
import { alice, ben, dana, sam, started, type Started } from "./probes/started.ts";

const list = z.object({
  records: z.array(z.object({ id: z.number(), subject: z.string(), readStatus: z.string(), availability: z.string() })),
  paging: z.record(z.string(), z.number()),
  navigation: z.record(z.string(), z.object({ uri: z.string() })),
});

type Filled = Started & {
  readonly probe: RestProbe;
  /** Inbound: one and two from Alice, three from Ben; a company message from extension 102. */
  readonly ids: readonly [one: number, two: number, three: number, lunch: number];
};

const filled = async (): Promise<Filled> => {
  const start = await started();
  const probe = await restProbe(start.ringCentral);
  const { control } = start;
  const ids = [
    await control.inbound({ from: alice, to: dana, text: "one" }),
    await control.inbound({ from: alice, to: dana, text: "two" }),
    await control.inbound({ from: ben, to: dana, text: "three" }),
    await control.inbound({ from: "102", to: "101", text: "lunch" }),
  ] as const;
  return { ...start, probe, ids };
};

const subjects = async (probe: RestProbe, query: string): Promise<readonly string[]> =>
  list.parse((await probe.ask("GET", `E/message-store${query}`)).json).records.map(({ subject }) => subject);

test("The list is newest first and every filter narrows it", async () => {
  const { probe, control, ids } = await filled();
  const conversation = (await control.messages())[0]?.conversation.id ?? "";
  await probe.ask("PUT", `E/message-store/${ids[0]}`, { readStatus: "Read" });
  await probe.ask("DELETE", `E/message-store/${ids[1]}`);
  const now = new Date().toISOString();
  const queries = {
    all: "",
    texts: "?messageType=SMS",
    both: "?messageType=SMS&messageType=Pager",
    unread: "?readStatus=Unread",
    outbound: "?direction=Outbound",
    ofBen: "?phoneNumber=%2B14155550122",
    deleted: "?availability=Deleted",
    withDeleted: "?availability=Alive&availability=Deleted&messageType=SMS",
    conversation: `?conversationId=${conversation}&availability=Alive&availability=Deleted`,
    distinct: "?distinctConversations=true&availability=Alive&availability=Deleted&messageType=SMS",
    future: `?dateFrom=${encodeURIComponent(new Date(Date.now() + 1000).toISOString())}`,
    upToNow: `?dateTo=${encodeURIComponent(now)}&messageType=SMS`,
    shared: "?owner=Shared",
  };
  const found: Record<string, readonly string[]> = {};
  for (const [name, query] of Object.entries(queries)) found[name] = await subjects(probe, query);
  expect(found).toEqual({
    all: ["lunch", "three", "one"],
    texts: ["three", "one"],
    both: ["lunch", "three", "one"],
    unread: ["lunch", "three"],
    outbound: [],
    ofBen: ["three"],
    deleted: ["two"],
    withDeleted: ["three", "two", "one"],
    conversation: ["two", "one"],
    distinct: ["three", "two"],
    future: [],
    upToNow: ["three", "one"],
    shared: [],
  });
});

test("Without dateFrom only the day before is listed", async () => {
  const { ringCentral, probe, control } = await filled();
  const today = (await subjects(probe, "?messageType=SMS")).length;
  await control.faults({ advanceS: 25 * 3600 });
  const later = await restProbe(ringCentral);
  const since = encodeURIComponent(new Date(Date.now() - 60_000).toISOString());
  expect([
    today,
    await subjects(later, ""),
    (await subjects(later, `?dateFrom=${since}&messageType=SMS`)).length,
  ]).toEqual([3, [], 3]);
});

test("Pages say where they are and where the next one is; the last has no next", async () => {
  const { probe } = await filled();
  const page = async (query: string) => list.parse((await probe.ask("GET", `E/message-store?${query}`)).json);
  const first = await page("perPage=3");
  const next = new URL(first.navigation["nextPage"]?.uri ?? "");
  const second = await page(next.search.slice(1));
  expect([
    first.records.length,
    first.paging,
    second.records.length,
    second.paging,
    Object.keys(second.navigation),
  ]).toEqual([
    3,
    { page: 1, perPage: 3, pageStart: 0, pageEnd: 2, totalPages: 2, totalElements: 4 },
    1,
    { page: 2, perPage: 3, pageStart: 3, pageEnd: 3, totalPages: 2, totalElements: 4 },
    ["firstPage", "previousPage", "lastPage"],
  ]);
});

test("An empty or unreadable date, an unknown type and a page size of nought are refused by name", async () => {
  const { probe } = await filled();
  const names: unknown[] = [];
  for (const query of ["dateFrom=", "dateTo=yesterday", "messageType=Fux", "perPage=0", "perPage=1001"]) {
    const { status, json } = await probe.ask("GET", `E/message-store?${query}`);
    names.push([status, z.object({ parameterName: z.string() }).parse(json).parameterName]);
  }
  expect(names).toEqual(["dateFrom", "dateTo", "messageType", "perPage", "perPage"].map((name) => [400, name]));
});

test("Messages of others are not found", async () => {
  const { ringCentral, ids } = await filled();
  const other = await restProbe(ringCentral, "102");
  const { status, json } = await other.ask("GET", `E/message-store/${ids[0]}`);
  expect([status, json]).toMatchObject([404, { errors: [{ errorCode: "CMN-102", parameterName: "messageId" }] }]);
});

const bulk = "application/vnd.ringcentral.multipart+json";

test("Several messages come as 207: a list when asked for, else multipart with the outcomes first", async () => {
  const { probe, ids } = await filled();
  const path = `E/message-store/${ids[0]},1,${ids[1]}`;
  const asList = await probe.ask("GET", path, undefined, { accept: bulk });
  const asParts = await probe.ask("GET", path);
  const parts = asParts.text
    .split(/\r\n\r\n|\r\n--/u)
    .filter((part) => part.startsWith("{"))
    .map((part) => JSON.parse(part) as unknown);

  expect({ statuses: [asList.status, asParts.status], list: asList.json, parts }).toMatchObject({
    statuses: [207, 207],
    list: [
      { resourceId: String(ids[0]), status: 200, body: { subject: "one" } },
      { resourceId: "1", status: 404, body: { errors: [{ errorCode: "CMN-102" }] } },
      { resourceId: String(ids[1]), status: 200, body: { subject: "two" } },
    ],
    parts: [
      { response: [{ status: 200, responseDescription: "OK" }, { status: 404 }, { status: 200 }] },
      { subject: "one" },
      { errorCode: "CMN-102" },
      { subject: "two" },
    ],
  });
});

test("More than fifty ids in a path are too many", async () => {
  const { probe } = await filled();
  const many = Array.from({ length: 51 }, (_, index) => index + 1).join(",");
  const { status, json } = await probe.ask("GET", `E/message-store/${many}`);
  expect([status, json]).toMatchObject([400, { errors: [{ errorCode: "CMN-106" }] }]);
});

test("Messages are marked read one by one, many by path, and many by body", async () => {
  const { probe, control, ids } = await filled();
  const one = await probe.ask("PUT", `E/message-store/${ids[0]}`, { readStatus: "Read" });
  const two = await probe.ask("PUT", `E/message-store/${ids[1]},${ids[2]}`, { readStatus: "Read" });
  const entries = JSON.stringify([
    { resourceId: String(ids[3]), body: { readStatus: "Read" } },
    { resourceId: String(ids[0]), body: { readStatus: "Unread" } },
  ]);
  const three = await probe.ask("PUT", "E/message-store/*", entries, { "content-type": bulk, accept: bulk });
  const wrong = await probe.ask("PUT", `E/message-store/${ids[0]}`, { readStatus: "Seen" });
  const held = (await control.messages()).filter(({ direction }) => direction === "Inbound");
  expect([[one, two, three, wrong].map(({ status }) => status), held.map(({ readStatus }) => readStatus)]).toEqual([
    [200, 207, 207, 400],
    ["Unread", "Read", "Read", "Read"],
  ]);
});

test("A deleted message can be restored; deleted twice, or purged, it is gone for good", async () => {
  const { probe, control, ids } = await filled();
  const state = async () => (await control.messages())[0]?.availability;
  const path = `E/message-store/${ids[0]}`;
  const seen = [(await probe.ask("DELETE", path)).status, await state()];
  seen.push((await probe.ask("PATCH", path, { availability: "Alive" })).status, await state());
  seen.push((await probe.ask("DELETE", path)).status, (await probe.ask("DELETE", path)).status, await state());
  seen.push(
    (await probe.ask("DELETE", path)).status,
    (await probe.ask("PATCH", path, { availability: "Alive" })).status,
  );
  const purged = await probe.ask("DELETE", `E/message-store/${ids[1]},${ids[2]}?purge=true`);
  const partly = await probe.ask("DELETE", `E/message-store/${ids[3]},1`);
  expect([seen, purged.status, partly.status, (await control.messages())[1]?.availability]).toEqual([
    [204, "Deleted", 200, "Alive", 204, 204, "Purged", 404, 404],
    204,
    207,
    "Purged",
  ]);
});

test("Whole conversations are deleted by filter, and everything is when there is none", async () => {
  const { probe, control } = await filled();
  const alive = async () =>
    (await control.messages()).filter((message) => message.availability === "Alive").map(({ subject }) => subject);
  const conversation = (await control.messages())[0]?.conversation.id ?? "";
  await probe.ask("DELETE", `E/message-store?conversationId=${conversation}`);
  const afterOne = await alive();
  await probe.ask("DELETE", "E/message-store?type=SMS");
  const afterTexts = await alive();
  await probe.ask("DELETE", "E/message-store");
  expect([afterOne, afterTexts, await alive()]).toEqual([["three", "lunch", "lunch"], ["lunch", "lunch"], ["lunch"]]);
});

test("An attachment is served whole, in ranges, by name, with the token in the address, and to its owner only", async () => {
  const { ringCentral, control, probe } = await filled();
  const base64 = Buffer.from("0123456789").toString("base64");
  const id = await control.inbound({
    from: alice,
    to: [dana, sam],
    text: "Look",
    attachments: [{ fileName: "a.png", contentType: "image/png", base64 }],
  });
  const held = (await control.messages()).find((message) => message.id === id);
  const uri = held?.attachments.at(-1)?.uri ?? "";
  const path = new URL(uri).pathname;
  const range = (value: string) => probe.ask("GET", path, undefined, { range: value });
  const answers = [
    await probe.ask("GET", path),
    await range("bytes=2-4"),
    await range("bytes=-3"),
    await range("bytes=7-"),
    await range("bytes=10-"),
  ].map(({ status, text, headers }) => [status, status < 300 ? text : "", headers.get("content-range")]);
  const named = await probe.ask("GET", `${path}?contentDisposition=Attachment&contentDispositionFilename=cat.png`);
  const byQuery = await fetch(`${uri}?access_token=${probe.token}`);
  const nobody = await fetch(uri);
  const other = await (await restProbe(ringCentral, "103")).ask("GET", path);
  const text = await probe.ask("GET", `E/message-store/${id}/content/${id}`);

  expect({
    answers,
    named: named.headers.get("content-disposition"),
    statuses: [byQuery.status, nobody.status, other.status],
    text: [text.text, text.headers.get("content-type")],
  }).toEqual({
    answers: [
      [200, "0123456789", null],
      [206, "234", "bytes 2-4/10"],
      [206, "789", "bytes 7-9/10"],
      [206, "789", "bytes 7-9/10"],
      [416, "", "bytes */10"],
    ],
    named: 'attachment; filename="cat.png"',
    statuses: [200, 401, 403],
    text: ["Look", "text/plain"],
  });
});
