import { describe, expect, it } from "vitest";
import type { OutgoingText } from "../../../main/core/ports/gateway.ts";
import { eventually } from "../../harness/eventually.ts";
import { createTokens, liveTimes, openScene } from "./scene.ts";

const ALICE = "+14155550121";
const DANA = "+16505550100";
const A_MONTH = 30 * 24 * 60 * 60_000;

const text = (body: string, more: Partial<OutgoingText> = {}): OutgoingText => ({
  kind: "text",
  own: DANA,
  others: [ALICE],
  body,
  attachments: [],
  ...more,
});

const picture = (fileName: string, bytes: number) => ({
  fileName,
  contentType: "image/png",
  content: new Uint8Array(bytes).fill(7),
});

describe("who is signed in", () => {
  it("is known by name, company, extension and country", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    expect(await gateway.profile()).toEqual({
      userId: "629893101",
      name: "Dana Whitfield",
      company: "Harbor & Pine Advisers",
      extensionNumber: "101",
      country: "US",
    });
  });

  it("has numbers, the provider's choice first, with what each may send; no fax number among them", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    const numbers = await gateway.senderNumbers();
    expect(numbers.map(({ address, canSendText, canSendPictures }) => [address, canSendText, canSendPictures])).toEqual(
      [
        [DANA, true, true],
        ["+18335550111", true, false],
        ["+16505550112", false, false],
        ["+16505550199", false, false],
        ["+16505550201", false, false],
      ],
    );
  });

  it("knows people from the address book and the directory, one entry for each number, and not oneself", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    const contacts = await gateway.contacts();
    expect(contacts.filter(({ name }) => ["Carla Rossi", "Sam Okafor", "Dana Whitfield"].includes(name))).toEqual([
      { source: "personal", name: "Carla Rossi", firstName: "Carla", address: "(415) 555-0123", entry: "1210002" },
      { source: "personal", name: "Carla Rossi", firstName: "Carla", address: "+14155550173", entry: "1210002" },
      { source: "colleague", name: "Sam Okafor", firstName: "Sam", address: "102" },
    ]);
  });

  it("still knows colleagues when the app may not read the address book", async () => {
    const scene = await openScene();
    await scene.faults({ missingPermissions: ["ReadContacts", "Contacts"] });
    const gateway = await scene.signIn();
    const contacts = await gateway.contacts();
    expect(new Set(contacts.map(({ source }) => source))).toEqual(new Set(["colleague"]));
  });
});

describe("signing in", () => {
  it.each([
    ["client secret", { clientSecret: "wrong" }, "bad-client"],
    ["client id", { clientId: "wrong" }, "bad-client"],
    ["JWT", { jwt: "wrong" }, "bad-jwt"],
    ["empty JWT", { jwt: "" }, "bad-jwt"],
    ["server that is none", { server: "not a server" }, "bad-server"],
    ["port where nobody is", { server: "http://127.0.0.1:1" }, "no-network"],
  ])("with a wrong %s says which value is wrong", async (_, change, code) => {
    const scene = await openScene();
    await expect(scene.signIn(change)).rejects.toMatchObject({ code });
  });

  it("at a server that is no RingCentral says that the server is wrong", async () => {
    const scene = await openScene();
    await expect(scene.signIn({ server: new URL(scene.server.control).origin })).rejects.toMatchObject({
      code: "bad-server",
    });
  });

  it.each(["ReadAccounts", "ReadMessages", "WebSocketsSubscription"])(
    "names %s if the app lacks it",
    async (missing) => {
      const scene = await openScene();
      await scene.faults({ missingPermissions: [missing] });
      await expect(scene.signIn()).rejects.toMatchObject({ code: "missing-permission", about: missing });
    },
  );

  it("keeps a token, and none when it failed", async () => {
    const scene = await openScene();
    await scene.faults({ missingPermissions: ["ReadMessages"] });
    await expect(scene.signIn()).rejects.toThrow();
    const before = scene.tokens.written.length;
    await scene.faults({ missingPermissions: [] });
    await scene.signIn();
    expect([before, scene.tokens.written.length]).toEqual([0, 1]);
  });
});

