import { expect, test } from "vitest";
import { z } from "zod";
import { restProbe, type RestProbe } from "./probes/rest-probe.ts";
import { started } from "./probes/started.ts";

const named = z.looseObject({ records: z.array(z.looseObject({ firstName: z.string().optional() })) });

const names = async (probe: RestProbe, path: string): Promise<readonly unknown[]> =>
  named.parse((await probe.ask("GET", path)).json).records.map((entry) => entry.firstName ?? entry["company"]);

test("The address book is listed in order, by start and by number", async () => {
  const { ringCentral } = await started();
  const probe = await restProbe(ringCentral);
  const contact = "E/address-book/contact";
  expect({
    all: (await names(probe, contact)).length,
    sorted: await names(probe, `${contact}?sortBy=LastName&perPage=3`),
    starting: await names(probe, `${contact}?startsWith=B`),
    byNumber: await names(probe, `${contact}?phoneNumber=%2B14155550123`),
    another: await names(await restProbe(ringCentral, "102"), contact),
  }).toEqual({
    all: 8,
    sorted: ["Bayside Title", "Emeka", "Deepa"],
    starting: ["Ben", "Emeka", "Bayside Title"],
    byNumber: ["Carla"],
    another: ["Alice", "Ben"],
  });
});

test("A contact can be added, changed in part and in whole, and removed; the sync tells of it", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  const token = async (query: string) =>
    z
      .object({ records: z.array(z.unknown()), syncInfo: z.object({ syncToken: z.string() }) })
      .parse((await probe.ask("GET", `E/address-book-sync?${query}`)).json);
  await control.faults({ advanceS: 1 });
  const { syncToken } = (await token("syncType=FSync")).syncInfo;
  const path = "E/address-book/contact";
  const added = await probe.ask("POST", path, { firstName: "New", mobilePhone: "+14155550190" });
  const { id } = z.object({ id: z.number() }).parse(added.json);
  const patched = await probe.ask("PATCH", `${path}/${id}`, { lastName: "Person" });
  const replaced = await probe.ask("PUT", `${path}/${id}`, { firstName: "Newer" });
  const before = await token(`syncType=ISync&syncToken=${syncToken}`);
  const removed = await probe.ask("DELETE", `${path}/${id}`);
  const gone = await probe.ask("GET", `${path}/${id}`);
  const after = await token(`syncType=ISync&syncToken=${before.syncInfo.syncToken}`);

  expect([patched.json, replaced.json, before.records, removed.status, gone.status, after.records]).toEqual([
    expect.objectContaining({ id, firstName: "New", lastName: "Person", mobilePhone: "+14155550190" }),
    { uri: expect.any(String), availability: "Alive", id, firstName: "Newer" },
    [expect.objectContaining({ id, availability: "Alive" })],
    204,
    404,
    [expect.objectContaining({ id, availability: "Deleted" })],
  ]);
});

test("The address book is synced page by page, and a wrong token is refused", async () => {
  const { ringCentral } = await started({ world: "large" });
  const probe = await restProbe(ringCentral);
  const sizes: number[] = [];
  let pageId: number | undefined = 1;
  while (pageId !== undefined) {
    const { json } = await probe.ask("GET", `E/address-book-sync?syncType=FSync&pageId=${pageId}`);
    const page = z.object({ records: z.array(z.unknown()), nextPageId: z.number().optional() }).parse(json);
    sizes.push(page.records.length);
    pageId = page.nextPageId;
  }
  const wrong = await probe.ask("GET", "E/address-book-sync?syncType=ISync&syncToken=made-up");
  expect([sizes, wrong.status]).toEqual([[250, 250, 250, 250, 242], 400]);
});

