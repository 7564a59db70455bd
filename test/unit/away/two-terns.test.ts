import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { USUAL_RULES } from "../../../main/core/away/away-rules.ts";
import { AppError } from "../../../main/core/ports/app-error.ts";
import { JANE } from "../../harness/fake-gateway.ts";
import { type CoreUnderTest, createComputer, startCore } from "../../harness/start-core.ts";

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
/** Where it is not known who else listens, a round of turns takes 64 s. */
const ANSWERED_MS = 150 * SECOND;
const CLIENTS = Array.from({ length: 6 }, (_, index) => `+1650555030${index}`);

type Given = {
  /** What each Tern's chance gives first, as hexadecimal digits; after that they differ. */
  readonly chances?: readonly [string, string];
  readonly isOfAnotherApp?: boolean;
};

/** Two computers of one account, both away; everybody is answered. */
const startTwo = async ({ chances = ["00000000", "00000001"], isOfAnotherApp = false }: Given = {}) => {
  const computer = createComputer();
  const { clock, provider } = computer;
  const withChance = (chance: string, then: string) => {
    const { randomness } = createComputer();
    const hex = [chance, then];
    return { ...randomness, hex: (bytes: number) => (bytes === 4 && hex.shift()) || randomness.hex(bytes) };
  };
  const first = await startCore({ ...computer, randomness: withChance(chances[0], "00000005") });
  const second = await startCore({
    ...createComputer(),
    clock,
    provider: { ...provider, ...provider.anotherClient(isOfAnotherApp ? "another app" : "Tern") },
    randomness: withChance(chances[1], "00000006"),
  });
  for (const core of [first, second]) {
    await core.get("away/set-rules", { ...USUAL_RULES, message: "Away.", who: "everyone" });
    await core.get("away/switch", { kind: "until-off" });
  }
  await clock.turn(SECOND);
  return { first, second, provider, clock };
};

const quit = async ({ first, second }: { readonly first: CoreUnderTest; readonly second: CoreUnderTest }) => {
  await first.app.quit();
  await second.app.quit();
};

/** How many answers each of them got. */
const answersTo = ({ provider }: Pick<CoreUnderTest, "provider">, to: readonly string[]): readonly number[] =>
  to.map((client) => provider.sent.filter(({ others }) => others.join() === client).length);

/** Milliseconds that requests take to get there, and answers to come back. */
const latencies = fc.array(fc.tuple(fc.nat({ max: 1_500 }), fc.nat({ max: 1_500 })), { minLength: 7, maxLength: 7 });
const texts = fc.array(fc.nat({ max: 20_000 }), { minLength: CLIENTS.length, maxLength: CLIENTS.length });

describe("of two Terns of one account", () => {
  it.each([
    ["that see each other listen", false],
    ["that cannot learn who else listens", true],
  ])(
    "%s, one answers each client, however long requests take",
    async (_which, isUnknown) => {
      await fc.assert(
        fc.asyncProperty(latencies, texts, fc.nat({ max: 7 }), async (times, pauses, chance) => {
          const two = await startTwo({ chances: [`0000000${chance}`, `0000000${(chance + 1 + (chance % 6)) % 8}`] });
          if (isUnknown) two.provider.refuse("listeners", new AppError("server-error", "no list"), 1_000);
          let asked = 0;
          two.provider.latency.of = () => {
            asked += 1;
            return times[asked % times.length] ?? [0, 0];
          };
          for (const [index, client] of CLIENTS.entries()) {
            await two.clock.turn(pauses[index] ?? 0);
            two.provider.textFrom(client, `Hello from number ${index}`);
          }
          await two.clock.turn(ANSWERED_MS);
          const answers = answersTo(two, CLIENTS);
          await quit(two);
          expect(answers).toEqual(CLIENTS.map(() => 1));
        }),
        { numRuns: 12 },
      );
    },
    300_000,
  );

  it.each([
    ["a turn that they had by chance both", { chances: ["00000003", "00000003"] as const }, true],
    ["sight of each other, being of different apps", { isOfAnotherApp: true }, false],
  ])(
    "without %s, both may answer once, and never again",
    async (_what, given, isUnknown) => {
      const two = await startTwo(given);
      if (isUnknown) two.provider.refuse("listeners", new AppError("server-error", "no list"), 1_000);
      two.provider.latency.of = () => [100, 100];
      for (const [index, client] of CLIENTS.entries()) {
        two.provider.textFrom(client, `Hello from number ${index}`);
        await two.clock.turn(ANSWERED_MS);
        // RingCentral says that something changed; both read what the other one wrote.
        const [sent] = two.provider.held().slice(-1);
        two.provider.change(sent?.providerId ?? "", { status: "delivered" });
        await two.clock.turn(SECOND);
      }
      const answers = answersTo(two, CLIENTS);
      await quit(two);
      expect(answers).toEqual([2, 1, 1, 1, 1, 1]);
    },
    60_000,
  );
});

it("a Tern that is alone on its account answers within three seconds, and after it was not within seconds again", async () => {
  const two = await startTwo();
  await two.second.app.quit();
  await two.clock.turn(HOUR);
  two.provider.textFrom(JANE, "Hello");
  await two.clock.turn(3 * SECOND);
  expect(answersTo(two, [JANE])).toEqual([1]);
});

it("nobody is answered while changes cannot be read, since another may have answered", async () => {
  const { first, second, provider, clock } = await startTwo();
  await second.app.quit();
  await clock.turn(HOUR);
  provider.refuse("changesSince", new AppError("no-network", "down"), 1_000);
  provider.textFrom(JANE, "Hello");
  await clock.turn(60 * SECOND);
  expect(answersTo({ provider }, [JANE])).toEqual([0]);
  provider.textFromElsewhere(JANE, "I am here after all");
  provider.calm();
  await clock.turn(HOUR);
  expect([answersTo({ provider }, [JANE]), (await first.get("away/report", { since: null }))?.entries]).toMatchObject([
    [0],
    [{ outcome: { kind: "skipped", rule: "answered-elsewhere" } }],
  ]);
});

/** Two Terns read changes so slowly, and Jane has written to them. */
const startSlow = async (readingMs: number) => {
  const two = await startTwo();
  two.provider.latency.of = (method) => (method === "changesSince" ? [readingMs / 2, readingMs / 2] : [0, 0]);
  two.provider.textFrom(JANE, "Hello");
  await two.clock.turn(ANSWERED_MS);
  return two;
};

it("who reads changes for longer than the first part of a turn answers in that turn all the same", async () => {
  expect(answersTo(await startSlow(5 * SECOND), [JANE])).toEqual([1]);
});

it("a text that no turn is long enough for is settled as soon as it wants no answer", async () => {
  const two = await startSlow(7 * SECOND);
  expect(answersTo(two, [JANE])).toEqual([0]);
  two.provider.textFromElsewhere(JANE, "I am here after all");
  await two.clock.turn(60 * SECOND);
  const entries = async (core: CoreUnderTest) => (await core.get("away/report", { since: null }))?.entries;
  const settled = [{ outcome: { kind: "skipped", rule: "answered-elsewhere" } }];
  expect([await entries(two.first), await entries(two.second)]).toMatchObject([settled, settled]);
});
