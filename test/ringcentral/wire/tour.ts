import { setTimeout as pause } from "node:timers/promises";
import { Subscriptions } from "@ringcentral/subscriptions";
import { controlOf } from "../control-client.ts";
import {
  downloadPictures,
  numbersWith,
  pollStatus,
  replyToAll,
  sendPictureAsForm,
  sendPictureAsMixed,
  sendText,
  type TextEvent,
} from "../flows/seeds.ts";
import { clientFor, nativeFetch, signedIn, type Client } from "../flows/sign-in.ts";
import type { LocalRingCentral } from "../server.ts";

const account = "/restapi/v1.0/account/~";
const extension = `${account}/extension/~`;
const dana = "+16505550100";
const alice = "+14155550121";
const picture = { fileName: "test.jpg", contentType: "image/jpeg", content: Buffer.from([0xff, 0xd8, 0xff, 1, 2]) };
const bulk = { headers: { "Content-Type": "application/vnd.ringcentral.multipart+json" } };

/** Asks, and does not mind being refused: the refusal is looked at by whoever records. */
const attempt = async (ask: Promise<unknown>): Promise<void> => {
  await ask.catch((error: unknown) => {
    if (!(error instanceof Error) || !("response" in error)) throw error;
  });
};

const tourOfReading = async ({ platform }: Client): Promise<void> => {
  const lists = [
    extension,
    `${account}/extension?status=Enabled&type=User&perPage=2`,
    `${extension}/features?availableOnly=true`,
    `${extension}/phone-number?usageType=DirectNumber&status=Normal&page=1&perPage=2`,
    `${extension}/phone-number/33330001/sms-configuration`,
    `${extension}/phone-number/33330002/sms-configuration`,
    `${extension}/address-book/contact?startsWith=a&sortBy=FirstName&sortBy=LastName&page=1&perPage=3`,
    `${extension}/address-book/contact?phoneNumber=%2B14155550123`,
    `${account}/directory/entries?typeGroup=User&showFederated=true&page=1&perPage=100`,
    `${account}/directory/entries?type=Department&perPage=all`,
    `${account}/directory/entries/629893102`,
    `${account}/call-queues?memberExtensionId=629893101`,
    `${account}/call-queues/629893201`,
    `${account}/call-queues/629893201/members`,
    `${extension}/sms-recipients`,
    "/restapi/v2/accounts/~/sms/consents?optStatus=OptOut",
  ];
  for (const path of lists) await platform.get(path);
  await platform.post(`${account}/directory/entries/search`, { searchString: "sam", extensionTypes: ["User"] });
  await platform.post("/restapi/v2/accounts/~/sms/consents/search", { to: [alice] });
  const synced = await (await platform.get(`${extension}/address-book-sync?syncType=FSync&perPage=5`)).json();
  await platform.get(`${extension}/address-book-sync?syncType=FSync&perPage=5&pageId=${synced.nextPageId}`);
  await platform.get(
    `${extension}/address-book-sync?syncType=ISync&syncToken=${encodeURIComponent(synced.syncInfo.syncToken)}`,
  );
};

const tourOfContacts = async ({ platform }: Client): Promise<void> => {
  const path = `${extension}/address-book/contact`;
  const { id } = await (await platform.post(path, { firstName: "New", mobilePhone: "+14155550181" })).json();
  await platform.get(`${path}/${id}`);
  await platform.put(`${path}/${id}`, { firstName: "Newer", email: "newer@mail.example" });
  await platform.send({ method: "PATCH", url: `${path}/${id}`, body: { lastName: "Still" } });
  await platform.delete(`${path}/${id}`);
};

