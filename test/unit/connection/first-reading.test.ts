import { expect, it } from "vitest";
import { createReadings } from "../../../main/core/connection/readings.ts";
import { createSyncMarks } from "../../../main/core/connection/sync-marks.ts";
import type { Gateway } from "../../../main/core/ports/gateway.ts";
import { PROFILE } from "../../harness/fake-gateway.ts";
import { createHandClock, MONDAY_MORNING } from "../../harness/hand-clock.ts";
import { createKeepingLog } from "../../harness/keeping-log.ts";

const DAY_MS = 86_400_000;

it("everything is read from a day that is reckoned by the provider's clock, which any answer tells", async () => {
  const clock = createHandClock(MONDAY_MORNING + 400 * DAY_MS);
  const facts = new Map<string, unknown>();
  const marks = createSyncMarks({
    fact: (name) => facts.get(name) ?? null,
    keepFact: (name, value) => void facts.set(name, value),
    atomically: (work) => work(),
  });
  const asked: (number | null)[] = [];
  let time: number | null = null;
  const gateway: Pick<Gateway, "changesSince" | "profile"> = {
    profile: async () => {
      time = MONDAY_MORNING;
      return PROFILE;
    },
    changesSince: async (_cursor, since) => {
      asked.push(since);
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
  await readings.changes(() => {});
  expect(asked).toEqual([MONDAY_MORNING - 30 * DAY_MS]);
});
