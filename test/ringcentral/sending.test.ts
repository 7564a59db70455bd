import { expect, test } from "vitest";
import { mixedBody } from "./flows/seeds.ts";
import { restProbe, type RestAnswer, type RestProbe } from "./probes/rest-probe.ts";
import { alice, ben, dana, started } from "./probes/started.ts";

type Sms = { from?: string; to?: readonly string[]; text?: string; more?: object };

const sms = ({ from = dana, to = [alice], text = "Hello", more = {} }: Sms) => ({
  from: { phoneNumber: from },
  to: to.map((phoneNumber) => ({ phoneNumber })),
  text,
  ...more,
});

const outcome = ({ status, json, text }: RestAnswer): string => {
  const code = /"errors":\[\{"errorCode":"([^"]+)"/u.exec(text)?.[1];
  return json === undefined ? String(status) : `${status} ${code ?? "ok"}`;
};

const send = async (probe: RestProbe, wish: Sms): Promise<string> =>
  outcome(await probe.ask("POST", "E/sms", sms(wish)));

test("An accepted text is answered as the documentation shows it, its conversation beyond what a double holds", async () => {
  const { ringCentral } = await started();
  const probe = await restProbe(ringCentral);
  const { status, json, text } = await probe.ask("POST", "E/sms", sms({}));
  const id = (json as { readonly id: number }).id;
  const uri = `${ringCentral.server}/restapi/v1.0/account/809646016/extension/629893101/message-store/${id}`;
  const conversation = /"conversation":\{[^}]*"id":"(\d+)"/u.exec(text)?.[1] ?? "";
  expect({ status, json, raw: /"conversationId":(\d+)/u.exec(text)?.[1] }).toEqual({
    status: 200,
    json: {
      uri,
      id,
      to: [{ phoneNumber: alice, location: "San Francisco, CA", messageStatus: "Queued" }],
      from: { phoneNumber: dana, name: "Dana Whitfield", location: "Belmont, CA" },
      type: "SMS",
      creationTime: expect.stringMatching(/Z$/u),
      lastModifiedTime: expect.stringMatching(/Z$/u),
      readStatus: "Read",
      priority: "Normal",
      attachments: [{ id, uri: `${uri}/content/${id}`, type: "Text", contentType: "text/plain" }],
      direction: "Outbound",
      availability: "Alive",
      subject: "Hello",
      messageStatus: "Queued",
      smsSendingAttemptsCount: 1,
      conversationId: Number(conversation),
      conversation: { uri: expect.any(String), id: conversation },
    },
    raw: conversation,
  });
  expect(BigInt(conversation) > BigInt(Number.MAX_SAFE_INTEGER) && String(Number(conversation)) !== conversation).toBe(
    true,
  );
});

test("What may not be sent is refused with the documented code", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  await control.faults({ blockedNumbers: ["+14155550188"], prohibitedNumbers: ["+14155550189"] });
  const cases: Readonly<Record<string, Sms>> = {
    "from a stranger's number": { from: "+12125550100" },
    "from a colleague's number": { from: "+16505550120" },
    "from a number without texts": { from: "+16505550112" },
    "from the company's number": { from: "+16505550199" },
    "from the fax number": { from: "+16505550198" },
    "from a queue's number that another answers": { from: "+16505550201" },
    "to nobody": { to: [] },
    "to nonsense": { to: ["nonsense"] },
    "to a number that cannot be": { to: ["+11"] },
    "to a short code": { to: ["72345"] },
    "to an extension": { to: ["102"] },
    "to the same twice": { to: [alice, "(415) 555-0121"] },
    "to eleven": { to: Array.from({ length: 11 }, (_, index) => `+1415555${1000 + index}`) },
    abroad: { to: ["+442071838750"] },
    "to a blocked number": { to: ["+14155550188"] },
    "to a prohibited number": { to: ["+14155550189"] },
    "to two from toll-free": { from: "+18335550111", to: [alice, ben] },
    "no text": { text: "" },
    "1001 units": { text: "x".repeat(1001) },
    "501 emoji": { text: "😀".repeat(501) },
    "two countries": { more: { country: { id: "1", isoCode: "US" } } },
  };
  const found = Object.fromEntries(
    await Promise.all(Object.entries(cases).map(async ([name, wish]) => [name, await send(probe, wish)])),
  );
  expect(found).toEqual({
    "from a stranger's number": "400 MSG-245",
    "from a colleague's number": "403 MSG-304",
    "from a number without texts": "403 MSG-367",
    "from the company's number": "403 MSG-242",
    "from the fax number": "403 MSG-241",
    "from a queue's number that another answers": "403 MSG-242",
    "to nobody": "400 CMN-101",
    "to nonsense": "400 CMN-101",
    "to a number that cannot be": "400 CMN-101",
    "to a short code": "400 MSG-247",
    "to an extension": "400 MSG-246",
    "to the same twice": "400 CMN-406",
    "to eleven": "400 MSG-381",
    abroad: "403 MSG-240",
    "to a blocked number": "400 MSG-243",
    "to a prohibited number": "403 MSG-388",
    "to two from toll-free": "403 MSG-383",
    "no text": "400 CMN-101",
    "1001 units": "400 CMN-101",
    "501 emoji": "400 CMN-101",
    "two countries": "400 MSG-365",
  });
});

