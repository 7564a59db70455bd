import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import type { OutgoingText, ProviderAttachment } from "../../../main/core/ports/gateway.ts";
import { createHandClock } from "../../harness/hand-clock.ts";
import { eventually } from "../../harness/eventually.ts";
import { openScene, type Scene } from "./scene.ts";

/** What the SDK does with requests and answers, one test for each trap: 1.5, 1.10 to 1.12 of the notes on the wire, and 4. */
const A_MONTH = 30 * 24 * 60 * 60_000;

const text = (more: Partial<OutgoingText> = {}): OutgoingText => ({
  kind: "text",
  own: "+16505550100",
  others: ["+14155550121"],
  body: "hello",
  attachments: [],
  ...more,
});

const photo = { fileName: "photo.png", contentType: "image/png", content: new Uint8Array(200_000).fill(7) };

const inboundPicture = async (scene: Scene): Promise<ProviderAttachment> => {
  const gateway = await scene.resume();
  const base64 = Buffer.from("a picture").toString("base64");
  await scene.inbound("look", { attachments: [{ fileName: "a.jpg", contentType: "image/jpeg", base64 }] });
  const { texts } = await gateway.changesSince(null, Date.now() - A_MONTH);
  const attachment = texts[0]?.attachments[0];
  if (attachment === undefined) throw new Error("no attachment");
  return attachment;
};

describe("1.5 on the wire", () => {
  it("no parameter goes out empty: undefined would become dateFrom=", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    const { cursor } = await gateway.changesSince(null, Date.now() - A_MONTH);
    await gateway.changesSince(cursor, Date.now() - A_MONTH);
    await gateway.senderNumbers();
    await gateway.contacts();
    const all = await scene.requests();
    expect(all.filter(({ path }) => /=(&|$)/.test(path))).toEqual([]);
  });

  it("an array goes out as JSON, not as [object Object]", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    for (const body of ["one", "two"]) await scene.inbound(body);
    const { texts } = await gateway.changesSince(null, Date.now() - A_MONTH);
    const ids = texts.map(({ providerId }) => providerId);
    await gateway.markRead(ids);
    const [request] = (await scene.requests()).filter(({ method }) => method === "PUT");
    expect(request?.body).toEqual(ids.map((resourceId) => ({ resourceId, body: { readStatus: "Read" } })));
  });

  it("an answer without a body is no error", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    await scene.faults({ answer: { path: "/message-store/", method: "PUT", status: 204, empty: true } });
    await gateway.markRead(["1"]);
  });

  it("the token goes to no foreign host, whatever a record says", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    await scene.faults({ mediaOnSecondHost: true });
    const attachment = await inboundPicture(scene);
    await expect(gateway.attachmentContent(attachment)).rejects.toMatchObject({ code: "not-allowed" });
    expect(await scene.requests("/content/")).toEqual([]);
  });

  it("a redirect to a foreign host is not followed: Client-Id would go along", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    const attachment = await inboundPicture(scene);
    let visits = 0;
    const foreign = createServer((_, response) => {
      visits += 1;
      response.end("here");
    }).listen(0, "127.0.0.1");
    onTestFinished(() => void foreign.close());
    await eventually(() => expect(foreign.listening).toBe(true));
    const { port } = foreign.address() as AddressInfo;
    await scene.faults({ redirectAttachments: `http://127.0.0.1:${port}/restapi/` });
    await expect(gateway.attachmentContent(attachment)).rejects.toThrow();
    expect(visits).toBe(0);
  });
});

