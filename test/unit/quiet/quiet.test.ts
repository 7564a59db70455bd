import { describe, expect, it } from "vitest";
import { AppError } from "../../../main/core/ports/app-error.ts";
import { USUAL_QUIET } from "../../../main/core/quiet/quiet.ts";
import { createFakeSystemQuiet } from "../../harness/fake-desktop.ts";
import { MONDAY_MORNING } from "../../harness/hand-clock.ts";
import { type CoreUnderTest, createComputer, createCore, startCore } from "../../harness/start-core.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NIGHTS = { ...USUAL_QUIET, hours: { ...USUAL_QUIET.hours, isOn: true } };

/** Why, and the moment of the end by the clock as it is now. */
const quiet = ({ state }: CoreUnderTest): string => {
  const { because, until } = state().quiet.state;
  return `${because} until ${until === null ? null : new Date(until).toISOString().slice(0, 16)}`;
};
const snoozed = async (ms: number) => {
  const core = await startCore();
  await core.get("quiet/snooze", { until: core.clock.now() + ms });
  return core;
};
/** The next run of Tern on the same computer. */
const again = async (core: CoreUnderTest): Promise<CoreUnderTest> => {
  await core.app.quit();
  const next = createCore(core.computer);
  await next.app.start();
  await next.clock.turn(0);
  return next;
};

describe("a snooze", () => {
  it("begins at once and ends to the second by itself", async () => {
    const core = await snoozed(30 * MINUTE);
    const seen = [quiet(core)];
    for (const ms of [30 * MINUTE - 1, 1]) {
      await core.clock.turn(ms);
      seen.push(quiet(core));
    }
    expect(seen).toEqual(["snooze until 2026-03-02T09:30", "snooze until 2026-03-02T09:30", "null until null"]);
  });

  it("ends when the person says so, also while nobody is signed in", async () => {
    const core = await snoozed(HOUR);
    await core.ask("account/sign-out", undefined);
    expect(quiet(core)).toBe("snooze until 2026-03-02T10:00");
    await core.get("quiet/snooze", { until: null });
    expect(quiet(core)).toBe("null until null");
  });

  it("holds over a restart, to the same end", async () => {
    const next = await again(await snoozed(HOUR));
    const seen = [quiet(next)];
    await next.clock.turn(HOUR);
    expect([...seen, quiet(next)]).toEqual(["snooze until 2026-03-02T10:00", "null until null"]);
  });

  it("that ended while Tern was off is over", async () => {
    const core = await snoozed(HOUR);
    core.clock.sleep(2 * HOUR);
    expect(quiet(await again(core))).toBe("null until null");
  });

  it("ends after its time though the clock was set back by a year, and says when", async () => {
    const core = await snoozed(HOUR);
    await core.clock.turn(10 * MINUTE);
    core.clock.jump(-365 * DAY);
    await core.clock.turn(15 * MINUTE);
    const said = quiet(core);
    await core.clock.turn(35 * MINUTE - 1);
    const before = core.state().quiet.state.because;
    await core.clock.turn(1);
    expect([said, before, quiet(core)]).toEqual(["snooze until 2025-03-02T10:00", "snooze", "null until null"]);
  });

  it("ends after its time though the clock was set back by half a minute", async () => {
    const core = await snoozed(HOUR);
    core.clock.jump(-MINUTE / 2);
    await core.clock.turn(HOUR);
    expect(quiet(core)).toBe("null until null");
  });

  it("lasts no longer than it was to last though the clock was set back while Tern was off", async () => {
    const core = await snoozed(HOUR);
    core.clock.jump(-365 * DAY);
    const next = await again(core);
    const said = quiet(next);
    await next.clock.turn(HOUR);
    expect([said, quiet(next)]).toEqual(["snooze until 2025-03-02T10:00", "null until null"]);
  });

  it("is over when a clock that is set ahead shows its end", async () => {
    const core = await snoozed(HOUR);
    core.clock.jump(2 * HOUR);
    core.app.wake();
    expect(quiet(core)).toBe("null until null");
  });

  it("is over after a sleep, in which timers stand still", async () => {
    const core = await snoozed(HOUR);
    core.clock.sleep(2 * HOUR);
    core.app.wake();
    expect(quiet(core)).toBe("null until null");
  });

  it("is refused where it would end in the past, or in more than a week", async () => {
    const core = await startCore();
    const now = core.clock.now();
    const ends = [now, now - 1, now + 7 * DAY + 1];
    const codes = [];
    for (const until of ends) {
      const result = await core.ask("quiet/snooze", { until });
      codes.push(result.ok || result.failure.code);
    }
    expect([codes, quiet(core)]).toEqual([
      ["invalid-request", "invalid-request", "invalid-request"],
      "null until null",
    ]);
  });

  it("that cannot be written down does not begin", async () => {
    const core = await startCore();
    Object.assign(core.computer.settings, {
      keepQuiet: () => {
        throw new AppError("storage", "full", { about: "full" });
      },
    });
    const result = await core.ask("quiet/snooze", { until: core.clock.now() + HOUR });
    core.app.perform({ kind: "quiet", to: "hour" });
    await core.clock.turn(0);
    expect([result, quiet(core)]).toMatchObject([{ ok: false, failure: { code: "storage" } }, "null until null"]);
  });

  it("is offered until moments that people mean", async () => {
    const core = await startCore();
    expect(await core.get("quiet/presets", undefined)).toEqual([
      { id: "half-hour", at: MONDAY_MORNING + 30 * MINUTE },
      { id: "hour", at: MONDAY_MORNING + HOUR },
      { id: "tomorrow", at: MONDAY_MORNING + 23 * HOUR },
    ]);
  });
});

