import { expect, test } from "vitest";
import { restProbe, type RestAnswer } from "./probes/rest-probe.ts";
import { started } from "./probes/started.ts";

const outcome = ({ status, text }: RestAnswer): string =>
  `${status} ${/"errors":\[\{"errorCode":"([^"]+)"/u.exec(text)?.[1] ?? "ok"}`;

const to = (...extensionNumbers: readonly string[]) => extensionNumbers.map((extensionNumber) => ({ extensionNumber }));

test("A company message is sent at once, lists the sender among its receivers, and arrives at each", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  const body = {
    from: { extensionNumber: "101" },
    to: [{ extensionNumber: "102" }, { extensionId: "629893103" }],
    text: "Lunch?",
  };
  const { status, json } = await probe.ask("POST", "E/company-pager", body);
  const held = (await control.messages()).map(({ extensionId, direction, messageStatus, readStatus }) => [
    extensionId,
    direction,
    messageStatus,
    readStatus,
  ]);
  expect([status, json, held]).toMatchObject([
    200,
    {
      type: "Pager",
      messageStatus: "Sent",
      pgToDepartment: false,
      from: { extensionNumber: "101", name: "Dana Whitfield" },
      to: to("101", "102", "103"),
      subject: "Lunch?",
    },
    [
      ["629893101", "Outbound", "Sent", "Read"],
      ["629893102", "Inbound", "Received", "Unread"],
      ["629893103", "Inbound", "Received", "Unread"],
    ],
  ]);
});

test("A message to a queue reaches its active members", async () => {
  const { ringCentral, control } = await started();
  const admin = await restProbe(ringCentral, "110");
  const { json } = await admin.ask("POST", "E/company-pager", { to: to("201"), text: "Meeting at nine" });
  const receivers = (await control.messages()).filter(({ direction }) => direction === "Inbound");
  expect([json, receivers.map(({ extensionId }) => extensionId)]).toMatchObject([
    { pgToDepartment: true, to: to("110", "201") },
    ["629893101", "629893102"],
  ]);
});

test("A reply needs no receivers, and is for those who take part", async () => {
  const { ringCentral, control } = await started();
  const [dana, sam, riley] = [
    await restProbe(ringCentral),
    await restProbe(ringCentral, "102"),
    await restProbe(ringCentral, "103"),
  ];
  await dana.ask("POST", "E/company-pager", { to: to("102"), text: "Lunch?" });
  const [sent, received] = await control.messages();
  const reply = await sam.ask("POST", "E/company-pager", { replyOn: received?.id, text: "Yes" });
  const stranger = await riley.ask("POST", "E/company-pager", { replyOn: received?.id, text: "Me too" });
  const unknown = await sam.ask("POST", "E/company-pager", { replyOn: 1, text: "Hm" });
  const last = (await control.messages()).at(-1);
  expect([[reply, stranger, unknown].map(outcome), last?.subject, last?.conversation.id]).toEqual([
    ["200 ok", "403 MSG-326", "404 CMN-102"],
    "Yes",
    sent?.conversation.id,
  ]);
});

test("What may not be sent is refused with the documented code", async () => {
  const { ringCentral } = await started();
  const probe = await restProbe(ringCentral);
  const cases: Readonly<Record<string, object>> = {
    "to nobody": { to: [], text: "x" },
    "to an unknown extension": { to: to("999"), text: "x" },
    "to a frozen one": { to: to("102", "104"), text: "x" },
    "to an empty queue": { to: to("202"), text: "x" },
    "as somebody else": { from: { extensionNumber: "102" }, to: to("103"), text: "x" },
    "as somebody else's id": { from: { extensionId: "629893102" }, to: to("103"), text: "x" },
    "no text": { to: to("102"), text: "" },
    "1025 units": { to: to("102"), text: "x".repeat(1025) },
    "1024 units": { to: to("102"), text: "x".repeat(1024) },
  };
  const found = Object.fromEntries(
    await Promise.all(
      Object.entries(cases).map(async ([name, body]) => [
        name,
        outcome(await probe.ask("POST", "E/company-pager", body)),
      ]),
    ),
  );
  expect(found).toEqual({
    "to nobody": "400 CMN-101",
    "to an unknown extension": "400 MSG-316",
    "to a frozen one": "400 MSG-324",
    "to an empty queue": "400 MSG-316",
    "as somebody else": "400 MSG-331",
    "as somebody else's id": "400 MSG-332",
    "no text": "400 CMN-101",
    "1025 units": "400 CMN-101",
    "1024 units": "200 ok",
  });
});
