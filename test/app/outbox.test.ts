import { describe, expect, it } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { createRun, createSurroundings, startApp } from "../harness/start-app.ts";
import { controlOf } from "../ringcentral/control-client.ts";

const ALICE = "+14155550121";
const picture = { fileName: "house.png", contentType: "image/png", content: new Uint8Array(40_000).fill(7) };
/** The line of a text that RingCentral has, however far it is. */
const taken = (body: string): unknown => expect.stringMatching(new RegExp(`^${body}: (accepted|sent|delivered)$`, "u"));
/** More than a test makes: nothing is heard live of what is sent. */
const NO_EVENTS = { loseEvents: 1_000 };

const start = async () => {
  const surroundings = await createSurroundings();
  const run = await startApp(surroundings);
  const conversationId = await run.get("conversations/start", { addresses: [ALICE] });
  return {
    ...surroundings,
    ...run,
    surroundings,
    conversationId,
    violations: controlOf(surroundings.server.control).violations,
    send: (body: string) => run.get("outbox/send", { conversationId, body, attachments: [] }),
    sendPicture: (body: string) => run.get("outbox/send", { conversationId, body, attachments: [picture] }),
    /** Words of every text that RingCentral took from the person, in order. */
    held: async (): Promise<readonly string[]> =>
      (await surroundings.messages()).flatMap(({ direction, subject }) => (direction === "Outbound" ? [subject] : [])),
    /** How often a text was handed over. */
    tries: async (): Promise<number> =>
      (await surroundings.requests()).filter(({ path }) => /\/(sms|mms)$/u.test(path)).length,
  };
};

describe("a connection that is torn after RingCentral took the text", () => {
  it("loses nothing and sends nothing twice, though nothing is told live", async () => {
    const { faults, send, lines, held, tries } = await start();
    await faults({ ...NO_EVENTS, resetAfterWork: { path: "/sms" } });
    await send("Torn");
    await send("Next");
    await eventually(async () => expect(await lines(ALICE)).toEqual([taken("Torn"), taken("Next")]));
    expect([await held(), await tries()]).toEqual([["Torn", "Next"], 2]);
  });

  it("nor does it with a picture", async () => {
    const { faults, sendPicture, lines, held, tries, thread } = await start();
    await faults({ ...NO_EVENTS, resetAfterWork: { path: "/mms" } });
    await sendPicture("The house");
    await eventually(async () => expect(await lines(ALICE)).toEqual([taken("The house")]));
    expect((await thread(ALICE))[0]?.attachments).toMatchObject([{ fileName: "house.png", size: 40_000 }]);
    expect([await held(), await tries()]).toEqual([["The house"], 1]);
  });

  it("keeps two texts of the same words apart", async () => {
    const { faults, send, lines, held, tries } = await start();
    await faults({ ...NO_EVENTS, resetAfterWork: { path: "/sms", times: 2 } });
    await send("ok");
    await send("ok");
    await eventually(async () => expect(await lines(ALICE)).toEqual([taken("ok"), taken("ok")]));
    expect([await held(), await tries()]).toEqual([["ok", "ok"], 2]);
  });
});

describe("an error of RingCentral's", () => {
  it("is believed only after a look: what it took all the same is not sent again", async () => {
    const { faults, send, sendPicture, lines, held, tries } = await start();
    const failing = { method: "POST", status: 503, errorCode: "MSG-290", times: 1, afterWork: true };
    await faults({
      ...NO_EVENTS,
      answer: [
        { ...failing, path: "/sms" },
        { ...failing, path: "/mms" },
      ],
    });
    await send("Taken");
    await sendPicture("Taken too");
    await eventually(async () => expect(await lines(ALICE)).toEqual([taken("Taken"), taken("Taken too")]));
    expect([await held(), await tries()]).toEqual([["Taken", "Taken too"], 2]);
  });

  it("holds a picture up, and it goes out once when the look found nothing", async () => {
    const { faults, sendPicture, lines, held, tries } = await start();
    await faults({ answer: { path: "/mms", method: "POST", status: 503, errorCode: "MSG-290", times: 1 } });
    await sendPicture("The house");
    await eventually(async () => expect(await lines(ALICE)).toEqual(["The house: queued"]));
    await eventually(async () => expect(await lines(ALICE)).toEqual(["The house: delivered"]));
    expect([await held(), await tries()]).toEqual([["The house"], 2]);
  });
});

it("a text waits as long as RingCentral asks, and is then sent once", async () => {
  const { faults, send, lines, held, requests, violations } = await start();
  await faults({ answer: { path: "/sms", method: "POST", status: 429, retryAfter: 3, times: 1 } });
  await send("Slowly");
  await send("One after the other");
  await eventually(async () =>
    expect(await lines(ALICE)).toEqual(["Slowly: delivered", "One after the other: delivered"]),
  );
  expect(await held()).toEqual(["Slowly", "One after the other"]);
  const [refused, again] = (await requests()).filter(({ path }) => path.endsWith("/sms"));
  expect(Date.parse(again?.at ?? "") - Date.parse(refused?.at ?? "")).toBeGreaterThanOrEqual(3_000);
  expect(await violations()).toEqual([]);
});

it.each(["text", "picture"] as const)("a %s whose answer never came is found by the next run of Tern", async (kind) => {
  const { surroundings, faults, send, sendPicture, app, held, tries } = await start();
  await faults({ ...NO_EVENTS, swallowAnswers: [{ path: "/sms" }, { path: "/mms" }] });
  await (kind === "text" ? send("Hello") : sendPicture("Hello"));
  await eventually(async () => expect(await held()).toEqual(["Hello"]));
  await app.quit();
  const second = createRun(surroundings);
  await second.app.start();
  await eventually(async () => expect(await second.lines(ALICE)).toEqual([taken("Hello")]));
  expect([await held(), await tries()]).toEqual([["Hello"], 1]);
});

it("a text written without network goes out once when it is back", async () => {
  const { faults, send, state, lines, held } = await start();
  await faults({ unreachable: true });
  await eventually(async () => expect((await state()).connection.kind).toBe("offline"));
  await send("Later");
  expect(await lines(ALICE)).toEqual(["Later: queued"]);
  await faults({ unreachable: false });
  await eventually(async () => expect(await lines(ALICE)).toEqual(["Later: delivered"]));
  expect(await held()).toEqual(["Later"]);
});