describe("quiet hours", () => {
  it("begin and end by themselves, night after night, and over a restart", async () => {
    const core = await startCore();
    await core.get("quiet/set-rules", NIGHTS);
    const seen: string[] = [];
    for (const ms of [13 * HOUR - 1, 1, 9 * HOUR - 1, 1, 15 * HOUR]) {
      await core.clock.turn(ms);
      seen.push(quiet(core));
    }
    expect([...seen, quiet(await again(core))]).toEqual([
      "null until null",
      "hours until 2026-03-03T07:00",
      "hours until 2026-03-03T07:00",
      "null until null",
      "hours until 2026-03-04T07:00",
      "hours until 2026-03-04T07:00",
    ]);
  });

  it("are over for this night when the person switches notifications on, and begin again the next", async () => {
    const core = await startCore();
    await core.get("quiet/set-rules", NIGHTS);
    await core.clock.turn(14 * HOUR);
    core.app.perform({ kind: "quiet", to: "on" });
    await core.clock.turn(0);
    const seen = [quiet(core)];
    await core.get("quiet/set-rules", { ...NIGHTS, letsUrgentThrough: false });
    seen.push(quiet(core), quiet(await again(core)));
    expect(seen).toEqual(["null until null", "null until null", "null until null"]);
    const next = await again(core);
    await next.clock.turn(DAY);
    expect(quiet(next)).toBe("hours until 2026-03-04T07:00");
  });

  it("come about though the clock was set while Tern waited for them", async () => {
    const core = await startCore();
    await core.get("quiet/set-rules", NIGHTS);
    core.clock.jump(14 * HOUR);
    await core.clock.turn(15 * MINUTE);
    expect(quiet(core)).toBe("hours until 2026-03-03T07:00");
  });

  it("that begin and end at the same time are refused", async () => {
    const core = await startCore();
    const rules = { ...NIGHTS, hours: { ...NIGHTS.hours, from: "07:00" } };
    expect(await core.ask("quiet/set-rules", rules)).toMatchObject({ ok: false, failure: { code: "invalid-request" } });
    expect(core.state().quiet.rules).toEqual(USUAL_QUIET);
  });
});

describe("the system's do-not-disturb", () => {
  it("is followed as it tells", async () => {
    const core = await startCore();
    const seen: string[] = [];
    for (const isOn of [true, false]) {
      core.systemQuiet.become(isOn);
      seen.push(quiet(core));
    }
    expect(seen).toEqual(["system until null", "null until null"]);
  });

  it("of a system that tells nothing is asked for with each text, and once a minute only while it is on", async () => {
    const systemQuiet = createFakeSystemQuiet({ tells: false });
    const core = await startCore({ ...createComputer(), systemQuiet });
    const atStart = systemQuiet.asked();
    await core.clock.turn(2 * HOUR);
    const untouched = systemQuiet.asked() - atStart;
    systemQuiet.become(true);
    core.provider.textFrom("+16505550111", "Hello");
    await core.clock.turn(1_000);
    const seen = [quiet(core), ...core.notifier.shown.map(({ body }) => body)];
    const asked = systemQuiet.asked();
    await core.clock.turn(10 * MINUTE);
    const inTenMinutes = systemQuiet.asked() - asked;
    systemQuiet.become(false);
    await core.clock.turn(MINUTE);
    expect([untouched, inTenMinutes, ...seen, quiet(core)]).toEqual([0, 10, "system until null", "null until null"]);
    expect(core.notifier.shown.map(({ body }) => body)).toEqual(["Hello"]);
  });
});