describe("a session", () => {
  it("is taken up again without asking the network", async () => {
    const scene = await openScene();
    await scene.signIn();
    const before = (await scene.requests()).length;
    const gateway = await scene.resume();
    const after = (await scene.requests()).length;
    expect([after - before, (await gateway.profile()).name]).toEqual([0, "Dana Whitfield"]);
  });

  it("that is revoked at RingCentral signs in again with the JWT", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    await scene.faults({ revokeTokens: true });
    expect((await gateway.profile()).name).toBe("Dana Whitfield");
  });

  it("that is revoked, and whose JWT is no longer good, has ended: once, and for every later call", async () => {
    const scene = await openScene();
    await scene.signIn();
    const gateway = await scene.resume({ jwt: "withdrawn" });
    let ended = 0;
    gateway.onEnded(() => {
      ended += 1;
    });
    await scene.faults({ revokeTokens: true });
    await expect(Promise.all([gateway.profile(), gateway.contacts()])).rejects.toMatchObject({ code: "signed-out" });
    await expect(gateway.profile()).rejects.toMatchObject({ code: "signed-out" });
    expect(ended).toBe(1);
  });

  it("ends at RingCentral when one signs out", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    const stored = await scene.tokens.read();
    await gateway.signOut();
    const again = await scene.provider.resume({ ...scene.credentials, jwt: "" }, createTokens(stored));
    await expect(again.profile()).rejects.toMatchObject({ code: "signed-out" });
    await expect(gateway.profile()).rejects.toMatchObject({ code: "signed-out" });
  });

  it("ends here even if RingCentral cannot be reached", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    await scene.server.close();
    await gateway.signOut();
    await expect(gateway.profile()).rejects.toMatchObject({ code: "signed-out" });
  });
});

describe("a text", () => {
  it("is accepted, and reaches the other side", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    const sent = await gateway.send(text("On my way"));
    expect(sent).toMatchObject({ kind: "text", direction: "outbound", own: DANA, others: [ALICE], status: "accepted" });
    await eventually(async () => {
      const { texts } = await gateway.changesSince(null, Date.now() - A_MONTH);
      expect(texts.map(({ body, status }) => [body, status])).toEqual([["On my way", "delivered"]]);
    });
  });

  it("to several people is one group conversation", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    const sent = await gateway.send(text("All of you", { others: [ALICE, "+14155550122"] }));
    expect(sent.others).toEqual([ALICE, "+14155550122"]);
  });

  it("with pictures goes out as MMS, telling how much of it is on its way", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    const progress: (readonly [number, number])[] = [];
    const attachments = [picture("one.png", 300_000), picture("Žluť 二.png", 2_000)];
    const sent = await gateway.send(text("", { attachments }), (done, total) => void progress.push([done, total]));
    const [request] = await scene.requests("/mms");
    const total = progress[0]?.[1] ?? 0;
    expect([sent.attachments.length, request?.body, progress.at(-1), total > 302_000, progress.length > 2]).toEqual([
      2,
      {
        json: { from: { phoneNumber: DANA }, to: [{ phoneNumber: ALICE }] },
        parts: [
          { fileName: "one.png", contentType: "image/png", size: 300_000 },
          { fileName: "Zlut _.png", contentType: "image/png", size: 2_000 },
        ],
      },
      [total, total],
      true,
      true,
    ]);
  });

  it("between extensions is a company message", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    const sent = await gateway.send(text("Coffee?", { kind: "company", own: "101", others: ["102"] }));
    expect(sent).toMatchObject({ kind: "company", own: "101", others: ["102"], body: "Coffee?", status: "sent" });
  });

  it("that the carrier refuses has failed with the carrier's code", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    const steps = [{ status: "DeliveryFailed" as const, afterMs: 0, errorCode: "SMS-CAR-431" }];
    await scene.faults({ deliveryScript: { steps } });
    await gateway.send(text("hello"));
    await eventually(async () => {
      const { texts } = await gateway.changesSince(null, Date.now() - A_MONTH);
      expect(texts[0]).toMatchObject({ status: "failed", failure: { code: "carrier", carrierCode: "SMS-CAR-431" } });
    });
  });

  it.each([
    ["to a short code", { others: ["72345"] }, "invalid-recipient"],
    ["from a number that is not one's own", { own: "+16505550120" }, "not-allowed"],
    ["to an extension nobody has", { kind: "company" as const, own: "101", others: ["999"] }, "invalid-recipient"],
    [
      "with a file nobody takes",
      { attachments: [{ ...picture("a.exe", 10), contentType: "application/x-dosexec" }] },
      "attachment-type",
    ],
  ])("%s is refused as such", async (_, change, code) => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    await expect(gateway.send(text("hello", change))).rejects.toMatchObject({ code });
  });

  it("without the permission says which", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    await scene.faults({ missingPermissions: ["SMS"] });
    await expect(gateway.send(text("hello"))).rejects.toMatchObject({ code: "missing-permission", about: "SMS" });
  });
});

