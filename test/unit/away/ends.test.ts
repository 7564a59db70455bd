import { describe, expect, it } from "vitest";
import { AppError } from "../../../main/core/ports/app-error.ts";
import { AMIR, JANE } from "../../harness/fake-gateway.ts";
import { MONDAY_MORNING } from "../../harness/hand-clock.ts";
import { type CoreUnderTest, createCore, startCore } from "../../harness/start-core.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const EVENING = MONDAY_MORNING + 8 * HOUR;

/** Longer than anybody's answer waits for somebody else's, and than what was read takes to be told. */
const ANSWERED_MS = 5_000;

const awayUntil = async (until: number) => {
  const core = await startCore();
  await core.get("away/switch", { kind: "until", at: until });
  await core.clock.turn(1_000);
  return core;
};

/** At work from 9:00 to 17:00, away otherwise. */
const awayByHours = async () => {
  const core = await startCore();
  await core.get("away/set-hours", { ...core.state().away.hours, isOn: true });
  return core;
};

const asNow = async ({ get }: CoreUnderTest, since: number | null = null) => {
  const report = await get("away/report", { since });
  return { entries: report?.entries.map(({ heard, outcome }) => [heard, outcome]), gaps: report?.gaps };
};
const welcomes = ({ notifier }: CoreUnderTest) =>
  notifier.shown.flatMap(({ id, body }) => (id === "away" ? [body] : []));

describe("what came in an absence and is found after its end", () => {
  const FRIDAY = MONDAY_MORNING + 4 * DAY;
  const foundLate = ["Where are you?", { kind: "skipped", rule: "not-away" }];

  it("is in its report, with the sleep, and the welcome counts it", async () => {
    const core = await awayUntil(FRIDAY);
    await core.clock.turn(DAY);
    core.clock.sleep(DAY);
    core.provider.textFrom(JANE, "Where are you?", { isTold: false });
    core.clock.sleep(3 * DAY);
    core.app.wake();
    const early = welcomes(core);
    await core.clock.turn(10 * MINUTE + ANSWERED_MS);
    expect(core.provider.sent).toEqual([]);
    expect(await asNow(core)).toEqual({
      entries: [foundLate],
      gaps: [{ kind: "asleep", from: expect.closeTo(MONDAY_MORNING + DAY, -6), to: FRIDAY }],
    });
    expect([early, welcomes(core)]).toEqual([[], ["Away answered nobody; 1 text was left to you."]]);
  });

  it("is in its report where Tern was closed meanwhile", async () => {
    const first = await awayUntil(FRIDAY);
    await first.app.quit();
    await first.clock.turn(DAY);
    first.provider.textFrom(JANE, "Where are you?", { isTold: false });
    await first.clock.turn(4 * DAY);
    const second = createCore(first.computer);
    await second.app.start();
    await second.clock.turn(ANSWERED_MS);
    expect(await asNow(second)).toEqual({
      entries: [foundLate],
      gaps: [{ kind: "closed", from: expect.any(Number), to: FRIDAY }],
    });
    expect(welcomes(second)).toEqual(["Away answered nobody; 1 text was left to you."]);
  });

  it("is in its report and not in that of the next absence, which it came before", async () => {
    const core = await awayUntil(MONDAY_MORNING + DAY);
    const { since } = core.state().away.absence ?? { since: 0 };
    await core.get("away/set-hours", { ...core.state().away.hours, isOn: true });
    core.clock.sleep(12 * HOUR);
    core.provider.textFrom(JANE, "Where are you?", { isTold: false });
    core.clock.sleep(24 * HOUR);
    core.app.wake();
    await core.clock.turn(10 * MINUTE + ANSWERED_MS);
    expect(core.state().away.absence).toMatchObject({ since: EVENING + DAY, because: "hours" });
    expect([(await asNow(core, since)).entries, (await asNow(core)).entries]).toEqual([[foundLate], []]);
  });

  it("does not change what was decided on it in time", async () => {
    const core = await awayUntil(EVENING);
    await core.get("away/set-person", { address: JANE, answer: "never", labels: [] });
    core.notifier.become(() => "not-shown");
    core.provider.textFrom(JANE, "Where are you?");
    await core.clock.turn(ANSWERED_MS);
    await core.get("away/switch", { kind: "off" });
    await core.app.quit();
    const next = createCore(core.computer);
    await next.app.start();
    await next.clock.turn(ANSWERED_MS);
    expect((await asNow(next)).entries).toEqual([["Where are you?", { kind: "skipped", rule: "never-person" }]]);
  });
});

