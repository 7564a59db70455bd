import { expect, it } from "vitest";
import { createReadings } from "../../../main/core/connection/readings.ts";
import { createSyncMarks } from "../../../main/core/connection/sync-marks.ts";
import type { Gateway } from "../../../main/core/ports/gateway.ts";
import { PROFILE } from "../../harness/fake-gateway.ts";
import { createHandClock, MONDAY_MORNING } from "../../harness/hand-clock.ts";
import { createKeepingLog } from "../../harness/keeping-log.ts";

const DAY_MS = 86_400_000;

/** Readings on a computer whose clock is 400 days fast, and the days before MONDAY_MORNING they asked to read from. */
const onAFastClock = () => {
  const clock = createHandClock(MONDAY_MORNING + 400 * DAY_MS);
  const facts = new Map<string, unknown>();
  const marks = createSyncMarks({
    fact: (name) => facts.get(name) ?? null,
    keepFact: (name, value) => void facts.set(name, value),
    atomically: (work) => work(),
  });
  const daysBack: number[] = [];
  let time: number | null = null;
  const gateway: Pick<Gateway, "changesSince" | "profile"> = {
    profile: async () => {
      time = MONDAY_MORNING;
      return PROFILE;
    },
    changesSince: async (_cursor, since) => {
      daysBack.push((MONDAY_MORNING - since) / DAY_MS);
      return { texts: [], removed: [], cursor: "1", at: MONDAY_MORNING, isFull: true };
    },
  };
  const readings = createReadings({
    gateway,
    inbox: { merge: async () => {} },
    marks,
    settings: () => ({ historyDays: 30, checkMinutes: 10, keepDays: null }),
    clock,
    providerNow: () => time,
    log: createKeepingLog(),
    isStopped: () => false,
  });
  return { marks, readings, daysBack };
};

it("everything is read from a day that is reckoned by the provider's clock, which any answer tells", async () => {
  const { readings, daysBack } = onAFastClock();
  await readings.changes(() => {});
  expect(daysBack).toEqual([30]);
});

it("a refused cursor has all days read anew that the person wants, though the computer's clock is far ahead", async () => {
  const { marks, readings, daysBack } = onAFastClock();
  marks.keep({ cursor: "1", syncedAt: MONDAY_MORNING, historyFrom: MONDAY_MORNING - 30 * DAY_MS });
  await readings.changes(() => {});
  expect(daysBack).toEqual([30]);
});
