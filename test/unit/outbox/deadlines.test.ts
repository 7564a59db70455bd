import { expect, it } from "vitest";
import { createDeadlines } from "../../../main/core/outbox/deadlines.ts";
import { MONDAY_MORNING } from "../../harness/hand-clock.ts";
import { textId } from "../../harness/ids.ts";

const DAY = 86_400_000;

it("A text is late a day after it was written, however often the clock is set meanwhile", () => {
  const deadlines = createDeadlines({ clock: { steady: () => 1_000 } });
  const id = textId("t");
  expect(deadlines.of(id, MONDAY_MORNING, MONDAY_MORNING + 1_000)).toBe(DAY);
  expect(deadlines.of(id, MONDAY_MORNING, MONDAY_MORNING + 30 * DAY)).toBe(DAY);
});
