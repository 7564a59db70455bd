import { describe, expect, it } from "vitest";
import { AMIR, JANE, STRANGER } from "../../harness/fake-gateway.ts";
import { type CoreUnderTest, createCore, startCore } from "../../harness/start-core.ts";

const DAY = 86_400_000;

const startAway = async (returnDate: string | null = null) => {
  const core = await startCore();
  await core.get("away/compose", { message: "Hi {firstName}, back {returnDate}. Bye.", returnDate });
  core.app.perform({ kind: "switch-away", on: true });
  await core.clock.turn(1_000);
  return core;
};
const replies = ({ provider }: CoreUnderTest) => provider.sent.map(({ others, body }) => `${others.join()}: ${body}`);

describe("away", () => {
  it("answers a client once, however much they write", async () => {
    const core = await startAway("2026-03-09");
    core.provider.textFrom(JANE, "Hello");
    await core.clock.turn(0);
    core.provider.textFrom(JANE, "Hello again");
    await core.clock.turn(0);
    expect(replies(core)).toEqual([`${JANE}: Hi Jane, back Monday, March 9. Bye.`]);
    expect(core.state().away).toMatchObject({ on: true, answered: 1 });
    expect(await core.thread(await core.conversationWith(JANE))).toMatchObject([
      { body: "Hello", isAwayReply: false },
      { body: "Hi Jane, back Monday, March 9. Bye.", isAwayReply: true },
      { body: "Hello again" },
    ]);
  });

  it.each([
    ["an hour fast", 3_600_000],
    ["ten days fast", 10 * DAY],
    ["an hour slow", -3_600_000],
    ["in 1970", -Date.UTC(2026, 2, 2, 9)],
  ])("goes by the provider's clock where this computer's is %s", async (_, jump) => {
    const core = await startCore();
    core.provider.textFrom(AMIR, "Before");
    await core.clock.turn(60_000);
    core.clock.jump(jump);
    await core.get("away/compose", { message: "Back soon.", returnDate: null });
    core.app.perform({ kind: "switch-away", on: true });
    core.provider.textFrom(JANE, "Hello");
    await core.clock.turn(0);
    expect(replies(core)).toEqual([`${JANE}: Back soon.`]);
  });

  it("still notifies, and does not mark read what it answers", async () => {
    const core = await startAway();
    core.provider.textFrom(JANE, "Hello");
    await core.clock.turn(0);
    expect(core.notifier.visible()).toMatchObject([{ title: "Jane Doe", body: "Hello" }]);
    expect(core.state().unread).toBe(1);
    expect(core.provider.readAtProvider).toEqual([]);
  });

  it("keeps a draft that was begun before", async () => {
    const core = await startAway();
    const conversationId = await core.get("conversations/start", { addresses: [JANE] });
    await core.get("drafts/keep", { conversationId, body: "Dear Jane" });
    core.provider.textFrom(JANE, "Hello");
    await core.clock.turn(0);
    expect(await core.get("drafts/read", { conversationId })).toBe("Dear Jane");
  });

  it("does not answer strangers, colleagues or machines", async () => {
    const core = await startAway();
    core.provider.textFrom(STRANGER, "Hello");
    core.provider.textFrom("+16505550133", "Hello from a colleague's number");
    core.provider.textFrom("72345", "Sale");
    core.provider.textFrom(JANE, "STOP");
    await core.clock.turn(0);
    expect(replies(core)).toEqual([]);
  });

  it("leaves to the person what they have read on the phone before it came here", async () => {
    const core = await startAway();
    core.provider.textFrom(JANE, "Hello", { isRead: true });
    await core.clock.turn(0);
    expect(replies(core)).toEqual([]);
  });

  it("answers what came while the link was down, but nothing from before it was switched on", async () => {
    const core = await startCore();
    core.provider.link({ kind: "down" });
    core.provider.textFrom(AMIR, "Before", { isTold: false });
    await core.clock.turn(60_000);
    await core.get("away/switch", { on: true });
    await core.clock.turn(10_000);
    core.provider.textFrom(JANE, "After", { isTold: false });
    core.provider.link({ kind: "live" });
    await core.clock.turn(0);
    expect(core.provider.sent.map(({ others }) => others)).toEqual([[JANE]]);
  });

  it("stays silent to someone who texted STOP, until they text START", async () => {
    const core = await startAway();
    for (const body of ["STOP", "One more thing", "Start."]) {
      core.provider.textFrom(JANE, body);
      await core.clock.turn(0);
    }
    expect(replies(core)).toEqual([]);
    core.provider.textFrom(JANE, "Are you there?");
    await core.clock.turn(0);
    expect(replies(core)).toHaveLength(1);
  });

  it("answers the same person again in the next absence", async () => {
    const core = await startAway();
    core.provider.textFrom(JANE, "Hello");
    await core.get("away/switch", { on: false });
    core.provider.textFrom(JANE, "You are back");
    await core.clock.turn(DAY);
    await core.get("away/switch", { on: true });
    await core.clock.turn(1_000);
    core.provider.textFrom(JANE, "Gone again");
    await core.clock.turn(0);
    expect(replies(core)).toHaveLength(2);
  });

  it("does not answer anybody twice over a restart", async () => {
    const first = await startAway();
    first.provider.textFrom(JANE, "Hello");
    await first.clock.turn(0);
    await first.app.quit();
    const second = await startCore(first.computer);
    expect(second.state().away).toMatchObject({ on: true, answered: 1 });
    second.provider.textFrom(JANE, "Hello?");
    second.provider.textFrom(AMIR, "Me too");
    await second.clock.turn(0);
    expect(second.provider.sent.map(({ others }) => others)).toEqual([[JANE], [AMIR]]);
  });

  it("previews to the letter what it then sends", async () => {
    const core = await startAway();
    const message = "Hi {firstName}, away until {returnDate} and back then.";
    const preview = await core.get("away/preview", { message, returnDate: null, firstName: "Jane" });
    await core.get("away/compose", { message, returnDate: null });
    core.provider.textFrom(JANE, "Hello");
    await core.clock.turn(0);
    expect([preview, core.provider.sent[0]?.body]).toEqual(Array(2).fill("Hi Jane, away and back then."));
  });

  it("lists what it answered, newest first, also after it ended", async () => {
    const core = await startAway();
    core.provider.textFrom(JANE, "Hello");
    await core.clock.turn(60_000);
    core.provider.textFrom(AMIR, "Hello");
    await core.clock.turn(0);
    await core.get("away/switch", { on: false });
    expect(core.state().away).toMatchObject({ on: false, since: null, answered: 0 });
    expect(await core.get("away/report", undefined)).toMatchObject([
      { to: { name: "Amir Khan" }, body: "Hi Amir. Bye." },
      { to: { name: "Jane Doe" }, body: "Hi Jane. Bye." },
    ]);
  });
});

