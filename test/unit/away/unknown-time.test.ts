import { describe, expect, it } from "vitest";
import { AppError } from "../../../main/core/ports/app-error.ts";
import type { MessageStoreProvider } from "../../../main/core/ports/message-store.ts";
import { createMessageStores } from "../../../main/storage/message-stores.ts";
import { AMIR, JANE } from "../../harness/fake-gateway.ts";
import { MONDAY_MORNING } from "../../harness/hand-clock.ts";
import { reach, sent, startAlone, trueNow, usedComputer } from "../../harness/start-alone.ts";
import { type CoreUnderTest, startCore } from "../../harness/start-core.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ANSWERED_MS = 6 * SECOND;

const CLOCKS = [
  ["ten days fast", 10 * DAY],
  ["three hours fast", 3 * HOUR],
  ["right", 0],
  ["three hours slow", -3 * HOUR],
  ["in 1970", -MONDAY_MORNING],
] as const;

const outcomes = async (core: CoreUnderTest) =>
  (await core.get("away/report", { since: null }))?.entries.map(({ outcome }) =>
    outcome.kind === "skipped" ? outcome.rule : outcome.kind,
  );

describe.each(CLOCKS)("while the time is not known and the computer's clock is %s", (_, jump) => {
  it("Away that is switched on answers what comes from then on, and nothing from before", async () => {
    const core = await startAlone(await usedComputer(jump));
    core.provider.textFrom(AMIR, "Before", { isTold: false });
    await core.clock.turn(HOUR);
    const since = trueNow(core);
    await core.get("away/switch", { kind: "until-off" });
    expect(core.state().away.absence).not.toBe(null);
    await core.clock.turn(HOUR);
    core.provider.textFrom(JANE, "Hello", { isTold: false });
    await core.clock.turn(MINUTE);
    await reach(core);
    await core.clock.turn(ANSWERED_MS);
    expect([core.state().away, sent(core)]).toMatchObject([
      { absence: { since, until: null, because: "person" }, answered: 1 },
      [[JANE, "Back."]],
    ]);
    expect(await outcomes(core)).toEqual(["answered", "before-away"]);
    expect(await core.get("away/absences", undefined)).toMatchObject([{ since, hasEnded: false }]);
  });

  it("so does Away that was switched on in a run that never knew", async () => {
    const computer = await usedComputer(jump);
    const alone = await startAlone(computer);
    await alone.clock.turn(HOUR);
    const since = trueNow(alone);
    await alone.get("away/switch", { kind: "until-off" });
    await alone.clock.turn(MINUTE);
    await alone.app.quit();
    await alone.clock.turn(HOUR);
    computer.provider.textFrom(JANE, "Hello", { isTold: false });
    await alone.clock.turn(MINUTE);
    const core = await startAlone(computer);
    expect(core.state().away.absence).not.toBe(null);
    await reach(core);
    await core.clock.turn(ANSWERED_MS);
    expect(sent(core)).toEqual([[JANE, "Back."]]);
    expect(core.state().away.absence).toMatchObject({ since });
  });

  it("an hour for lunch ends an hour later, and an end that was given as a date stays that", async () => {
    const core = await startAlone(await usedComputer(jump));
    core.app.perform({ kind: "switch-away", to: "lunch" });
    const begun = trueNow(core);
    await reach(core);
    const quarter = 15 * MINUTE;
    expect(core.state().away.absence).toMatchObject({
      since: begun,
      until: Math.ceil((begun + HOUR) / quarter) * quarter,
    });
    const until = core.state().away.absence?.until ?? 0;
    await core.clock.turn(until - trueNow(core));
    expect(core.state().away.absence).toBe(null);
  });

  it("an absence from before does not end, and begins no other, until the time is known", async () => {
    const until = MONDAY_MORNING + 5 * HOUR;
    const computer = await usedComputer(jump, async (core) => {
      await core.get("away/switch", { kind: "until", at: until });
    });
    const core = await startAlone(computer);
    const absence = { since: MONDAY_MORNING, until };
    await core.clock.turn(HOUR);
    expect(await core.get("away/absences", undefined)).toMatchObject([{ ...absence, hasEnded: false }]);
    core.provider.textFrom(JANE, "Hello", { isTold: false });
    await reach(core);
    await core.clock.turn(ANSWERED_MS);
    expect([core.state().away.absence, sent(core)]).toMatchObject([absence, [[JANE, "Back Monday, March 2 2:00 PM."]]]);
    await core.clock.turn(until - trueNow(core));
    expect([core.state().away.absence, await core.get("away/absences", undefined)]).toMatchObject([
      null,
      [{ ...absence, hasEnded: true }],
    ]);
  });

  it("the person is here at once when they say so", async () => {
    const computer = await usedComputer(jump, async (core) => {
      await core.get("away/switch", { kind: "until", at: MONDAY_MORNING + 5 * HOUR });
    });
    const core = await startAlone(computer);
    await core.get("away/switch", { kind: "off" });
    const until = trueNow(core);
    expect(core.state().away.absence).toBe(null);
    await core.clock.turn(MINUTE);
    await reach(core);
    expect(await core.get("away/absences", undefined)).toMatchObject([
      { since: MONDAY_MORNING, until, hasEnded: true },
    ]);
    core.provider.textFrom(JANE, "Hello");
    await core.clock.turn(ANSWERED_MS);
    expect([core.state().away.absence, sent(core)]).toEqual([null, []]);
  });

  it("what was switched on and off leaves no trace", async () => {
    const core = await startAlone(await usedComputer(jump));
    for (const kind of ["until-off", "off", "until-off", "off"] as const) {
      await core.get("away/switch", { kind });
      await core.clock.turn(MINUTE);
    }
    await reach(core);
    expect([core.state().away.absence, await core.get("away/absences", undefined)]).toEqual([null, []]);
  });

  it("hours that are set hold from then on", async () => {
    const core = await startAlone(await usedComputer(jump));
    const { hours } = core.state().away;
    // Away from 10:00 on, by hours that say so at 10:01.
    const week = hours.week.map(() => [{ from: "06:00", to: "10:00" }]);
    const begun = trueNow(core);
    await core.get("away/set-hours", { ...hours, isOn: true, week });
    await core.clock.turn(MINUTE);
    core.provider.textFrom(JANE, "Hello", { isTold: false });
    await reach(core);
    await core.clock.turn(ANSWERED_MS);
    expect([core.state().away.absence, sent(core).length]).toMatchObject([{ since: begun, because: "hours" }, 1]);
    expect(await core.get("away/absences", undefined)).toMatchObject([{ since: begun }]);
  });

  it("who is here for the evening stays here, and the hours go on the day after", async () => {
    const computer = await usedComputer(jump, async (core) => {
      const { hours } = core.state().away;
      // Away since 06:00.
      const week = hours.week.map(() => [{ from: "05:00", to: "06:00" }]);
      await core.get("away/set-hours", { ...hours, isOn: true, week });
    });
    const core = await startAlone(computer);
    await core.get("away/switch", { kind: "off" });
    await core.clock.turn(MINUTE);
    await reach(core);
    expect(core.state().away.absence).toBe(null);
    const evening = MONDAY_MORNING + 21 * HOUR;
    await core.clock.turn(evening - trueNow(core) - MINUTE);
    expect(core.state().away.absence).toBe(null);
    await core.clock.turn(2 * MINUTE);
    expect(core.state().away.absence).toMatchObject({ since: evening, because: "hours" });
  });

  it("an absence of the hours goes on as the same when they are changed", async () => {
    const since = MONDAY_MORNING;
    const week = (to: string) => Array.from({ length: 7 }, () => [{ from: "05:00", to }]);
    const computer = await usedComputer(jump, async (core) => {
      await core.get("away/set-hours", { ...core.state().away.hours, isOn: true, week: week("06:00") });
    });
    const core = await startAlone(computer);
    await core.get("away/set-hours", { ...core.state().away.hours, week: week("07:00") });
    await core.clock.turn(MINUTE);
    await reach(core);
    expect([core.state().away.absence, await core.get("away/absences", undefined)]).toMatchObject([
      { since, because: "hours" },
      [{ since, hasEnded: false }],
    ]);
  });

  it("an absence that ended long ago does not begin again because the hours are changed", async () => {
    const old = { since: MONDAY_MORNING, until: MONDAY_MORNING + HOUR, hasEnded: true };
    const begun = MONDAY_MORNING + 2 * HOUR;
    const computer = await usedComputer(jump, async (core) => {
      await core.get("away/switch", { kind: "until", at: old.until });
      core.provider.textFrom(JANE, "Hello");
      await core.clock.turn(2 * HOUR);
      // Away from 06:00 on.
      const week = core.state().away.hours.week.map(() => [{ from: "05:00", to: "06:00" }]);
      await core.get("away/set-hours", { ...core.state().away.hours, isOn: true, week });
    });
    const core = await startAlone(computer);
    await core.get("away/set-hours", { ...core.state().away.hours, holidays: ["2026-03-03"] });
    const absences = async () => core.get("away/absences", undefined);
    expect(await absences()).toMatchObject([{ since: begun, hasEnded: false }, old]);
    await core.get("away/set-hours", { ...core.state().away.hours, isOn: false });
    await core.clock.turn(MINUTE);
    await reach(core);
    await core.clock.turn(ANSWERED_MS);
    expect(await absences()).toMatchObject([{ since: begun, hasEnded: true }, old]);
    expect(core.notifier.shown.filter(({ id }) => id === "away")).toEqual([]);
  });

  it("a text that an earlier run left waiting is not called too old", async () => {
    const computer = await usedComputer(jump, async (core) => {
      await core.get("away/switch", { kind: "until-off" });
      await core.clock.turn(MINUTE);
    });
    const first = await startCore(computer);
    first.provider.textFrom(JANE, "Hello");
    await first.app.quit();
    const core = await startAlone(computer);
    await core.clock.turn(HOUR);
    expect(await outcomes(core)).toEqual(["waiting"]);
    await reach(core);
    await core.clock.turn(ANSWERED_MS);
    expect([sent(core), await outcomes(core)]).toEqual([[[JANE, "Back."]], ["answered"]]);
  });

  it("gaps are noted by the time of RingCentral, once it is known", async () => {
    const computer = await usedComputer(jump, async (core) => {
      await core.get("away/switch", { kind: "until-off" });
    });
    const closed = MONDAY_MORNING + MINUTE;
    const core = await startAlone(computer);
    const opened = trueNow(core);
    await core.clock.turn(HOUR);
    const report = async () => (await core.get("away/report", { since: null }))?.gaps;
    expect(await report()).toEqual([]);
    await reach(core);
    const known = trueNow(core) - SECOND;
    expect(await report()).toEqual([
      { kind: "closed", from: closed, to: opened },
      { kind: "offline", from: opened, to: known },
    ]);
  });
});

