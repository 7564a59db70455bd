import { expect, test, vi } from "vitest";
import type { Control, HeldMessage } from "./control-client.ts";
import { restProbe, type RestProbe } from "./probes/rest-probe.ts";
import { instantFilter, openSocket, storeFilter } from "./probes/socket-probe.ts";
import { alice, ben, dana, sam, started } from "./probes/started.ts";

const send = async (probe: RestProbe, to: readonly string[], text = "Hello"): Promise<void> => {
  const body = { from: { phoneNumber: dana }, to: to.map((phoneNumber) => ({ phoneNumber })), text };
  expect((await probe.ask("POST", "E/sms", body)).status).toBe(200);
};

const patience = { timeout: 20_000, interval: 20 };

/** The first text sent, once it looks as wanted. */
const sentText = async (control: Control, fits: (message: HeldMessage) => boolean): Promise<HeldMessage> =>
  await vi.waitFor(async () => {
    const sent = (await control.messages()).find(({ direction }) => direction === "Outbound");
    if (sent === undefined || !fits(sent)) throw new Error(`still ${sent?.messageStatus}`);
    return sent;
  }, patience);

test("A text goes from queued over sent to delivered, and each step is an event", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  const socket = await openSocket(probe);
  await socket.subscribe(storeFilter);
  await send(probe, [alice]);
  const changes: unknown[] = [];
  while (changes.length < 3) changes.push((await socket.next("ServerNotification")).body["body"]);
  const delivered = await sentText(control, ({ messageStatus }) => messageStatus === "Delivered");

  expect([changes, delivered["smsDeliveryTime"]]).toMatchObject([
    [{ changes: [{ newCount: 1 }] }, { changes: [{ updatedCount: 1 }] }, { changes: [{ updatedCount: 1 }] }],
    expect.any(String),
  ]);
});

test("A script decides how a text fares, and with which code it fails", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  await control.faults({
    deliveryScript: {
      to: alice,
      steps: [
        { status: "Sent", afterMs: 10 },
        { status: "DeliveryFailed", afterMs: 10, errorCode: "SMS-CAR-411" },
      ],
    },
  });
  await send(probe, [alice]);
  const failed = await sentText(control, ({ messageStatus }) => messageStatus === "DeliveryFailed");
  expect(failed).toMatchObject({ deliveryErrorCode: "SMS-CAR-411", to: [{ messageStatus: "DeliveryFailed" }] });
});

test("In a group the record has failed when one recipient has", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  await control.inbound({ from: ben, to: dana, text: "stop" });
  await send(probe, [alice, ben]);
  const failed = await sentText(control, ({ to }) => to[0]?.["messageStatus"] === "Delivered");
  expect(failed).toMatchObject({
    messageStatus: "SendingFailed",
    deliveryErrorCode: "SMS-RC-413",
    to: [{ messageStatus: "Delivered" }, { messageStatus: "SendingFailed" }],
  });
});

test("After STOP a text is accepted and fails, after START it arrives, and both are consents", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  const optedOut = async () => (await probe.ask("GET", "/restapi/v2/accounts/~/sms/consents?optStatus=OptOut")).json;
  await control.inbound({ from: alice, to: dana, text: " Stop " });
  const consents = await optedOut();
  await send(probe, [alice]);
  const failed = await sentText(control, ({ messageStatus }) => messageStatus === "SendingFailed");
  await control.inbound({ from: alice, to: dana, text: "START" });
  await send(probe, [alice], "Again");
  const messages = await vi.waitFor(async () => {
    const found = await control.messages();
    expect(found.at(-1)).toMatchObject({ subject: "Again", messageStatus: "Delivered" });
    return found;
  }, patience);

  expect([consents, failed.deliveryErrorCode, await optedOut(), messages.length]).toMatchObject([
    { records: [{ from: dana, to: alice, optStatus: "OptOut", source: "Recipient" }] },
    "SMS-RC-413",
    { records: [] },
    4,
  ]);
});

test("An administrator's opt-out counts for every number of the company, until it is taken back", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  const socket = await openSocket(probe);
  await socket.subscribe("/restapi/v2/accounts/~/sms/consents");
  const change = (optStatus: string) =>
    probe.ask("PATCH", "/restapi/v2/accounts/~/sms/consents", {
      records: [{ from: "*", to: alice, optStatus, coverage: "Account", source: "Api" }],
    });
  const { status } = await change("OptOut");
  const { body } = await socket.next("ServerNotification");
  await send(probe, [alice]);
  await sentText(control, ({ messageStatus }) => messageStatus === "SendingFailed");
  await change("OptIn");
  await send(probe, [alice], "Again");
  await vi.waitFor(async () => {
    expect((await control.messages()).at(-1)).toMatchObject({ subject: "Again", messageStatus: "Delivered" });
  }, patience);
  expect([status, body["body"]]).toMatchObject([
    200,
    { records: [{ from: "*", to: alice, optStatus: "OptOut", source: "Api" }] },
  ]);
});

test("A text to a colleague's number arrives there once it is sent", async () => {
  const { ringCentral, control } = await started();
  const socket = await openSocket(await restProbe(ringCentral, "102"));
  await socket.subscribe(instantFilter);
  await send(await restProbe(ringCentral), [sam], "Lunch?");
  const { body } = await socket.next("ServerNotification");
  const held = (await control.messages()).map(({ direction, subject, extensionId }) => [
    direction,
    subject,
    extensionId,
  ]);
  expect([body["body"], held]).toMatchObject([
    {
      from: { phoneNumber: dana, name: "Dana Whitfield" },
      to: [{ phoneNumber: sam, target: true }],
      subject: "Lunch?",
    },
    [
      ["Outbound", "Lunch?", "629893101"],
      ["Inbound", "Lunch?", "629893102"],
    ],
  ]);
});

test("A text to a frozen user's number is dropped: sent, but never anybody's", async () => {
  const { ringCentral, control } = await started();
  await send(await restProbe(ringCentral), ["+16505550140"]);
  await sentText(control, ({ messageStatus }) => messageStatus === "Sent");
  expect((await control.messages()).length).toBe(1);
});