describe("reading changes", () => {
  it("begins with everything, goes on with what changed, and tells what was deleted", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    await scene.inbound("first");
    const all = await gateway.changesSince(null, Date.now() - A_MONTH);
    await scene.inbound("second");
    const since = await gateway.changesSince(all.cursor, Date.now() - A_MONTH);
    expect([
      all.isFull,
      all.texts.map(({ body }) => body),
      since.isFull,
      since.texts.map(({ body }) => body).includes("second"),
    ]).toEqual([true, ["first"], false, true]);
  });

  it("reads everything again when the cursor is no longer good", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    await scene.inbound("first");
    const { cursor } = await gateway.changesSince(null, Date.now() - A_MONTH);
    await scene.faults({ deadSyncTokens: true });
    const again = await gateway.changesSince(cursor, Date.now() - A_MONTH);
    expect([again.isFull, again.texts.length]).toEqual([true, 1]);
  });

  it("reads everything again with somebody else's cursor, or nonsense for one", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    expect((await gateway.changesSince("nonsense", Date.now() - A_MONTH)).isFull).toBe(true);
  });

  it("reads more than one sync answer holds", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    for (let each = 0; each < 260; each += 1) await scene.inbound(`text ${each}`);
    const { texts } = await gateway.changesSince(null, Date.now() - A_MONTH);
    expect(new Set(texts.map(({ providerId }) => providerId)).size).toBe(260);
  });

  it("has company messages in it", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    await scene.inbound("Lunch?", { from: "102", to: "101" });
    const { texts } = await gateway.changesSince(null, Date.now() - A_MONTH);
    expect(texts.map(({ kind, own, others, body }) => ({ kind, own, others, body }))).toEqual([
      { kind: "company", own: "101", others: ["102"], body: "Lunch?" },
    ]);
  });
});

describe("marking read", () => {
  it("is done for one, for many, and not at all for none", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    await gateway.markRead([]);
    const none = await scene.requests("/message-store/");
    for (const body of ["one", "two", "three"]) await scene.inbound(body);
    const { texts } = await gateway.changesSince(null, Date.now() - A_MONTH);
    const [first = "", ...others] = texts.map(({ providerId }) => providerId);
    await gateway.markRead([first]);
    await gateway.markRead(others);
    const after = await gateway.changesSince(null, Date.now() - A_MONTH);
    expect([none.length, after.texts.map(({ isRead }) => isRead)]).toEqual([0, [true, true, true]]);
  });

  it("does not mind a text that is gone", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    await gateway.markRead(["123456789"]);
  });
});

describe("an inbound picture", () => {
  it("is told with its attachment, whose content can be had", async () => {
    const scene = await openScene();
    const gateway = await scene.signIn();
    const heard = scene.live(gateway);
    await liveTimes(heard, 1);
    const content = Buffer.from("not really a picture");
    await scene.inbound("look", {
      attachments: [{ fileName: "a.jpg", contentType: "image/jpeg", base64: content.toString("base64") }],
    });
    const [attachment] = await eventually(() => {
      expect(heard.texts.length).toBe(1);
      return heard.texts[0]?.attachments ?? [];
    });
    if (attachment === undefined) throw new Error("no attachment");
    expect([attachment.contentType, attachment.size]).toEqual(["image/jpeg", content.length]);
    expect(Buffer.from(await gateway.attachmentContent(attachment))).toEqual(content);
  });
});