const tourOfMessages = async (client: Client, native: Client, ringCentral: LocalRingCentral): Promise<void> => {
  const { platform } = client;
  const control = controlOf(ringCentral.control);
  await numbersWith(client, "SmsSender");
  const sent = await sendText(client, dana, alice, "Hello");
  await pollStatus(client, sent.id, () => pause(50));
  await sendPictureAsForm(native, dana, [alice, "+14155550122"], "Group", [picture]);
  const mixed = await sendPictureAsMixed(client, dana, alice, [picture]);
  await platform.get(mixed.attachments.find(({ type }) => type === "MmsAttachment")?.uri ?? "");
  await platform.get(`${mixed.attachments[0]?.uri ?? ""}?contentDisposition=Attachment`, undefined, {
    headers: { Range: "bytes=0-1" },
  });
  await platform.post(`${extension}/company-pager`, {
    from: { extensionNumber: "101" },
    to: [{ extensionNumber: "201" }],
    text: "Hello all",
  });
  const uri = mixed.attachments[0]?.uri ?? "";
  await fetch(`${uri}?access_token=${(await platform.auth().data()).access_token ?? ""}`);
  await control.faults({ redirectAttachments: ringCentral.server });
  await attempt(platform.get(uri));
  await control.clearFaults();
  const first = await control.inbound({ from: alice, to: dana, text: "One" });
  const second = await control.inbound({ from: alice, to: dana, text: "Two" });
  const store = `${extension}/message-store`;
  const since = new Date(Date.now() - 86_400_000).toISOString();

  const full = await (
    await platform.get(`${extension}/message-sync`, {
      syncType: "FSync",
      messageType: ["SMS", "Pager"],
      dateFrom: since,
      recordCount: 100,
    })
  ).json();
  await platform.get(store, { dateFrom: since, messageType: ["SMS", "Pager"], direction: "Inbound", perPage: 1 });
  await platform.get(store, { availability: ["Alive", "Deleted"], readStatus: "Unread", phoneNumber: alice, page: 1 });
  await platform.get(store, { distinctConversations: true, conversationId: sent.conversation.id });
  await platform.put(`${store}/${first}`, { readStatus: "Read" });
  await platform.put(`${store}/${first},${second}`, { readStatus: "Read" });
  const entries = [{ resourceId: String(first), body: { readStatus: "Unread" } }];
  await platform.put(`${store}/*`, JSON.stringify(entries), undefined, bulk);
  await platform.put(`${store}/${first},1`, { readStatus: "Read" }, undefined, {
    headers: { Accept: "application/vnd.ringcentral.multipart+json" },
  });
  await platform.get(`${store}/${first},${second}`);
  await platform.get(`${store}/${first},1`, undefined, {
    headers: { Accept: "application/vnd.ringcentral.multipart+json" },
  });
  await platform.delete(`${store}/${first}`);
  await platform.send({ method: "PATCH", url: `${store}/${first}`, body: { availability: "Alive" } });
  await platform.delete(`${store}/${first}`, undefined, { purge: true });
  await platform.delete(`${store}/${second},1`);
  await platform.delete(store, undefined, { conversationId: [sent.conversation.id], type: "SMS" });
  await platform.get(`${extension}/message-sync`, { syncType: "ISync", syncToken: full.syncInfo.syncToken });
};

const tourOfEvents = async (client: Client, ringCentral: LocalRingCentral): Promise<void> => {
  const control = controlOf(ringCentral.control);
  const heard = Promise.withResolvers<TextEvent>();
  const stop = await replyToAll(client, "Away", (event) => heard.resolve(event));
  await control.inbound({
    from: alice,
    to: dana,
    text: "A picture",
    attachments: [{ fileName: "a.jpg", contentType: "image/jpeg", base64: picture.content.toString("base64") }],
  });
  await downloadPictures(client, await heard.promise);
  await stop();

  const subscriptions = new Subscriptions({ sdk: client.sdk });
  const subscription = subscriptions
    .createSubscription()
    .setEventFilters([
      `${extension}/message-store?type=Pager&direction=Inbound`,
      `${account}/extension/629893102/message-store/instant?type=SMS`,
    ]);
  const held = await subscription.register();
  await held.refresh();
  await held.wse.request("GET", "/restapi/v1.0/subscription");
  await subscriptions.rc.revoke();
};

/** What is refused, and how. */
const tourOfRefusals = async ({ platform }: Client): Promise<void> => {
  const sms = (from: string, to: readonly string[], text: string): Promise<void> =>
    attempt(
      platform.post(`${extension}/sms`, {
        from: { phoneNumber: from },
        to: to.map((phoneNumber) => ({ phoneNumber })),
        text,
      }),
    );
  await sms("+16505550120", [alice], "not mine");
  await sms("+16505550112", [alice], "no texts from here");
  await sms(dana, ["12345"], "short code");
  await sms(dana, ["+442071838750"], "abroad");
  await sms(dana, [alice], "x".repeat(1001));
  await sms("+18335550111", [alice, "+14155550122"], "group from toll-free");
  await attempt(platform.get(`${extension}/message-store/1`));
  await attempt(platform.get(`${extension}/message-sync`, { syncType: "ISync", syncToken: "dead" }));
  await attempt(platform.get(`${account}/directory/entries/1`));
  await attempt(platform.get(`${account}/extension/629893102`));
  await attempt(platform.post(`${extension}/company-pager`, { from: { extensionNumber: "102" }, to: [], text: "" }));
};

const tourOfSigningIn = async (ringCentral: LocalRingCentral): Promise<void> => {
  const redirectUri = "http://localhost:5000/oauth2callback";
  const visitor = clientFor(ringCentral, { isPublic: true, redirectUri });
  const url = visitor.platform.loginUrl({ usePKCE: true, state: "s", redirectUri });
  const location = (await fetch(url, { redirect: "manual" })).headers.get("location") ?? "";
  const { code = "" } = visitor.platform.parseLoginRedirect(new URL(location).search);
  await visitor.platform.login({ code, redirect_uri: redirectUri });
  await visitor.platform.refresh();
  await visitor.platform.logout();
  await attempt(clientFor(ringCentral).platform.login({ jwt: "a.b.c" }));
};

/** Goes through everything the server offers, once, with the official SDKs; for a recorder to look at. */
export const tour = async (ringCentral: LocalRingCentral): Promise<void> => {
  await tourOfSigningIn(ringCentral);
  const client = await signedIn(ringCentral);
  const native = await signedIn(ringCentral, "101", nativeFetch);
  await tourOfReading(client);
  await tourOfContacts(client);
  await tourOfMessages(client, native, ringCentral);
  await tourOfEvents(client, ringCentral);
  await tourOfRefusals(client);
  await client.platform.logout();
};
