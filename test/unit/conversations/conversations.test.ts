import { describe, expect, it } from "vitest";
import { whatItCarries } from "../../../main/core/what-it-carries.ts";
import { AMIR, JANE, OWN, STRANGER } from "../../harness/fake-gateway.ts";
import { createComputer, startCore } from "../../harness/start-core.ts";

const file = (contentType: string, ref = "r") => ({ ref, fileName: "file", contentType, size: 1 });

describe("the list of conversations", () => {
  it("shows who, the first line of the newest text, and how much is unread", async () => {
    const { provider, clock, get } = await startCore();
    provider.textFrom(JANE, "First");
    await clock.turn(1_000);
    provider.textFrom(JANE, "\n Second line is first \nthird");
    await clock.turn(1_000);
    provider.textFrom(STRANGER, "", { attachments: [file("image/jpeg")] });
    expect(await get("conversations/list", { before: null, limit: 10 })).toMatchObject([
      { title: "(650) 555-0199", others: [{ address: STRANGER, name: null }], lastLine: "Photo", unread: 1 },
      {
        title: "Jane Doe",
        kind: "text",
        others: [{ address: JANE, name: "Jane Doe", formatted: "(650) 555-0111" }],
        own: { address: OWN, formatted: "(650) 555-0100" },
        lastLine: "Second line is first",
        lastDirection: "inbound",
        unread: 2,
      },
    ]);
  });

  it("names a group after everybody in it", async () => {
    const { provider, get, notifier } = await startCore();
    provider.textFrom(JANE, "Both of you?", { others: [JANE, STRANGER] });
    expect(await get("conversations/list", { before: null, limit: 10 })).toMatchObject([
      { kind: "group", title: "Jane Doe, (650) 555-0199" },
    ]);
    expect(notifier.shown).toMatchObject([{ title: "Jane Doe, (650) 555-0199", body: "Jane: Both of you?" }]);
  });

  it("names a colleague by extension in a company conversation, but never a short code by it", async () => {
    const computer = createComputer();
    computer.provider.contacts.push({ source: "colleague", name: "Lee Park", firstName: "Lee", address: "72345" });
    const { provider, get } = await startCore(computer);
    provider.textFrom("102", "Lunch?", { kind: "company", own: "101" });
    provider.textFrom("72345", "Sale today");
    expect((await get("conversations/list", { before: null, limit: 10 })).map(({ title }) => title).toSorted()).toEqual(
      ["72345", "Kim Okafor"],
    );
  });

  it("keeps the provider's name of somebody in no address book, also after one's own answer", async () => {
    const { provider, clock, ask, get, conversationWith } = await startCore();
    provider.textFrom(STRANGER, "Hello", { fromName: "WIRELESS CALLER" });
    await clock.turn(1_000);
    await ask("outbox/send", {
      conversationId: await conversationWith(STRANGER),
      body: "Who is this?",
      attachments: [],
    });
    expect(await get("conversations/list", { before: null, limit: 10 })).toMatchObject([
      { title: "WIRELESS CALLER", lastLine: "Who is this?", lastDirection: "outbound" },
    ]);
  });

  it("comes in pages", async () => {
    const { provider, clock, get } = await startCore();
    for (const from of [JANE, AMIR, STRANGER]) {
      provider.textFrom(from, "Hi");
      await clock.turn(1_000);
    }
    const [first, second] = await get("conversations/list", { before: null, limit: 2 });
    const rest = await get("conversations/list", { before: second?.lastAt ?? 0, limit: 2 });
    expect([first, second, ...rest].map((each) => each?.others[0]?.address)).toEqual([STRANGER, AMIR, JANE]);
  });
});

describe("a thread", () => {
  it("comes in pages, oldest first, and says whether there is more", async () => {
    const { provider, clock, get, conversationWith } = await startCore();
    for (const body of ["one", "two", "three"]) {
      provider.textFrom(JANE, body);
      await clock.turn(1_000);
    }
    const conversationId = await conversationWith(JANE);
    const newest = await get("thread/read", { conversationId, before: null, limit: 2 });
    expect(newest).toMatchObject({ texts: [{ body: "two" }, { body: "three" }], hasOlder: true });
    const older = await get("thread/read", { conversationId, before: newest.texts[0]?.id ?? null, limit: 2 });
    expect(older).toMatchObject({ texts: [{ body: "one", author: { name: "Jane Doe" } }], hasOlder: false });
  });

  it("says where each attachment's content is, and fetches it once", async () => {
    const { app, provider, thread, conversationWith } = await startCore();
    provider.textFrom(JANE, "", { attachments: [file("image/png", "media/1")] });
    const [text] = await thread(await conversationWith(JANE));
    const [attachment] = text?.attachments ?? [];
    if (text === undefined || attachment === undefined) expect.fail("an attachment expected");
    expect(attachment.path).toBe(`/attachment/${text.id}/${attachment.id}`);
    const expected = {
      ok: true,
      value: { contentType: "image/png", content: new TextEncoder().encode("content of media/1") },
    };
    const both = await Promise.all([app.attachment(text.id, attachment.id), app.attachment(text.id, attachment.id)]);
    for (const result of [...both, await app.attachment(text.id, attachment.id)])
      expect(
        result.ok && { ok: true, value: { ...result.value, content: new Uint8Array(result.value.content) } },
      ).toEqual(expected);
    expect(provider.calls.filter((call) => call === "attachmentContent")).toHaveLength(1);
  });
});

