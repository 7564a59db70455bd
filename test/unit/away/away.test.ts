import { describe, expect, it } from "vitest";
import { AMIR, JANE, STRANGER } from "../../harness/fake-gateway.ts";
import { MONDAY_MORNING } from "../../harness/hand-clock.ts";
import { USUAL_RULES } from "../../../main/core/away/away-rules.ts";
import type { AwayRules } from "../../../preload/contract/away.ts";
import { type CoreUnderTest, createCore, startCore } from "../../harness/start-core.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Longer than anybody's answer waits for somebody else's. */
const ANSWERED_MS = 5_000;
const MONDAY_WEEK = MONDAY_MORNING + 7 * DAY;

const startAway = async (until: number | null = null, rules: Partial<AwayRules> = {}) => {
  const core = await startCore();
  await core.get("away/set-rules", { ...USUAL_RULES, message: "Hi {firstName}, back {returnDate}. Bye.", ...rules });
  await core.get("away/switch", until === null ? { kind: "until-off" } : { kind: "until", at: until });
  await core.clock.turn(1_000);
  return core;
};
const replies = ({ provider }: CoreUnderTest) => provider.sent.map(({ others, body }) => `${others.join()}: ${body}`);

describe("away", () => {
  it("answers a client once, however much they write", async () => {
    const core = await startAway(MONDAY_WEEK);
    core.provider.textFrom(JANE, "Hello");
    await core.clock.turn(ANSWERED_MS);
    core.provider.textFrom(JANE, "Hello again");
    await core.clock.turn(ANSWERED_MS);
    expect(replies(core)).toEqual([`${JANE}: Hi Jane, back Monday, March 9. Bye.`]);
    expect(core.state().away).toMatchObject({ absence: {}, answered: 1 });
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
    await core.get("away/set-rules", { ...USUAL_RULES, message: "Back soon." });
    core.app.perform({ kind: "switch-away", to: "today" });
    core.provider.textFrom(JANE, "Hello");
    await core.clock.turn(ANSWERED_MS);
    expect(replies(core)).toEqual([`${JANE}: Back soon.`]);
  });

  it("asks who else listens only for what it may answer", async () => {
    const core = await startAway();
    const asked = () => core.provider.calls.filter((method) => method === "listeners").length;
    core.provider.textFrom(JANE, "HELP");
    await core.clock.turn(ANSWERED_MS);
    expect(asked()).toBe(0);
    core.provider.textFrom(JANE, "Hello");
    await core.clock.turn(ANSWERED_MS);
    expect(asked()).toBeGreaterThan(0);
  });

  it("still notifies, and does not mark read what it answers", async () => {
    const core = await startAway();
    core.provider.textFrom(JANE, "Hello");
    await core.clock.turn(ANSWERED_MS);
    expect(core.notifier.visible()).toMatchObject([{ title: "Jane Doe", body: "Hello" }]);
    expect(core.state().unread).toBe(1);
    expect(core.provider.readAtProvider).toEqual([]);
  });

  it("keeps a draft that was begun before", async () => {
    const core = await startAway();
    const conversationId = await core.get("conversations/start", { addresses: [JANE] });
    await core.get("drafts/keep", { conversationId, body: "Dear Jane" });
    core.provider.textFrom(JANE, "Hello");
    await core.clock.turn(ANSWERED_MS);
    expect(await core.get("drafts/read", { conversationId })).toBe("Dear Jane");
  });

  it("does not answer strangers, colleagues or machines", async () => {
    const core = await startAway();
    core.provider.textFrom(STRANGER, "Hello");
    core.provider.textFrom("+16505550133", "Hello from a colleague's number");
    core.provider.textFrom("72345", "Sale");
    core.provider.textFrom(JANE, "STOP");
    await core.clock.turn(ANSWERED_MS);
    expect(replies(core)).toEqual([]);
  });

  it("answers no colleague, from whatever number, where strangers are answered", async () => {
    const core = await startAway(null, { who: "everyone" });
    core.provider.textFrom("+16505550133", "Hello from a colleague's number");
    core.provider.textFrom(STRANGER, "Hello");
    await core.clock.turn(ANSWERED_MS);
    expect(core.provider.sent.map(({ others }) => others)).toEqual([[STRANGER]]);
  });

  it("leaves to the person what they have read on the phone before it came here", async () => {
    const core = await startAway();
    core.provider.textFrom(JANE, "Hello", { isRead: true });
    await core.clock.turn(ANSWERED_MS);
    expect(replies(core)).toEqual([]);
  });

  it("answers what came while the link was down, but nothing from before it was switched on", async () => {
    const core = await startCore();
    core.provider.link({ kind: "down" });
    core.provider.textFrom(AMIR, "Before", { isTold: false });
    await core.clock.turn(60_000);
    await core.get("away/switch", { kind: "until-off" });
    await core.clock.turn(10_000);
    core.provider.textFrom(JANE, "After", { isTold: false });
    core.provider.link({ kind: "live" });
    await core.clock.turn(ANSWERED_MS);
    expect(core.provider.sent.map(({ others }) => others)).toEqual([[JANE]]);
  });

  it("stays silent to someone who texted STOP, until they text START", async () => {
    const core = await startAway();
    for (const body of ["STOP", "One more thing", "Start."]) {
      core.provider.textFrom(JANE, body);
      await core.clock.turn(ANSWERED_MS);
    }
    expect(replies(core)).toEqual([]);
    core.provider.textFrom(JANE, "Are you there?");
    await core.clock.turn(ANSWERED_MS);
    expect(replies(core)).toHaveLength(1);
  });

  it("answers the same person again in the next absence", async () => {
    const core = await startAway();
    core.provider.textFrom(JANE, "Hello");
    await core.clock.turn(ANSWERED_MS);
    await core.get("away/switch", { kind: "off" });
    core.provider.textFrom(JANE, "You are back");
    await core.clock.turn(DAY);
    await core.get("away/switch", { kind: "until-off" });
    await core.clock.turn(1_000);
    core.provider.textFrom(JANE, "Gone again");
    await core.clock.turn(ANSWERED_MS);
    expect(replies(core)).toHaveLength(2);
  });

  it("does not answer anybody twice over a restart", async () => {
    const first = await startAway();
    first.provider.textFrom(JANE, "Hello");
    await first.clock.turn(ANSWERED_MS);
    await first.app.quit();
    const second = await startCore(first.computer);
    expect(second.state().away).toMatchObject({ absence: {}, answered: 1 });
    second.provider.textFrom(JANE, "Hello?");
    second.provider.textFrom(AMIR, "Me too");
    await second.clock.turn(ANSWERED_MS);
    expect(second.provider.sent.map(({ others }) => others)).toEqual([[JANE], [AMIR]]);
  });

  it("previews to the letter what it then sends", async () => {
    const core = await startAway();
    const rules = {
      ...USUAL_RULES,
      message: "Hi {firstName}, away until {returnDate} and back then.",
      hasStopLine: true,
    };
    await core.get("away/set-rules", rules);
    const ask = { rules, until: null, firstName: "Jane", labels: [], heard: null };
    const preview = await core.get("away/preview", ask);
    core.provider.textFrom(JANE, "Hello");
    await core.clock.turn(ANSWERED_MS);
    expect([preview.body, core.provider.sent[0]?.body]).toEqual(
      Array(2).fill("Hi Jane, away and back then.\nReply STOP to end"),
    );
  });

  it("says what it did and what it left, newest first, also after it ended", async () => {
    const core = await startAway();
    core.provider.textFrom(JANE, "Hello");
    await core.clock.turn(60_000);
    core.provider.textFrom(AMIR, "Hello");
    core.provider.textFrom(STRANGER, "Buy this");
    await core.clock.turn(ANSWERED_MS);
    await core.get("away/switch", { kind: "off" });
    expect(core.state().away).toMatchObject({ absence: null, answered: 0 });
    const report = await core.get("away/report", { since: null });
    expect(report).toMatchObject({ absence: { because: "person", hasEnded: true, until: core.clock.now() }, gaps: [] });
    expect(report?.entries.toSorted((one, two) => one.heard.localeCompare(two.heard))).toMatchObject([
      { from: { address: STRANGER }, heard: "Buy this", outcome: { kind: "skipped", rule: "unknown-sender" } },
      { from: { name: "Amir Khan" }, heard: "Hello", outcome: { kind: "answered", body: "Hi Amir. Bye." } },
      {
        from: { name: "Jane Doe" },
        heard: "Hello",
        outcome: { kind: "answered", body: "Hi Jane. Bye.", status: "accepted" },
      },
    ]);
  });

  it("leaves a text to whoever answers it first, in another client even", async () => {
    const core = await startAway();
    core.provider.textFrom(JANE, "Hello");
    await core.clock.turn(1_000);
    core.provider.textFromElsewhere(JANE, "Hi Jane, it is me");
    await core.clock.turn(ANSWERED_MS);
    expect(replies(core)).toEqual([]);
    expect((await core.get("away/report", { since: null }))?.entries).toMatchObject([
      { outcome: { kind: "skipped", rule: "answered-elsewhere" } },
    ]);
  });

  it("gives the answer that a run which was killed had not given yet", async () => {
    const first = await startAway();
    first.provider.textFrom(JANE, "Hello");
    await first.clock.turn(0);
    await first.app.quit();
    expect(replies(first)).toEqual([]);
    const second = await startCore(first.computer);
    await second.clock.turn(ANSWERED_MS);
    expect(replies(second)).toEqual([`${JANE}: Hi Jane. Bye.`]);
  });

  it("holds back what is more than the minute allows, and answers it later", async () => {
    const core = await startAway(null, { perMinute: 1 });
    core.provider.textFrom(JANE, "Hello");
    core.provider.textFrom(AMIR, "Hello");
    await core.clock.turn(ANSWERED_MS);
    expect(core.provider.sent).toHaveLength(1);
    await core.clock.turn(60_000 + ANSWERED_MS);
    expect(core.provider.sent.map(({ others }) => others.join()).toSorted()).toEqual([JANE, AMIR].toSorted());
  });
});

