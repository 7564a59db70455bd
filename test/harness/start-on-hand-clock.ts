import { expect } from "vitest";
import { eventually } from "./eventually.ts";
import { createHandClock, type HandClock } from "./hand-clock.ts";
import { createRun, createSurroundings, type RunningApp, type Surroundings } from "./start-app.ts";

/** Tern against the local RingCentral, on a clock that stands still unless the test turns it. */
export type OnHandClock = Surroundings &
  RunningApp & {
    readonly surroundings: Surroundings;
    readonly clock: HandClock;
    /** Waits for a state that comes without any time passing: no timer stands in its way. */
    readonly atOnce: (check: () => Promise<void> | void) => Promise<void>;
    /** Waits for a state that takes some of Tern's time, which is turned on until then. */
    readonly inTime: (check: () => Promise<void> | void) => Promise<void>;
    readonly untilLive: (within: "atOnce" | "inTime") => Promise<void>;
    /** Words of all texts that were told, sorted: each as often as it was told. */
    readonly told: () => Promise<readonly string[]>;
    /** The computer sleeps: time passes here and at RingCentral, no timer of Tern's runs and no byte gets through. */
    readonly sleep: (ms: number) => Promise<void>;
    /** What is left to go wrong has gone wrong after this: Tern has read everything once more. */
    readonly checkAgain: () => Promise<void>;
  };

const CHECK_MS = 600_000;

/** One that has been started before if `clock` is given; else signed in. Not waited for. */
export const runOnHandClock = async (surroundings: Surroundings, given?: HandClock): Promise<OnHandClock> => {
  const clock = given ?? createHandClock(Date.now());
  clock.keepUpWith(surroundings.control.clock);
  const run = createRun(surroundings, clock);
  await run.app.start(given === undefined ? surroundings.credentials : undefined);

  const within = (turnMs: number) => (check: () => Promise<void> | void) =>
    eventually(async () => {
      await clock.turn(turnMs);
      await check();
    });
  const [atOnce, inTime] = [within(0), within(250)];
  const isLive = async (): Promise<void> => expect((await run.state()).connection.kind).toBe("live");

  return {
    ...surroundings,
    ...run,
    surroundings,
    clock,
    atOnce,
    inTime,
    untilLive: (how) => (how === "atOnce" ? atOnce : inTime)(isLive),
    told: async () => {
      const list = await run.get("conversations/list", { before: null, limit: 100 });
      const pages = list.map(({ id }) => run.get("thread/read", { conversationId: id, before: null, limit: 200 }));
      const bodies = new Map(
        (await Promise.all(pages)).flatMap(({ texts }) => texts.map(({ id, body }) => [id, body])),
      );
      return run.notifier.shown.flatMap(({ tellsOf }) => tellsOf.map((id) => bodies.get(id) ?? "?")).toSorted();
    },
    sleep: async (ms) => {
      await surroundings.faults({ halfOpen: true });
      clock.sleep(ms);
      await surroundings.faults({ advanceS: ms / 1_000 });
    },
    checkAgain: async () => {
      const syncs = async () =>
        (await surroundings.requests()).filter(({ path, status }) => path.includes("/message-sync") && status === 200);
      const before = (await syncs()).length;
      await clock.turn(CHECK_MS);
      await atOnce(async () => expect((await syncs()).length).toBeGreaterThan(before));
      await atOnce(isLive);
    },
  };
};

/** Signed in and live. */
export const startOnHandClock = async (): Promise<OnHandClock> => {
  const run = await runOnHandClock(await createSurroundings());
  await run.untilLive("inTime");
  return run;
};
