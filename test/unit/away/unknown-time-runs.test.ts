import { describe, expect, it } from "vitest";
import { AppError } from "../../../main/core/ports/app-error.ts";
import { AMIR, JANE } from "../../harness/fake-gateway.ts";
import { MONDAY_MORNING } from "../../harness/hand-clock.ts";
import { reach, sent, startAlone, trueNow, usedComputer } from "../../harness/start-alone.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ANSWERED_MS = 6 * SECOND;

describe("an absence whose end has passed by this computer's clock while the time is not known", () => {
  it.each([
    ["which is right", 0],
    ["which is ten days fast", 10 * DAY],
  ])("%s, gives way to another one that answers only what comes from then on", async (_, jump) => {
    const end = MONDAY_MORNING + 2 * HOUR;
    const computer = await usedComputer(jump, async (core) => {
      await core.get("away/switch", { kind: "until", at: end });
      core.provider.textFrom(JANE, "In the first one");
      await core.clock.turn(MINUTE);
    });
    const core = await startAlone(computer);
    await core.clock.turn(3 * HOUR);
    core.provider.textFrom(AMIR, "Between the two", { isTold: false });
    await core.clock.turn(HOUR);
    expect(core.state().away.absence).toBe(null);
    const since = trueNow(core);
    await core.get("away/switch", { kind: "until-off" });
    await core.clock.turn(MINUTE);
    core.provider.textFrom(JANE, "In the second one", { isTold: false });
    await core.clock.turn(MINUTE);
    await reach(core);
    await core.clock.turn(ANSWERED_MS);
    expect(sent(core)).toEqual([
      [JANE, "Back Monday, March 2 11:00 AM."],
      [JANE, "Back."],
    ]);
    expect(await core.get("away/absences", undefined)).toMatchObject([
      { since, until: null, hasEnded: false },
      { since: MONDAY_MORNING, until: end, hasEnded: true },
    ]);
    await core.get("away/switch", { kind: "off" });
    await core.clock.turn(MINUTE);
    expect(core.notifier.shown.flatMap(({ id, body }) => (id === "away" ? [body] : []))).toEqual([
      "Away answered 1 text; 0 texts were left to you.",
    ]);
  });

  it("ended when the person began another one, where that was before its end", async () => {
    const computer = await usedComputer(10 * DAY, async (core) => {
      await core.get("away/switch", { kind: "until", at: MONDAY_MORNING + 5 * DAY });
    });
    const core = await startAlone(computer);
    await core.clock.turn(HOUR);
    expect(core.state().away.absence).toBe(null);
    const since = trueNow(core);
    await core.get("away/switch", { kind: "until-off" });
    await core.clock.turn(MINUTE);
    await reach(core);
    expect(await core.get("away/absences", undefined)).toMatchObject([
      { since, hasEnded: false },
      { since: MONDAY_MORNING, until: since, hasEnded: true },
    ]);
  });
});

describe("a clock that is set right between two runs of which the first never knew the time", () => {
  it.each([10 * DAY, -10 * DAY])("by %s ms puts the absence between the last reading and now", async (jump) => {
    const computer = await usedComputer(jump);
    const alone = await startAlone(computer);
    await alone.get("away/switch", { kind: "until-off" });
    await alone.app.quit();
    alone.clock.jump(-jump);
    const core = await startAlone(computer);
    computer.provider.textFrom(AMIR, "From before the last reading", { at: MONDAY_MORNING - HOUR, isTold: false });
    await reach(core);
    computer.provider.textFrom(JANE, "Hello");
    await core.clock.turn(ANSWERED_MS);
    const since = core.state().away.absence?.since ?? 0;
    expect([since >= MONDAY_MORNING && since < trueNow(core), sent(core)]).toEqual([true, [[JANE, "Back."]]]);
  });
});

it("two absences of which is known only that they began after the last reading are kept as two", async () => {
  const computer = await usedComputer(0);
  const runs = [];
  for (const kind of ["until-off", "off", "until-off"] as const) {
    computer.clock.jump(-10 * DAY);
    const alone = await startAlone(computer);
    await alone.get("away/switch", { kind });
    await alone.app.quit();
    computer.clock.jump(10 * DAY);
    const core = await startAlone(computer);
    // RingCentral says what time it is, and nothing else.
    core.provider.calm();
    core.provider.refuse("changesSince", new AppError("not-allowed", "CMN-408"), 1_000_000);
    core.app.wake();
    await core.clock.turn(10 * MINUTE);
    runs.push((await core.get("away/absences", undefined)).map(({ since, hasEnded }) => [since, hasEnded]));
    await core.app.quit();
    computer.provider.calm();
  }
  expect(runs).toEqual([
    [[MONDAY_MORNING, false]],
    [[MONDAY_MORNING, true]],
    [
      [MONDAY_MORNING + 1, false],
      [MONDAY_MORNING, true],
    ],
  ]);
});
