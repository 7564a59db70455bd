import * as fc from "fast-check";
import { expect, it } from "vitest";
import { absenceAt, type AwayPlan, nextLook, switched, withHours } from "../../../main/core/away/absence.ts";
import { createTimeZones } from "../../../main/time-zones/time-zones.ts";
import type { WorkingHours } from "../../../preload/contract/away.ts";
import { anyHours } from "../../harness/any-hours.ts";
import { AMIR, JANE } from "../../harness/fake-gateway.ts";
import { MONDAY_MORNING } from "../../harness/hand-clock.ts";
import { createCore, startCore } from "../../harness/start-core.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const EVENING = MONDAY_MORNING + 8 * HOUR;

/** Longer than anybody's answer waits for somebody else's. */
const ANSWERED_MS = 5_000;

/** Away since work ended on Monday at 17:00; it is 18:00. */
const startEvening = async () => {
  const core = await startCore();
  const hours: WorkingHours = { ...core.state().away.hours, isOn: true };
  await core.get("away/set-hours", hours);
  await core.clock.turn(9 * HOUR);
  return { core, hours, withHoliday: { ...hours, holidays: ["2026-03-03"] } };
};

it("an absence of the hours that are changed goes on: nobody is answered twice, and who waits is answered", async () => {
  const { core, withHoliday } = await startEvening();
  core.provider.textFrom(JANE, "Hello");
  await core.clock.turn(ANSWERED_MS);
  core.provider.textFrom(AMIR, "Good evening");
  await core.clock.turn(1_000);
  await core.get("away/set-hours", withHoliday);
  expect(core.state().away.absence).toEqual({
    since: EVENING,
    until: EVENING + 40 * HOUR,
    because: "hours",
    hasEnded: false,
  });
  core.provider.textFrom(JANE, "One more thing");
  await core.clock.turn(ANSWERED_MS);
  expect(core.provider.sent.map(({ others }) => others)).toEqual([[JANE], [AMIR]]);
});

it("an absence goes on over a restart after its hours were changed, also where they begin later", async () => {
  const { core: first, hours } = await startEvening();
  first.provider.textFrom(JANE, "Hello");
  await first.clock.turn(ANSWERED_MS);
  const half = { ...hours, week: hours.week.map((day) => day.map(({ from }) => ({ from, to: "17:30" }))) };
  await first.get("away/set-hours", half);
  await first.app.quit();
  const second = createCore(first.computer);
  await second.app.start();
  await second.clock.turn(HOUR);
  expect(second.state().away.absence).toMatchObject({ since: EVENING, until: EVENING + 16 * HOUR });
  second.provider.textFrom(JANE, "One more thing");
  await second.clock.turn(ANSWERED_MS);
  expect(second.provider.sent).toHaveLength(1);
});

it("who is here for the evening stays here when the hours are changed, until the end that they had", async () => {
  const { core, withHoliday } = await startEvening();
  await core.get("away/switch", { kind: "off" });
  await core.get("away/set-hours", withHoliday);
  expect(core.state().away.absence).toBe(null);
  await core.clock.turn(DAY);
  // From 9:00 on that is a day off, and nothing from before counts as written in it.
  expect(core.state().away.absence).toMatchObject({ since: MONDAY_MORNING + DAY, because: "hours" });
});

it("hours that are switched off and on again begin another absence", async () => {
  const { core, hours } = await startEvening();
  await core.get("away/switch", { kind: "off" });
  await core.get("away/set-hours", { ...hours, isOn: false });
  await core.get("away/set-hours", hours);
  expect(core.state().away.absence).toMatchObject({ since: core.clock.now(), because: "hours" });
});

type Step =
  | { readonly kind: "hours"; readonly hours: WorkingHours }
  | { readonly kind: "off" | "until-off" }
  | { readonly kind: "until" | "time"; readonly ms: number };

const ms = fc.integer({ min: 1, max: 60 * HOUR });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .record({ hours: anyHours, isOn: fc.constantFrom(true, true, true, false) })
      .map(({ hours, isOn }) => ({ kind: "hours" as const, hours: { ...hours, isOn } })),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("off" as const, "off" as const, "until-off" as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom("until" as const, "time" as const, "time" as const), ms }),
  },
);

it("whatever is changed whenever, an absence keeps its beginning, and begins no sooner than one was here last", () => {
  const zones = createTimeZones();
  let wentOn = 0;
  fc.assert(
    fc.property(anyHours, fc.array(step, { minLength: 2, maxLength: 12 }), (hours, steps) => {
      let now = MONDAY_MORNING;
      let plan: AwayPlan = { byHand: null, hours, hoursFrom: now, goesOn: null, hereUntil: null, undated: null };
      let lastHere = 0;
      const look = () => {
        const absence = absenceAt(plan, now, zones);
        if (absence === null) lastHere = now;
        else expect(absence.since >= lastHere && absence.since <= now).toBe(true);
        return absence;
      };
      for (const done of steps) {
        const before = look();
        if (done.kind === "time") {
          for (const end = now + done.ms; now < end; look()) now = Math.min(end, nextLook(plan, now, zones) ?? end);
          continue;
        }
        const [was, isHere] = [plan, plan.hereUntil !== null && now < plan.hereUntil];
        if (done.kind === "hours") plan = withHours(plan, done.hours, now, zones);
        else if (done.kind === "until") plan = switched(plan, { kind: "until", at: now + done.ms }, now, zones);
        else plan = switched(plan, { kind: done.kind }, now, zones);
        const after = look();
        if (done.kind !== "hours" || done.hours.isOn !== was.hours.isOn) continue;
        if (isHere) expect(after).toBe(null);
        if (before === null || after === null) continue;
        expect(after.since).toBe(before.since);
        if (before.because === "hours") wentOn += 1;
      }
    }),
    { numRuns: 100 },
  );
  // Else nothing would be shown.
  expect(wentOn).toBeGreaterThan(20);
});
