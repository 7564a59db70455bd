import { Subscriptions } from "@ringcentral/subscriptions";
import { z } from "zod";
import type { Client } from "./sign-in.ts";

/** What the samples of RingCentral's guides do, with the two official SDKs, step for step. */

const extension = "/restapi/v1.0/account/~/extension/~";

const numberList = z.object({
  records: z.array(z.object({ phoneNumber: z.string(), features: z.array(z.string()).default([]) })),
  navigation: z.object({ nextPage: z.object({ uri: z.string() }).optional() }),
});

const sentText = z.object({
  id: z.number(),
  messageStatus: z.string(),
  conversation: z.object({ id: z.string() }),
  attachments: z.array(z.object({ uri: z.string(), type: z.string(), contentType: z.string() })),
});
export type SentText = z.infer<typeof sentText>;

const textEvent = z.object({
  uuid: z.string(),
  body: z.object({
    id: z.string(),
    from: z.object({ phoneNumber: z.string() }),
    to: z.array(z.object({ phoneNumber: z.string(), target: z.boolean().optional() })),
    subject: z.string(),
    attachments: z.array(z.object({ type: z.string(), uri: z.string().optional() })),
  }),
});
export type TextEvent = z.infer<typeof textEvent>;

/** Numbers of the user with a feature, page by page. */
export const numbersWith = async ({ platform }: Client, feature: string): Promise<readonly string[]> => {
  const numbers: string[] = [];
  for (let page = 1; ; page += 1) {
    const response = await platform.get(`${extension}/phone-number`, { page, perPage: 2 });
    const { records, navigation } = numberList.parse(await response.json());
    for (const record of records) if (record.features.includes(feature)) numbers.push(record.phoneNumber);
    if (navigation.nextPage === undefined) return numbers;
  }
};

export const sendText = async ({ platform }: Client, from: string, to: string, text: string): Promise<SentText> => {
  const response = await platform.post(`${extension}/sms`, {
    from: { phoneNumber: from },
    to: [{ phoneNumber: to }],
    text,
  });
  return sentText.parse(await response.json());
};

export type PictureFile = { readonly fileName: string; readonly contentType: string; readonly content: Uint8Array };

/** As multipart/form-data; needs a client with the native fetch, for which alone a native FormData means anything. */
export const sendPictureAsForm = async (
  { platform }: Client,
  from: string,
  to: readonly string[],
  text: string,
  files: readonly PictureFile[],
): Promise<SentText> => {
  const form = new FormData();
  const request = { from: { phoneNumber: from }, to: to.map((phoneNumber) => ({ phoneNumber })), text };
  form.append("json", new File([JSON.stringify(request)], "request.json", { type: "application/json" }));
  for (const file of files)
    form.append("attachment", new File([new Uint8Array(file.content)], file.fileName, { type: file.contentType }));
  const response = await platform.post(`${extension}/mms`, form);
  return sentText.parse(await response.json());
};

/** A multipart/mixed body as bytes. */
export const mixedBody = (boundary: string, request: unknown, files: readonly PictureFile[]): Buffer =>
  Buffer.concat([
    Buffer.from(`--${boundary}\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(request)}\r\n`),
    ...files.flatMap((file) => [
      Buffer.from(
        `--${boundary}\r\nContent-Type: ${file.contentType}\r\n` +
          `Content-Disposition: attachment; filename="${file.fileName}"\r\n\r\n`,
      ),
      file.content,
      Buffer.from("\r\n"),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ]);

/** As multipart/mixed to /sms, which takes attachments too; works with the SDK's own fetch. */
export const sendPictureAsMixed = async (
  { platform }: Client,
  from: string,
  to: string,
  files: readonly PictureFile[],
): Promise<SentText> => {
  const request = { from: { phoneNumber: from }, to: [{ phoneNumber: to }], text: "Hello world" };
  const response = await platform.post(`${extension}/sms`, mixedBody("tern", request, files), undefined, {
    headers: { "Content-Type": "multipart/mixed; boundary=tern" },
  });
  return sentText.parse(await response.json());
};

/** Asks until a sent text is no longer queued; answers every status seen. */
export const pollStatus = async (
  { platform }: Client,
  id: number,
  pause: () => Promise<void>,
): Promise<readonly string[]> => {
  const seen: string[] = [];
  for (;;) {
    const response = await platform.get(`${extension}/message-store/${id}`);
    const { messageStatus } = sentText.parse(await response.json());
    if (seen.at(-1) !== messageStatus) seen.push(messageStatus);
    if (messageStatus !== "Queued") return seen;
    await pause();
  }
};

/**
 * Subscribes to new texts and answers each with the same words, from the number it came to. The sample's reply comes from
 * `to[0]`, which is wrong in a group; the entry marked `target` is one's own.
 */
export const replyToAll = async (
  client: Client,
  text: string,
  onText: (event: TextEvent, reply: SentText) => void,
): Promise<() => Promise<void>> => {
  const subscriptions = new Subscriptions({ sdk: client.sdk });
  const subscription = subscriptions.createSubscription();
  subscription.setEventFilters([`${extension}/message-store/instant?type=SMS`]);
  subscription.on(subscription.events.notification, (raw: unknown) => {
    const event = textEvent.parse(raw);
    const own = event.body.to.find((party) => party.target === true);
    const answer = async (): Promise<void> => {
      onText(event, await sendText(client, own?.phoneNumber ?? "", event.body.from.phoneNumber, text));
    };
    void answer();
  });
  await subscription.register();
  return async () => {
    await subscriptions.rc.revoke();
  };
};

/** The pictures of a text, each fetched from where its event said. */
export const downloadPictures = async ({ platform }: Client, event: TextEvent): Promise<readonly Buffer[]> => {
  const uris = event.body.attachments.flatMap(({ type, uri }) =>
    type === "MmsAttachment" && uri !== undefined ? [uri] : [],
  );
  return await Promise.all(uris.map(async (uri) => Buffer.from(await (await platform.get(uri)).arrayBuffer())));
};