test("An error body names the parameter, with the older name of its code at the top", async () => {
  const { ringCentral } = await started();
  const { json } = await (await restProbe(ringCentral)).ask("POST", "E/sms", sms({ to: ["x"] }));
  expect(json).toEqual({
    errorCode: "InvalidParameter",
    message: "Parameter [to] value is invalid",
    errors: [
      { errorCode: "CMN-101", message: "Parameter [to] value is invalid", parameterName: "to", parameterValue: "x" },
    ],
    parameterName: "to",
    parameterValue: "x",
  });
});

test("The limits themselves are allowed: 1000 units, ten recipients, numbers as people write them", async () => {
  const { ringCentral } = await started();
  const probe = await restProbe(ringCentral);
  const outcomes = [
    await send(probe, { text: "😀".repeat(500) }),
    await send(probe, { to: Array.from({ length: 10 }, (_, index) => `+1415555${1000 + index}`) }),
    await send(probe, { from: "16505550100", to: ["(415) 555-0121"] }),
    await send(probe, { from: "+18335550111" }),
  ];
  expect(outcomes).toEqual(["200 ok", "200 ok", "200 ok", "200 ok"]);
});

test("One who reads for a queue may send from its number, and the queue keeps the text", async () => {
  const { ringCentral, control } = await started();
  const sent = await send(await restProbe(ringCentral, "102"), { from: "+16505550201" });
  const [held] = await control.messages();
  expect([sent, held?.["owner"]]).toMatchObject(["200 ok", { name: "Client Service", extensionType: "Department" }]);
});

test("Nobody sends for another, not even an administrator", async () => {
  const { ringCentral } = await started();
  const path = "A/extension/629893101/sms";
  const admin = outcome(await (await restProbe(ringCentral, "110")).ask("POST", path, sms({})));
  const other = outcome(await (await restProbe(ringCentral, "102")).ask("POST", path, sms({})));
  expect([admin, other]).toEqual(["403 CMN-404", "403 CMN-404"]);
});

const file = (contentType: string, content = "content", fileName = "a.bin") => ({
  contentType,
  content: Buffer.from(content),
  fileName,
});

const mixed = async (probe: RestProbe, files: readonly ReturnType<typeof file>[], request: object = sms({})) =>
  await probe.ask("POST", "E/mms", mixedBody("edge", request, files), {
    "content-type": "multipart/mixed; boundary=edge",
  });

test("Attachments are refused with the documented codes", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  const jpeg = file("image/jpeg", "x", "a.jpg");
  const outcomes = {
    none: outcome(await mixed(probe, [])),
    unknownType: outcome(await mixed(probe, [file("application/x-msdownload")])),
    pdfOfSeed: outcome(await mixed(probe, [file("application/pdf")])),
    empty: outcome(await mixed(probe, [file("image/jpeg", "")])),
    unnamed: outcome(await mixed(probe, [file("image/jpeg", "x", "")])),
    eleven: outcome(
      await mixed(
        probe,
        Array.from({ length: 11 }, () => jpeg),
      ),
    ),
    tooLarge: outcome(await mixed(probe, [file("image/jpeg", "x".repeat(1_500_001))])),
    justFits: outcome(await mixed(probe, [file("image/jpeg", "x".repeat(1_500_000))])),
    withoutText: outcome(await mixed(probe, [jpeg], { ...sms({}), text: undefined })),
    fromTollFree: outcome(await mixed(probe, [jpeg], sms({ from: "+18335550111" }))),
  };
  await control.faults({ wideMimeTable: true });
  expect({ ...outcomes, pdfOfPage: outcome(await mixed(probe, [file("application/pdf")])) }).toEqual({
    none: "200 ok",
    unknownType: "415 MSG-348",
    pdfOfSeed: "415 MSG-348",
    empty: "400 MSG-347",
    unnamed: "400 MSG-351",
    eleven: "400 MSG-379",
    tooLarge: "400 MSG-376",
    justFits: "200 ok",
    withoutText: "200 ok",
    fromTollFree: "403 MSG-383",
    pdfOfPage: "200 ok",
  });
});

test("A part without a disposition, a body that is no multipart, broken JSON and an oversized body are refused", async () => {
  const { ringCentral } = await started();
  const probe = await restProbe(ringCentral);
  const bare = Buffer.from(
    `--edge\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(sms({}))}\r\n` +
      "--edge\r\nContent-Type: image/jpeg\r\n\r\nx\r\n--edge--\r\n",
  );
  const type = { "content-type": "multipart/mixed; boundary=edge" };
  expect([
    outcome(await probe.ask("POST", "E/mms", bare, type)),
    outcome(await probe.ask("POST", "E/mms", "[object FormData]", { "content-type": "text/plain;charset=UTF-8" })),
    outcome(await probe.ask("POST", "E/sms", "{broken", { "content-type": "application/json" })),
    outcome(await probe.ask("POST", "E/sms", "x".repeat(10_000_001), { "content-type": "application/json" })),
  ]).toEqual(["400 MSG-350", "415 CMN-104", "400 CMN-103", "413 MSG-338"]);
});

test("The first part counts, whatever its name; files keep theirs", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  const form = new FormData();
  form.append("anything", new Blob([JSON.stringify(sms({ text: "Look" }))], { type: "application/json" }));
  form.append("attachment", new File(["x"], "cat.png", { type: "image/png" }));
  const answer = outcome(await probe.ask("POST", "E/sms", form));
  const [held] = await control.messages();
  expect([answer, held?.subject, held?.attachments.map((entry) => entry["fileName"])]).toEqual([
    "200 ok",
    "Look",
    [undefined, "cat.png"],
  ]);
});
