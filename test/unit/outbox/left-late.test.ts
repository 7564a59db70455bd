import { expect, it } from "vitest";
import { AppError } from "../../../main/core/ports/app-error.ts";
import { again, withJane } from "./with-jane.ts";

const HOUR = 60 * 60_000;

it("a text that left hours after it was handed over, since the computer slept, is found by the next run", async () => {
  const first = await withJane();
  const release = first.provider.holdSends();
  first.provider.refuse("send", new AppError("answer-lost", "timeout"), 1, true);
  first.provider.refuse("changesSince", new AppError("no-network", "ENETUNREACH"));
  await first.send("Hello");
  first.clock.sleep(5 * HOUR);
  release();
  await first.clock.turn(0);
  await first.app.quit();
  const second = await again(first);
  await second.clock.turn(15_000);
  expect(await second.statuses()).toEqual(["Hello: accepted"]);
});