describe("the return date", () => {
  it("switches Away off when that day begins", async () => {
    const core = await startAway("2026-03-05");
    await core.clock.turn(3 * DAY - 9 * 3_600_000 - 2_000);
    expect(core.state().away).toMatchObject({ on: true, returnDate: "2026-03-05" });
    await core.clock.turn(2_000);
    expect(core.state().away).toMatchObject({ on: false, returnDate: null });
  });

  it("that passed while Tern was off switches Away off at the next start, before anything is answered", async () => {
    const first = await startAway("2026-03-05");
    await first.app.quit();
    first.provider.textFrom(JANE, "Hello", { isTold: false });
    await first.clock.turn(4 * DAY);
    const second = createCore(first.computer);
    await second.app.start();
    await second.clock.turn(0);
    expect(second.state()).toMatchObject({ session: { kind: "signed-in" }, away: { on: false, returnDate: null } });
    expect(second.provider.sent).toEqual([]);
  });

  it("left over from an earlier absence does not end the next one", async () => {
    const core = await startAway("2026-03-05");
    await core.get("away/switch", { on: false });
    core.clock.sleep(7 * DAY);
    await core.get("away/switch", { on: true });
    expect(core.state().away).toMatchObject({ on: true, returnDate: null });
  });

  it.each(["2026-03-02", "2026-03-01", "2026-02-30"])("cannot be %s", async (returnDate) => {
    const core = await startCore();
    const answer = await core.ask("away/compose", { message: "Away", returnDate });
    expect(answer).toMatchObject({ failure: { code: "invalid-request" } });
  });
});

it("an away message must have words and leave room for a name", async () => {
  const { ask } = await startCore();
  expect(await ask("away/compose", { message: " ", returnDate: null })).toMatchObject({
    failure: { code: "empty-text" },
  });
  expect(await ask("away/compose", { message: "x".repeat(901), returnDate: null })).toMatchObject({
    failure: { code: "text-too-long" },
  });
});