describe("a sleep over the hours", () => {
  it("does not keep the first text back that is told after it, nor the gap out of the report", async () => {
    const core = await awayByHours();
    await core.clock.turn(7 * HOUR);
    core.clock.sleep(4 * HOUR);
    // Told before the system says that it woke.
    core.provider.textFrom(JANE, "Good evening");
    await core.clock.turn(ANSWERED_MS);
    core.app.wake();
    expect(core.provider.sent.map(({ others }) => others)).toEqual([[JANE]]);
    expect((await asNow(core)).gaps).toEqual([{ kind: "asleep", from: EVENING, to: EVENING + 3 * HOUR }]);
  });

  it("is in the report where Tern was closed when they began", async () => {
    const first = await awayByHours();
    await first.clock.turn(7 * HOUR);
    await first.app.quit();
    await first.clock.turn(4 * HOUR);
    const second = createCore(first.computer);
    await second.app.start();
    await second.clock.turn(ANSWERED_MS);
    expect((await asNow(second)).gaps).toEqual([{ kind: "closed", from: EVENING, to: EVENING + 3 * HOUR }]);
  });
});

it("an absence whose end passes while Tern has not reached RingCentral yet is no longer shown", async () => {
  const first = await awayUntil(EVENING);
  await first.app.quit();
  first.provider.goLive.isAutomatic = false;
  const none = new AppError("no-network", "ENETUNREACH");
  for (const method of ["profile", "senderNumbers", "contacts", "changesSince"] as const)
    first.provider.refuse(method, none, 999);
  const second = createCore(first.computer);
  await second.app.start();
  await second.clock.turn(HOUR);
  expect(second.state().away.absence).toMatchObject({ until: EVENING });
  await second.clock.turn(8 * HOUR);
  expect(second.state().away.absence).toBe(null);
  // That was only said by this computer's clock.
  expect(await second.get("away/report", { since: null })).toMatchObject({ absence: { hasEnded: false } });
});

describe("the welcome", () => {
  it("does not count an answer that failed as one", async () => {
    const core = await awayUntil(EVENING);
    core.provider.refuse("send", new AppError("not-allowed", "CMN-408"));
    core.provider.textFrom(JANE, "Hello");
    await core.clock.turn(MINUTE);
    core.provider.textFrom(AMIR, "Hello");
    await core.clock.turn(8 * HOUR);
    expect(welcomes(core)).toEqual(["Away answered 1 text; 1 text was left to you."]);
  });

  it("waits until the person is back where the hours begin when their own end has come", async () => {
    const core = await awayByHours();
    await core.get("away/switch", { kind: "until", at: EVENING + HOUR });
    core.provider.textFrom(JANE, "Hello");
    await core.clock.turn(12 * HOUR);
    expect(core.state().away.absence).toMatchObject({ since: EVENING + HOUR, because: "hours" });
    const early = welcomes(core);
    core.provider.textFrom(AMIR, "Good evening");
    await core.clock.turn(DAY - 12 * HOUR + MINUTE);
    expect([early, welcomes(core)]).toEqual([[], ["Away answered 2 texts; 0 texts were left to you."]]);
  });

  it("waits for the next run where Tern ends before it, and for the person to be back; it is said once", async () => {
    const first = await awayByHours();
    await first.get("away/switch", { kind: "until", at: EVENING + HOUR });
    first.provider.textFrom(JANE, "Hello");
    await first.clock.turn(12 * HOUR);
    await first.app.quit();
    const second = createCore(first.computer);
    await second.app.start();
    await second.clock.turn(HOUR);
    const early = welcomes(second);
    first.provider.refuse("changesSince", new AppError("no-network", "ENETUNREACH"), 1_000);
    await second.clock.turn(DAY - 13 * HOUR + MINUTE);
    await second.app.quit();
    first.provider.calm();
    const runs = [];
    for (let run = 0; run < 2; run += 1) {
      const next = createCore(first.computer);
      await next.app.start();
      await next.clock.turn(MINUTE);
      runs.push(welcomes(next));
      await next.app.quit();
    }
    expect([early, welcomes(second), runs]).toEqual([
      [],
      [],
      [["Away answered 1 text; 0 texts were left to you."], []],
    ]);
  });

  it("is said when the person ends the absence that came after", async () => {
    const core = await awayByHours();
    await core.get("away/switch", { kind: "until", at: EVENING + HOUR });
    core.provider.textFrom(JANE, "Hello");
    await core.clock.turn(12 * HOUR);
    await core.get("away/switch", { kind: "off" });
    await core.clock.turn(MINUTE);
    expect(welcomes(core)).toEqual(["Away answered 1 text; 0 texts were left to you."]);
  });

  it("is said each time, in the same words even, and taken away when the next absence begins", async () => {
    const core = await awayByHours();
    const seen = [];
    for (let day = 0; day < 2; day += 1) {
      await core.clock.turn(9 * HOUR);
      core.provider.textFrom(JANE, `Hello on day ${day}`);
      await core.clock.turn(MINUTE);
      seen.push(core.notifier.visible().filter(({ id }) => id === "away"));
      await core.clock.turn(15 * HOUR);
    }
    expect([seen, welcomes(core)]).toEqual([
      [[], []],
      ["Away answered 1 text; 0 texts were left to you.", "Away answered 1 text; 0 texts were left to you."],
    ]);
  });
});
