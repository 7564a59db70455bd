import { expect, it } from "vitest";
import { connectionStateOf } from "../../../main/core/connection/connection-state.ts";
import type { OnProgress } from "../../../main/core/connection/readings.ts";
import { createSync } from "../../../main/core/connection/sync.ts";
import { createInBackground } from "../../../main/core/in-background.ts";
import type { ConnectionState } from "../../../preload/contract/state.ts";
import { createCountingRandomness } from "../../harness/counting-randomness.ts";
import { JANE } from "../../harness/fake-gateway.ts";
import { createHandClock } from "../../harness/hand-clock.ts";
import { createKeepingLog } from "../../harness/keeping-log.ts";
import { createComputer, startCore } from "../../harness/start-core.ts";

/** A reading whose progress and end are the test's. */
const startReading = () => {
  const [clock, log] = [createHandClock(), createKeepingLog()];
  const { promise, resolve } = Promise.withResolvers<void>();
  let onProgress: OnProgress = () => {};
  let states: readonly ConnectionState[] = [];
  const sync = createSync({
    readings: {
      changes: (teller) => {
        onProgress = teller;
        return promise;
      },
      history: () => Promise.resolve(),
    },
    clock,
    randomness: createCountingRandomness(),
    log,
    inBackground: createInBackground(log),
    onState: () => {
      const facts = { link: { kind: "live" }, lostAt: 0, needed: 1, sync: sync.state(), now: clock.now() } as const;
      states = [...states, connectionStateOf(facts, states.at(-1) ?? { kind: "idle" })];
    },
    onStored: () => {},
  });
  sync.run();
  return { clock, tell: (done: number) => onProgress(done, 5_000), end: resolve, states: () => states };
};

it("a long reading says how far it is, four times a second at most, and is live when it is through", async () => {
  const { clock, tell, end, states } = startReading();
  const since = clock.now();
  for (let done = 0; done < 5_000; done += 250) {
    tell(done);
    await clock.turn(50);
  }
  end();
  await clock.turn(0);
  const catchingUp = (done: number) => ({
    kind: "catching-up",
    since,
    progress: { done, total: 5_000 },
    failure: null,
  });
  expect(states()).toEqual([
    catchingUp(0),
    catchingUp(1_250),
    catchingUp(2_500),
    catchingUp(3_750),
    { kind: "live", since: clock.now() },
  ]);
});

it("progress is told on though the computer's clock is set back", async () => {
  const { clock, tell, states } = startReading();
  tell(100);
  clock.jump(-3_600_000);
  await clock.turn(250);
  tell(200);
  expect(states().map((state) => state.kind === "catching-up" && state.progress?.done)).toEqual([100, 200]);
});

it("storing many texts says how many are stored", async () => {
  const computer = createComputer();
  for (let count = 0; count < 400; count += 1) computer.provider.textFrom(JANE, "Hi", { isTold: false, isRead: true });
  const { desktop, state } = await startCore(computer);
  const told = desktop.events.flatMap(({ payload }) =>
    "connection" in payload && payload.connection.kind === "catching-up" ? [payload.connection.progress] : [],
  );
  expect([told.filter((progress) => progress !== null), state().connection.kind]).toEqual([
    [{ done: 250, total: 400 }],
    "live",
  ]);
});