describe("starting a conversation", () => {
  it("takes a number as people write it, and finds the conversation that is there", async () => {
    const { provider, get, conversationWith } = await startCore();
    provider.textFrom(JANE, "Hi");
    expect(await get("conversations/start", { addresses: ["(650) 555-0111"] })).toBe(await conversationWith(JANE));
  });

  it("with several makes one group, whatever their order", async () => {
    const { get } = await startCore();
    const id = await get("conversations/start", { addresses: [JANE, AMIR] });
    expect(await get("conversations/start", { addresses: [AMIR, "650-555-0111", JANE] })).toBe(id);
  });

  it("is from the chosen number", async () => {
    const { get } = await startCore();
    await get("account/choose-number", { address: "+16505550109" });
    await get("conversations/start", { addresses: [JANE] });
    expect(await get("conversations/list", { before: null, limit: 1 })).toMatchObject([
      { own: { address: "+16505550109" }, lastLine: "" },
    ]);
  });

  it("with a colleague's extension is a company conversation", async () => {
    const { get, ask, provider } = await startCore();
    const conversationId = await get("conversations/start", { addresses: ["102"] });
    await ask("outbox/send", { conversationId, body: "Lunch?", attachments: [] });
    expect(provider.sent).toMatchObject([{ kind: "company", own: "101", others: ["102"], body: "Lunch?" }]);
  });

  it.each([
    [["hello"], "hello"],
    [["72345"], "72345"],
    [[JANE, "123"], "123"],
    [[OWN], OWN],
    [["102", JANE], JANE],
    [[], ""],
  ])("with %s says what cannot be texted", async (addresses, about) => {
    const { ask } = await startCore();
    const answer = await ask("conversations/start", { addresses });
    expect(answer).toMatchObject({ failure: { code: "invalid-recipient", about } });
  });

  it("with a group needs a number that can send MMS", async () => {
    const { ask, get } = await startCore();
    await get("account/choose-number", { address: "+16505550109" });
    const answer = await ask("conversations/start", { addresses: [JANE, AMIR] });
    expect(answer).toMatchObject({ failure: { code: "no-sender-number" } });
  });
});

it("a number that cannot send texts cannot be chosen", async () => {
  const { ask, state } = await startCore();
  expect(await ask("account/choose-number", { address: "+18005550100" })).toMatchObject({
    failure: { code: "no-sender-number" },
  });
  expect(state().chosenNumber).toBe(OWN);
});

it.each([
  [[], ""],
  [["image/png"], "Photo"],
  [["image/png", "image/gif"], "2 attachments"],
  [["video/mp4"], "Video"],
  [["audio/mpeg"], "Audio"],
  [["text/vcard"], "Contact card"],
  [["text/x-vCard", "text/vcard"], "2 attachments"],
  [["application/zip"], "Attachment"],
  [["image/png", "video/mp4", "application/zip"], "3 attachments"],
])("%s is called %s", (contentTypes, words) => {
  expect(whatItCarries(contentTypes.map((contentType) => ({ contentType })))).toBe(words);
});

describe("an away reply in a thread", () => {
  it("says where its words are from, which no other text does", async () => {
    const { provider, clock, get, thread, conversationWith } = await startCore();
    await get("away/switch", { kind: "until-off" });
    await clock.turn(1_000);
    provider.textFrom(JANE, "Are you in?");
    await clock.turn(5_000);
    const texts = await thread(await conversationWith(JANE));
    expect(texts.map(({ isAwayReply, awayWordsFrom }) => ({ isAwayReply, awayWordsFrom }))).toEqual([
      { isAwayReply: false, awayWordsFrom: null },
      { isAwayReply: true, awayWordsFrom: "message" },
    ]);
  });
});
