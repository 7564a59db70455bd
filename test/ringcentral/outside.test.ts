import { expect, test } from "vitest";
import { restProbe } from "./probes/rest-probe.ts";
import { instantFilter, openSocket, storeFilter } from "./probes/socket-probe.ts";
import { alice, ben, dana, sam, started } from "./probes/started.ts";

test("Nonsense does not arrive: the reason names what is wrong", async () => {
  const { ringCentral, control } = await started();
  const ask = async (body: unknown) => {
    const response = await fetch(`${ringCentral.control}/inbound`, { method: "POST", body: JSON.stringify(body) });
    return `${response.status} ${await response.text()}`;
  };
  const good = { from: alice, to: dana, text: "Hello" };
  const answers = [
    await ask({ ...good, from: "Alice" }),
    await ask({ ...good, from: "+1415555012100000000" }),
    await ask({ ...good, to: "dana" }),
    await ask({ ...good, to: [] }),
    await ask({ ...good, to: [alice, ben] }),
    await ask({ ...good, text: 7 }),
    await ask({ ...good, text: "" }),
    await ask({ ...good, at: "yesterday" }),
    await ask({ ...good, attachments: [{ fileName: "a.png", contentType: "png", base64: "QUJD" }] }),
    await ask({ ...good, attachments: [{ fileName: "a.png", contentType: "image/png", base64: "not base64" }] }),
    await ask({ from: "102", to: "999", text: "Hello" }),
    await ask(undefined),
  ];
  const wanted = [
    "not a phone number.*from",
    "not a phone number.*from",
    "not a phone number.*to",
    "at to",
    "belongs to the company",
    "text",
    "neither text nor attachments",
    "at",
    "not a content type",
    "base64",
    "belongs to the company",
    "expected object",
  ];
  expect([answers, await control.messages()]).toEqual([
    wanted.map((reason) => expect.stringMatching(new RegExp(`^400 .*${reason}`, "u"))),
    [],
  ]);
});

test("Ten thousand texts can arrive at once while nobody is told, by turns and over days, and are all there", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  const socket = await openSocket(probe);
  await socket.next("ConnectionDetails");
  await socket.subscribe(instantFilter, storeFilter);
  const { now } = await control.clock();
  const wish = { from: [alice, ben], to: dana, count: 10_000, textPrefix: "Number", quiet: true, overS: 864_000 };
  const ids = await control.inboundMany(wish);
  await control.inbound({ from: alice, to: dana, text: "Told" });
  const { body } = await socket.next("ServerNotification");
  const held = await control.messages();
  const ages = [held[0], held[9999]].map((entry) => (now - Date.parse(String(entry?.["creationTime"]))) / 1000);
  expect([
    held.slice(0, 10_000).map(({ id }) => id),
    held.slice(0, 3).map(({ from, subject }) => [from.phoneNumber, subject]),
    held.length,
    ages,
    (body["body"] as { readonly subject: string }).subject,
  ]).toEqual([
    ids,
    [
      [alice, "Number 1"],
      [ben, "Number 2"],
      [alice, "Number 3"],
    ],
    10_001,
    [expect.closeTo(864_000, -3), expect.closeTo(0, -2)],
    "Told",
  ]);
});

test("Many texts can arrive with events, one for each", async () => {
  const { ringCentral, control } = await started();
  const socket = await openSocket(await restProbe(ringCentral));
  await socket.next("ConnectionDetails");
  await socket.subscribe(instantFilter);
  await control.inboundMany({ from: alice, to: dana, count: 500 });
  const subjects: string[] = [];
  while (subjects.length < 500) {
    const { body } = await socket.next("ServerNotification");
    subjects.push((body["body"] as { readonly subject: string }).subject);
  }
  expect(subjects).toEqual(Array.from({ length: 500 }, (_, index) => `Text ${index + 1}`));
});

test("Messages can be asked for from a time on", async () => {
  const { control } = await started();
  const old = await control.inbound({ from: alice, to: dana, text: "Old" });
  await control.inbound({ from: alice, to: dana, text: "Old and left alone" });
  await control.faults({ advanceS: 60 });
  const { now } = await control.clock();
  const fresh = await control.inbound({ from: alice, to: dana, text: "New" });
  await control.markRead({ ids: [old] });
  expect((await control.messages(now)).map(({ id }) => id)).toEqual([old, fresh]);
});

const watching = async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  const socket = await openSocket(probe);
  await socket.next("ConnectionDetails");
  await socket.subscribe(storeFilter);
  const told = async () => {
    const { body } = await socket.next("ServerNotification");
    return (body["body"] as { readonly changes: readonly unknown[] }).changes;
  };
  return { control, probe, told };
};

test("What a person marks or deletes in another client is changed, and told of as changes", async () => {
  const { control, probe, told } = await watching();
  const ids = await control.inboundMany({ from: alice, to: dana, count: 3, quiet: true });
  const [first = 0, second = 0, third = 0] = ids;
  await control.markRead({ ids: [first, second] });
  const marked = [await told(), await told()];
  await control.markRead({ ids: [second], readStatus: "Unread" });
  await control.deleteElsewhere({ ids: [second] });
  await control.deleteElsewhere({ ids: [third], purge: true });
  const unknown = await control.markRead({ ids: [first, 7] }).catch((error: unknown) => String(error));
  const purged = await control.deleteElsewhere({ ids: [third] }).catch((error: unknown) => String(error));
  const listed = await probe.ask("GET", "E/message-store");
  expect([
    marked,
    (await control.messages()).map(({ readStatus, availability }) => `${readStatus} ${availability}`),
    unknown,
    purged,
    (listed.json as { readonly records: readonly unknown[] }).records.length,
  ]).toEqual([
    [[{ type: "SMS", newCount: 0, updatedCount: 1 }], [{ type: "SMS", newCount: 0, updatedCount: 1 }]],
    ["Read Alive", "Unread Deleted", "Unread Purged"],
    expect.stringContaining("There is no message 7."),
    expect.stringContaining("There is no message"),
    1,
  ]);
});

test("A text sent from another client is in the store, is told of and delivered, and goes through the same checks", async () => {
  const { control, told } = await watching();
  const id = await control.sentElsewhere({ to: alice, text: "From the phone" });
  const events = [await told(), await told(), await told()];
  const theirs = await control.sentElsewhere({ from: sam, to: [alice, ben], text: "From Sam's" });
  const refused = await control.sentElsewhere({ to: "72345", text: "No" }).catch((error: unknown) => String(error));
  const nobody = await control.sentElsewhere({ from: alice, to: ben, text: "No" }).catch(String);
  const held = await control.messages();
  expect([
    events,
    held.map((entry) => [entry.id, entry.direction, entry.from.phoneNumber, entry.subject]),
    held[0]?.messageStatus,
    refused,
    nobody,
  ]).toEqual([
    [
      [{ type: "SMS", newCount: 1, updatedCount: 0, newMessageIds: [id] }],
      [{ type: "SMS", newCount: 0, updatedCount: 1 }],
      [{ type: "SMS", newCount: 0, updatedCount: 1 }],
    ],
    [
      [id, "Outbound", dana, "From the phone"],
      [theirs, "Outbound", sam, "From Sam's"],
    ],
    "Delivered",
    expect.stringContaining("MSG-247"),
    expect.stringContaining("Nobody can text from this number."),
  ]);
});
