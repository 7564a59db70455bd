import { expect, it } from "vitest";
import { createDeadlines } from "../../../main/core/outbox/deadlines.ts";
import { AppError } from "../../../main/core/ports/app-error.ts";
import { JANE } from "../../harness/fake-gateway.ts";
import { MONDAY_MORNING } from "../../harness/hand-clock.ts";
import { textId } from "../../harness/ids.ts";
import { createComputer, createCore, startCore } from "../../harness/start-core.ts";

const DAY = 86_400_000;

it("A text is late a day after it was written, however often the clock is set meanwhile", () => {
  const deadlines = createDeadlines({ clock: { steady: () => 1_000 } });
  const id = textId("t");
  expect(deadlines.of(id, MONDAY_MORNING, MONDAY_MORNING + 1_000)).toBe(DAY);
  expect(deadlines.of(id, MONDAY_MORNING, MONDAY_MORNING + 30 * DAY)).toBe(DAY);
});

it("A text written on a computer whose clock is in 1970 is not late when that is put right and Tern starts anew", async () => {
  const computer = createComputer();
  const first = await startCore(computer);
  await computer.clock.turn(1_000);
  computer.clock.jump(-MONDAY_MORNING);
  computer.provider.refuse("send", new AppError("no-network", "none"), 100);
  const jane = await first.get("conversations/start", { addresses: [JANE] });
  await first.get("outbox/send", { conversationId: jane, body: "Once", attachments: [] });
  await first.app.quit();
  computer.clock.jump(MONDAY_MORNING);
  computer.provider.calm();
  const second = createCore(computer);
  await second.app.start();
  await computer.clock.turn(60_000);
  expect(computer.provider.sent.map(({ body }) => body)).toEqual(["Once"]);
});