it("a simulation finds the texts of the last 30 days while the clock is a year fast and the time not known", async () => {
  const computer = await usedComputer(365 * DAY, async (core) => {
    core.provider.textFrom(JANE, "Hello");
    await core.clock.turn(MINUTE);
  });
  const core = await startAlone(computer);
  const { rules } = core.state().away;
  expect(await core.get("away/simulate", { rules, until: null })).toMatchObject([
    { heard: "Hello", outcome: { kind: "answered" } },
  ]);
});

it("a text that cannot be taken up when the time is known, since the disk fails, is answered a minute later", async () => {
  const computer = await usedComputer(0, async (core) => {
    await core.get("away/switch", { kind: "until-off" });
  });
  const first = await startCore(computer);
  first.provider.textFrom(JANE, "Hello");
  await first.app.quit();
  const stores = createMessageStores({ folder: computer.folder, randomness: computer.randomness });
  const disk = { fails: true };
  const open: MessageStoreProvider["open"] = (...which) => {
    const store = stores.open(...which);
    const awaitingAway: typeof store.awaitingAway = () => {
      if (disk.fails) throw new AppError("storage", "as the test says", { about: "unreachable" });
      return store.awaitingAway();
    };
    return { ...store, awaitingAway };
  };
  const core = await startAlone({ ...computer, stores: { ...stores, open } });
  await reach(core);
  disk.fails = false;
  // Whatever request it was that told the time, it did not fail for it.
  expect(core.state().connection).toMatchObject({ kind: "live" });
  await core.clock.turn(MINUTE + ANSWERED_MS);
  expect([sent(core), await outcomes(core)]).toEqual([[[JANE, "Back."]], ["answered"]]);
});

it("Away that could not be put right since the disk was full is put right before the person's next word", async () => {
  const computer = await usedComputer(10 * DAY);
  const stores = createMessageStores({ folder: computer.folder, randomness: computer.randomness });
  const disk = { isFull: false };
  const open: MessageStoreProvider["open"] = (...which) => {
    const store = stores.open(...which);
    const redateAbsence: typeof store.redateAbsence = (since, to) => {
      if (disk.isFull) throw new AppError("storage", "full", { about: "full" });
      store.redateAbsence(since, to);
    };
    return { ...store, redateAbsence };
  };
  const core = await startAlone({ ...computer, stores: { ...stores, open } });
  const since = trueNow(core);
  await core.get("away/switch", { kind: "until-off" });
  disk.isFull = true;
  await reach(core);
  disk.isFull = false;
  const until = trueNow(core) + 2 * HOUR;
  await core.get("away/switch", { kind: "until", at: until });
  await core.clock.turn(HOUR);
  expect(core.state().away.absence).toMatchObject({ since, until });
});
