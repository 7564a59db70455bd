import { describe, expect, it } from "vitest";
import { AppError } from "../../../main/core/ports/app-error.ts";
import { again, withJane } from "./with-jane.ts";

const HOUR = 60 * 60_000;
/** Longer than a look-up and the wait of ten seconds before it. */
const LOOKED_UP_MS = 15_000;

/** The next run of Tern on a computer whose clock was set meanwhile, before anything was heard of the provider. */
const nextRun = async (clockSetBy: number) => {
  const first = await withJane();
  await first.app.quit();
  first.clock.jump(clockSetBy);
  const speak = first.provider.fallSilent();
  return { ...(await again(first)), speak };
};

describe("before it was heard in a run what time it is at the provider", () => {
  it("a text waits, shown as queued, and leaves with the first answer", async () => {
    const { clock, send, statuses, bodies, speak } = await nextRun(0);
    await send("Hello");
    await clock.turn(1_000);
    const before = { statuses: await statuses(), bodies: bodies() };
    speak();
    await clock.turn(0);
    expect({ before, after: { statuses: await statuses(), bodies: bodies() } }).toEqual({
      before: { statuses: ["Hello: queued"], bodies: [] },
      after: { statuses: ["Hello: accepted"], bodies: ["Hello"] },
    });
  });

  it("a refusal is an answer too: a text does not wait for something else to succeed", async () => {
    const { provider, clock, send, bodies, speak } = await nextRun(0);
    for (const method of ["changesSince", "contacts", "senderNumbers"] as const)
      provider.refuse(method, new AppError("rate-limited", "429", { retryAfterMs: 30_000 }), 10);
    await send("Hello");
    speak();
    await clock.turn(0);
    expect(bodies()).toEqual(["Hello"]);
  });
});

it.each([
  ["an hour slow", -HOUR],
  ["an hour fast", HOUR],
])(
  "a text sent early in a run by a computer whose clock is %s, its answer lost, is found by the run after it",
  async (_, set) => {
    const first = await nextRun(set);
    first.provider.refuse("send", new AppError("answer-lost", "timeout"));
    await first.send("Hello");
    first.speak();
    await first.clock.turn(0);
    await first.app.quit();
    first.recordOf("Hello", { isTold: false });
    const second = await again(first);
    await second.clock.turn(LOOKED_UP_MS);
    expect(await second.statuses()).toEqual(["Hello: sent"]);
  },
);
