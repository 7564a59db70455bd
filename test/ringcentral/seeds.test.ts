import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { controlOf } from "./control-client.ts";
import {
  downloadPictures,
  numbersWith,
  pollStatus,
  replyToAll,
  sendPictureAsForm,
  sendPictureAsMixed,
  sendText,
  type PictureFile,
  type TextEvent,
} from "./flows/seeds.ts";
import { nativeFetch, signedIn } from "./flows/sign-in.ts";
import { startRingCentral, type LocalRingCentral } from "./server.ts";

const dana = "+16505550100";
const alice = "+14155550121";
const picture: PictureFile = {
  fileName: "test.jpg",
  contentType: "image/jpeg",
  content: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]),
};

let ringCentral: LocalRingCentral;
beforeEach(async () => {
  ringCentral = await startRingCentral();
});
afterEach(() => ringCentral.close());

test("A text sent with the SDK is accepted as queued and held in RingCentral's own shape", async () => {
  const client = await signedIn(ringCentral);
  const sent = await sendText(client, dana, alice, "Hello world");

  const [held] = await controlOf(ringCentral.control).messages();
  expect({ accepted: sent.messageStatus, held }).toMatchObject({
    accepted: "Queued",
    held: {
      id: sent.id,
      type: "SMS",
      direction: "Outbound",
      from: { phoneNumber: dana },
      to: [{ phoneNumber: alice }],
      subject: "Hello world",
      conversation: { id: sent.conversation.id },
    },
  });
});

test("The numbers that may send are those with the feature, over all pages of the list", async () => {
  const client = await signedIn(ringCentral);
  expect({
    texts: await numbersWith(client, "SmsSender"),
    pictures: await numbersWith(client, "MmsSender"),
    others: await numbersWith(await signedIn(ringCentral, "103"), "SmsSender"),
  }).toEqual({ texts: [dana, "+18335550111"], pictures: [dana], others: [] });
});

test("A picture goes out as form-data and its status can be polled until it is sent", async () => {
  const client = await signedIn(ringCentral, "101", nativeFetch);
  await controlOf(ringCentral.control).faults({ deliveryScript: { steps: [{ status: "Sent", afterMs: 100 }] } });
  const sent = await sendPictureAsForm(client, dana, [alice], "Look", [picture]);
  const statuses = await pollStatus(client, sent.id, () => pause(20));

  const [held] = await controlOf(ringCentral.control).messages();
  expect({
    statuses: [sent.messageStatus, statuses.at(-1)],
    attachments: held?.attachments.map(({ contentType }) => contentType),
  }).toEqual({
    statuses: ["Queued", "Sent"],
    attachments: ["text/plain", "image/jpeg"],
  });
});

test("A picture goes out as multipart/mixed with the SDK's own fetch", async () => {
  const client = await signedIn(ringCentral);
  const sent = await sendPictureAsMixed(client, dana, alice, [picture]);
  const uri = sent.attachments.find(({ type }) => type === "MmsAttachment")?.uri ?? "";
  const content = Buffer.from(await (await client.platform.get(uri)).arrayBuffer());
  expect(content).toEqual(picture.content);
});

test("A subscriber hears of a text and its answer arrives at RingCentral", async () => {
  const client = await signedIn(ringCentral);
  const control = controlOf(ringCentral.control);
  const answered = Promise.withResolvers<TextEvent>();
  const stop = await replyToAll(client, "I am away", (event) => answered.resolve(event));

  await control.inbound({ from: alice, to: dana, text: "Are you there?" });
  const event = await answered.promise;
  await stop();

  const messages = await control.messages();
  expect({
    heard: event.body.subject,
    held: messages.map(({ direction, subject, conversation }) => [direction, subject, conversation.id]),
  }).toEqual({
    heard: "Are you there?",
    held: [
      ["Inbound", "Are you there?", messages[0]?.conversation.id],
      ["Outbound", "I am away", messages[0]?.conversation.id],
    ],
  });
});

test("The picture of an inbound text can be downloaded from where its event says", async () => {
  const client = await signedIn(ringCentral);
  const heard = Promise.withResolvers<TextEvent>();
  const stop = await replyToAll(client, "Thanks", (event) => heard.resolve(event));
  await controlOf(ringCentral.control).inbound({
    from: alice,
    to: dana,
    text: "",
    attachments: [
      { fileName: "test.jpg", contentType: "image/jpeg", base64: Buffer.from(picture.content).toString("base64") },
    ],
  });
  const event = await heard.promise;
  const contents = await downloadPictures(client, event);
  await stop();
  expect(contents).toEqual([picture.content]);
});