describe("the end of an absence", () => {
  const THURSDAY = Date.UTC(2026, 2, 5);

  it("comes by itself, with a word of welcome and the report", async () => {
    const until = MONDAY_MORNING + HOUR;
    const core = await startAway(until);
    core.provider.textFrom(JANE, "Hello");
    await core.clock.turn(until - core.clock.now() - 1);
    expect(core.state().away).toMatchObject({ absence: { until } });
    await core.clock.turn(1);
    expect(core.state().away).toMatchObject({ absence: null });
    await core.clock.turn(ANSWERED_MS);
    expect(core.notifier.visible()).toMatchObject([
      { title: "Jane Doe" },
      { id: "away", title: "Welcome back", body: "Away answered 1 text; 0 texts were left to you." },
    ]);
    core.notifier.act({ kind: "open", id: "away" });
    expect(core.desktop.asked).toEqual(["page away"]);
  });

  it("that passed while Tern was off is noticed at the next start, before anything is answered", async () => {
    const first = await startAway(THURSDAY);
    await first.app.quit();
    first.provider.textFrom(JANE, "Hello", { isTold: false });
    await first.clock.turn(4 * DAY);
    const second = createCore(first.computer);
    await second.app.start();
    await second.clock.turn(ANSWERED_MS);
    expect(second.state()).toMatchObject({ session: { kind: "signed-in" }, away: { absence: null } });
    expect(second.provider.sent).toEqual([]);
    expect(await second.get("away/report", { since: null })).toMatchObject({
      absence: { until: THURSDAY, hasEnded: true },
    });
  });

  it("must be in the future", async () => {
    const core = await startCore();
    const answer = await core.ask("away/switch", { kind: "until", at: core.clock.now() });
    expect(answer).toMatchObject({ failure: { code: "invalid-request" } });
  });
});

it("Away follows the hours of work, and the person's own word on an evening", async () => {
  const core = await startCore();
  const hours = { ...core.state().away.hours, isOn: true };
  await core.get("away/set-hours", hours);
  expect(core.state().away).toMatchObject({ absence: null, hours });
  await core.clock.turn(8 * HOUR);
  const evening = { since: MONDAY_MORNING + 8 * HOUR, until: MONDAY_MORNING + DAY, because: "hours" };
  expect(core.state().away.absence).toMatchObject(evening);
  await core.get("away/switch", { kind: "off" });
  expect(core.state().away.absence).toBe(null);
  await core.clock.turn(DAY);
  expect(core.state().away.absence).toMatchObject({ since: evening.since + DAY, because: "hours" });
});

it("an away message must have words, and room in one text for the longest name", async () => {
  const { ask } = await startCore();
  expect(await ask("away/set-rules", { ...USUAL_RULES, message: " " })).toMatchObject({
    failure: { code: "empty-text" },
  });
  expect(await ask("away/set-rules", { ...USUAL_RULES, message: `{firstName}${"x".repeat(943)}` })).toMatchObject({
    failure: { code: "text-too-long" },
  });
});