describe("1.10 answers that are none", () => {
  it("a full minute is waited out, and nothing is asked within it", async () => {
    const clock = createHandClock(Date.now());
    const scene = await openScene({ clock });
    const gateway = await scene.signIn();
    await scene.faults({ answer: { path: "/phone-number", status: 429, errorCode: "CMN-301", retryAfter: 30 } });
    const numbers = gateway.senderNumbers();
    await eventually(async () => expect((await scene.requests("/phone-number")).length).toBe(1));
    await clock.turn(29_000);
    const within = (await scene.requests("/phone-number")).length;
    await clock.turn(2_000);
    expect([within, (await numbers).length > 0]).toEqual([1, true]);
  });

  it("a text that meets a full minute says for how long, and the next one does not even leave", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    await scene.faults({ answer: { path: "/sms", status: 429, errorCode: "MSG-305", retryAfter: 30 } });
    await expect(gateway.send(text())).rejects.toMatchObject({ code: "rate-limited", retryAfterMs: 30_000 });
    await expect(gateway.send(text())).rejects.toMatchObject({ code: "rate-limited" });
    expect((await scene.requests("/sms")).length).toBe(1);
  });

  it("a gateway's error page is tried again, later each time", async () => {
    const clock = createHandClock(Date.now());
    const scene = await openScene({ clock });
    const gateway = await scene.signIn();
    await scene.faults({ answer: { path: "/phone-number", status: 502, html: true, times: 2 } });
    const numbers = gateway.senderNumbers();
    for (const [tries, waitMs] of [
      [1, 2_000],
      [2, 4_000],
    ] as const) {
      await eventually(async () => expect((await scene.requests("/phone-number")).length).toBe(tries));
      await clock.turn(waitMs);
    }
    expect((await numbers).length).toBeGreaterThan(0);
  });
});

describe("1.10 a text", () => {
  it("whose answer never comes may have been sent: it is not sent again", async () => {
    const clock = createHandClock(Date.now());
    const scene = await openScene({ clock });
    const gateway = await scene.signIn();
    await scene.faults({ swallowAnswers: { path: "/sms" } });
    const sending = expect(gateway.send(text())).rejects.toMatchObject({ code: "answer-lost" });
    await eventually(async () => expect((await scene.messages()).length).toBe(1));
    await clock.turn(121_000);
    await sending;
    expect((await scene.messages()).length).toBe(1);
  });

  it("whose connection is torn may have been sent: it is not sent again", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    await scene.faults({ answer: { path: "/sms", status: 500, reset: true } });
    await expect(gateway.send(text())).rejects.toMatchObject({ code: "answer-lost" });
    expect((await scene.requests("/sms")).length).toBe(1);
  });

  it("that finds nobody has not left", async () => {
    const scene = await openScene();
    await scene.signIn();
    const gateway = await scene.resume({ server: "http://127.0.0.1:1" });
    await expect(gateway.send(text())).rejects.toMatchObject({ code: "no-network" });
  });
});

describe("1.11 fetch and multipart", () => {
  it("a picture goes out as multipart, not as [object FormData]", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    const sent = await gateway.send(text({ attachments: [photo] }));
    expect(sent.attachments.map(({ contentType, size }) => [contentType, size])).toEqual([["image/png", 200_000]]);
  });

  it("a picture whose token was refused goes out whole with the next one: a used-up stream would hang", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    await scene.faults({ expireTokens: true });
    const progress: number[] = [];
    const sent = await gateway.send(text({ attachments: [photo] }), (done) => void progress.push(done));
    const requests = await scene.requests("/mms");
    expect([requests.map(({ status }) => status), sent.attachments[0]?.size, (progress.at(-1) ?? 0) > 200_000]).toEqual(
      [[401, 200], 200_000, true],
    );
  });

  it("compressed answers arrive whole, fifteen in a row", async () => {
    const scene = await openScene();
    await scene.faults({ gzip: true });
    const gateway = await scene.signIn();
    const names = new Set<string>();
    for (let each = 0; each < 15; each += 1) names.add((await gateway.profile()).name);
    expect([...names]).toEqual(["Dana Whitfield"]);
  });
});

describe("4 lists", () => {
  it("are read to their end without totals", async () => {
    const scene = await openScene();
    await scene.faults({ missingTotals: true });
    const gateway = await scene.signIn();
    expect((await gateway.senderNumbers()).length).toBe(5);
  });

  it("of numbers without features are numbers one cannot send from", async () => {
    const scene = await openScene();
    await scene.faults({ emptyFeatures: true });
    const gateway = await scene.signIn();
    const numbers = await gateway.senderNumbers();
    expect([numbers.length, numbers.some(({ canSendText }) => canSendText)]).toEqual([5, false]);
  });
});