test("The directory lists who is enabled, by kind, and says when nothing changed", async () => {
  const { ringCentral } = await started();
  const probe = await restProbe(ringCentral);
  const entries = "A/directory/entries";
  const first = await probe.ask("GET", `${entries}?typeGroup=User`);
  const again = await probe.ask("GET", `${entries}?typeGroup=User`, undefined, {
    "if-none-match": first.headers.get("etag") ?? "",
  });
  const queues = await probe.ask("GET", `${entries}?type=Department`);
  const found = await probe.ask("POST", `${entries}/search`, { searchString: "sam okafor" });
  const one = await probe.ask("GET", `${entries}/629893102`);
  const none = await probe.ask("GET", `${entries}/1`);
  const records = (answer: typeof first) => named.parse(answer.json).records;

  expect({
    people: records(first).map(({ firstName }) => firstName),
    again: [again.status, again.text],
    queues: records(queues).map((entry) => entry["name"]),
    found: records(found).map(({ firstName }) => firstName),
    one: one.json,
    none: [none.status, none.json],
  }).toMatchObject({
    people: ["Dana", "Sam", "Riley", "Avery"],
    again: [304, ""],
    queues: ["Client Service", "Nobody Yet"],
    found: ["Sam"],
    one: { id: "629893102", phoneNumbers: [{ phoneNumber: "+16505550120", formattedPhoneNumber: "(650) 555-0120" }] },
    none: [404, { errors: [{ errorCode: "ADG-122" }] }],
  });
});

test("The extension tells its own features, others do not show theirs", async () => {
  const { ringCentral } = await started();
  const own = await (await restProbe(ringCentral)).ask("GET", "E");
  const seen = await (await restProbe(ringCentral, "110")).ask("GET", "A/extension/629893101");
  expect([own.json, seen.json]).toEqual([
    expect.objectContaining({
      id: 629_893_101,
      name: "Dana Whitfield",
      account: { id: "809646016", uri: expect.any(String) },
      serviceFeatures: expect.arrayContaining([
        { featureName: "SMS", enabled: true },
        { featureName: "InternationalSMS", enabled: false, reason: "ExtensionLimitation" },
      ]),
    }),
    expect.not.objectContaining({ serviceFeatures: expect.anything() }),
  ]);
});

test("Extensions, queues, their members and their readers are listed", async () => {
  const { ringCentral } = await started();
  const probe = await restProbe(ringCentral);
  const admin = await restProbe(ringCentral, "110");
  const numbers = async (path: string) =>
    z
      .object({ records: z.array(z.object({ extensionNumber: z.string() })) })
      .parse((await probe.ask("GET", path)).json)
      .records.map(({ extensionNumber }) => extensionNumber);
  const readers = await admin.ask("GET", "A/extension/629893201/sms-recipients");
  expect({
    enabledUsers: await numbers("A/extension?status=Enabled&type=User"),
    frozen: await numbers("A/extension?status=Frozen"),
    queuesOfDana: await numbers("A/call-queues?memberExtensionId=629893101"),
    members: await numbers("A/call-queues/629893201/members"),
    readers: readers.json,
    noQueue: (await probe.ask("GET", "A/call-queues/629893101")).status,
  }).toMatchObject({
    enabledUsers: ["101", "102", "103", "110"],
    frozen: ["104"],
    queuesOfDana: ["201"],
    members: ["101", "102", "104"],
    readers: { smsRecipients: [{ id: "629893102", extensionType: "User", name: "Sam Okafor" }] },
    noQueue: 404,
  });
});

test("A number's list shows what each may do with it, and its campaign if it has one", async () => {
  const { ringCentral } = await started();
  const probe = await restProbe(ringCentral);
  const numbers = async (who: RestProbe, query = "") =>
    z
      .object({ records: z.array(z.object({ phoneNumber: z.string(), features: z.array(z.string()) })) })
      .parse((await who.ask("GET", `E/phone-number${query}`)).json)
      .records.map(({ phoneNumber, features }) => `${phoneNumber} ${features.join(" ")}`.trim());
  const configured = await probe.ask("GET", "E/phone-number/33330001/sms-configuration");
  const tollFree = await probe.ask("GET", "E/phone-number/33330002/sms-configuration");
  expect({
    dana: await numbers(probe),
    direct: (await numbers(probe, "?usageType=DirectNumber&status=Normal")).length,
    queueForReader: (await numbers(await restProbe(ringCentral, "102"))).at(-1),
    configured: configured.json,
    tollFree: tollFree.json,
  }).toMatchObject({
    dana: [
      "+16505550100 SmsSender CallerId MmsSender",
      "+18335550111 SmsSender CallerId",
      "+16505550112 CallerId",
      "+16505550199 CallerId",
      "+16505550198",
      "+16505550201 CallerId",
    ],
    direct: 3,
    queueForReader: "+16505550201 SmsSender CallerId MmsSender",
    configured: { phoneNumber: "+16505550100", smsCampaignInfo: { status: "Confirmed" } },
    tollFree: { phoneNumberId: "33330002", phoneNumber: "+18335550111" },
  });
});
