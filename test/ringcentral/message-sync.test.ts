import { expect, test } from "vitest";
import { z } from "zod";
import { restProbe, type RestProbe } from "./probes/rest-probe.ts";
import { alice, dana, started } from "./probes/started.ts";

const reply = z.object({
  records: z.array(z.looseObject({ id: z.number(), subject: z.string().optional() })),
  syncInfo: z.object({
    syncType: z.string(),
    syncToken: z.string(),
    syncTime: z.string(),
    olderRecordsExist: z.boolean().optional(),
  }),
});

const list = z.object({
  records: z.array(z.looseObject({ id: z.number() })),
  navigation: z.looseObject({ nextPage: z.object({ uri: z.string() }).optional() }),
});

const sync = async (probe: RestProbe, query: Readonly<Record<string, string>>) =>
  reply.parse((await probe.ask("GET", `E/message-sync?${new URLSearchParams(query).toString()}`)).json);

const full = { syncType: "FSync", dateFrom: "2020-01-01T00:00:00Z" };

test("A full sync gives the newest first, as many as asked for, and says that there are more", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  for (const text of ["one", "two", "three"]) await control.inbound({ from: alice, to: dana, text });
  const { records, syncInfo } = await sync(probe, { ...full, recordCount: "2" });
  const all = await sync(probe, full);
  expect([records.map(({ subject }) => subject), syncInfo, all.records.length, all.syncInfo.olderRecordsExist]).toEqual(
    [
      ["three", "two"],
      { syncType: "FSync", syncToken: expect.any(String), syncTime: expect.any(String), olderRecordsExist: true },
      3,
      false,
    ],
  );
});

test("An incremental sync gives what changed, reaching five seconds back, and the deleted as id and availability", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  const deleted = await control.inbound({ from: alice, to: dana, text: "to be deleted" });
  const untouched = await control.inbound({ from: alice, to: dana, text: "untouched" });
  await control.faults({ advanceS: 10 });
  const recent = await control.inbound({ from: alice, to: dana, text: "recent" });
  const { syncInfo } = await sync(probe, full);
  await probe.ask("DELETE", `E/message-store/${deleted}`);
  const added = await control.inbound({ from: alice, to: dana, text: "new" });

  const changes = await sync(probe, { syncType: "ISync", syncToken: syncInfo.syncToken });
  expect(changes.records.map((record) => (record.subject === undefined ? record : record.id))).toEqual([
    added,
    recent,
    { id: deleted, availability: "Deleted" },
  ]);
  expect(changes.records.some(({ id }) => id === untouched)).toBe(false);
});

test("A token carries its filters", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  const { syncInfo } = await sync(probe, { ...full, messageType: "Pager" });
  await control.inbound({ from: alice, to: dana, text: "a text" });
  await control.inbound({ from: "102", to: "101", text: "a company message" });
  const { records } = await sync(probe, { syncType: "ISync", syncToken: syncInfo.syncToken });
  expect(records.map(({ subject }) => subject)).toEqual(["a company message"]);
});

test("A token that is made up, another's, or killed by the knob asks for a full sync", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  const other = await restProbe(ringCentral, "102");
  const { syncToken } = (await sync(probe, full)).syncInfo;
  const ask = async (who: RestProbe, token: string) => {
    const { status, json } = await who.ask("GET", `E/message-sync?syncType=ISync&syncToken=${token}`);
    return [status, z.object({ errorCode: z.string(), parameterName: z.string() }).parse(json)];
  };
  const outcomes = [await ask(probe, "made-up"), await ask(other, syncToken)];
  await control.faults({ deadSyncTokens: true });
  outcomes.push(await ask(probe, syncToken));
  const refusal = [400, { errorCode: "MSG-333", parameterName: "syncToken" }];
  expect(outcomes).toEqual([refusal, refusal, refusal]);
});

test("Ten thousand changes come in one incremental sync; a full one gives the newest, and the list the others", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  const { syncInfo } = await sync(probe, full);
  const ids = await control.inboundMany({ from: alice, to: dana, count: 10_000, quiet: true });
  const changed = await sync(probe, { syncType: "ISync", syncToken: syncInfo.syncToken });
  const newest = await sync(probe, { ...full, recordCount: "250" });
  const paged: number[] = [];
  for (let page = 1, isLast = false; !isLast; page += 1) {
    const { json } = await probe.ask("GET", `E/message-store?dateFrom=2020-01-01T00:00:00Z&perPage=1000&page=${page}`);
    const { records, navigation } = list.parse(json);
    paged.push(...records.map(({ id }) => id));
    isLast = navigation.nextPage === undefined;
  }
  const newestFirst = ids.toReversed();
  expect([
    changed.records.map(({ id }) => id),
    newest.records.map(({ id }) => id),
    newest.syncInfo.olderRecordsExist,
    paged,
  ]).toEqual([newestFirst, newestFirst.slice(0, 250), true, newestFirst]);
});
