import * as fc from "fast-check";
import type { Act, Schedule, Sender, TimedAct } from "./act.ts";
import { faultChoice } from "./fault-choices.ts";

/** Clients of the world `small` that the person knows. */
export const CLIENTS = 7;
/** Each start of a process takes real time: a schedule has no more deaths than this. */
const MOST_DEATHS = 3;
const MINUTES_OF_A_DAY = 24 * 60;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A choice of the generator: one act, or one and what ends it `later` milliseconds after it. */
type Choice = { readonly act: Act; readonly end?: { readonly later: number; readonly act: Act } | null };

const ms = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
const client = ms(0, CLIENTS - 1);
/** Most of what the person writes goes to two clients, so that what others write stays unread. */
const addressee = fc.oneof({ weight: 4, arbitrary: ms(0, 1) }, { weight: 1, arbitrary: client });
const just = (act: fc.Arbitrary<Act>): fc.Arbitrary<Choice> => act.map((act) => ({ act }));

const sender: fc.Arbitrary<Sender> = fc.oneof(
  { weight: 8, arbitrary: client.map((index) => ({ kind: "client" as const, index })) },
  { weight: 1, arbitrary: fc.constantFrom({ kind: "stranger" as const }, { kind: "short-code" as const }) },
  { weight: 1, arbitrary: client.map((index) => ({ kind: "group" as const, index })) },
);

const texts = just(
  fc.record({
    kind: fc.constant("texts" as const),
    from: sender,
    count: fc.oneof({ weight: 5, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: ms(2, 8) }),
    withPicture: ms(0, 5).map((chance) => chance === 0),
  }),
);

const elsewhere = just(
  fc.oneof<fc.Arbitrary<Act>[]>(
    fc.record({
      kind: fc.constantFrom("read-elsewhere" as const, "read-elsewhere", "unread-elsewhere", "delete-elsewhere"),
      back: ms(0, 3),
    }),
    fc.record({ kind: fc.constant("send-elsewhere" as const), to: client }),
  ),
);

const reply = just(
  fc.record({
    kind: fc.constant("reply" as const),
    to: addressee,
    how: fc.constantFrom("text", "text", "text", "text", "picture", "twins"),
  }),
);

const person = just(
  fc.oneof<fc.Arbitrary<Act>[]>(
    fc.constant({ kind: "reply-in-notice" }),
    addressee.map((from) => ({ kind: "read-here", from })),
    fc.boolean().map((on) => ({ kind: "away", on })),
    fc.boolean().map((on) => ({ kind: "away", on })),
    fc.constantFrom({ kind: "send-again" }, { kind: "discard" }),
  ),
);

const glance = fc.record({ client: addressee, later: ms(1_000, 10_000) }).map(({ client, later }): Choice => ({
  act: { kind: "look-at", client },
  end: { later, act: { kind: "look-at", client: null } },
}));

const fault = fc
  .record({ choice: faultChoice, later: ms(1_000, 20_000) })
  .map(({ choice: { change, undo }, later }): Choice => ({
    act: { kind: "fault", change },
    end: undo === null ? null : { later, act: { kind: "fault", change: undo } },
  }));

const network = fc
  .record({
    how: fc.constantFrom("unreachable" as const, "blackhole" as const),
    later: ms(500, 20_000),
    isTold: fc.boolean(),
  })
  .map(({ how, later, isTold }): Choice => ({
    act: { kind: "network-off", how },
    end: { later, act: { kind: "network-on", isTold } },
  }));

const sleep = just(
  fc.record({
    kind: fc.constant("sleep" as const),
    minutes: fc.constantFrom(2, 10, 10, 60, MINUTES_OF_A_DAY, 10 * MINUTES_OF_A_DAY),
    halfOpen: fc.boolean(),
    texts: ms(0, 4),
    toldAfterMs: fc.oneof({ weight: 3, arbitrary: ms(0, 3_000) }, { weight: 1, arbitrary: fc.constant(null) }),
  }),
);

const clock = fc
  .record({ byMs: fc.constantFrom(-3_600_000, -120_000, 120_000, 3_600_000), later: ms(5_000, 20_000) })
  .map(({ byMs, later }): Choice => ({
    act: { kind: "set-clock", byMs },
    end: { later, act: { kind: "set-clock", byMs: -byMs } },
  }));

const process = just(
  fc.oneof<fc.Arbitrary<Act>[]>(
    fc.record({
      kind: fc.constant("die-at-step" as const),
      step: ms(1, 40),
      again: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.tuple(ms(1, 60)) }),
    }),
    fc.record({
      kind: fc.constant("die-at-step" as const),
      step: ms(1, 12),
      again: fc.constant([]),
    }),
    fc.constant({ kind: "kill" }),
    fc.constant({ kind: "quit" }),
  ),
);

const wake = just(ms(1, 2).map((times) => ({ kind: "wake", times })));

const choice = fc.oneof(
  { weight: 12, arbitrary: texts },
  { weight: 8, arbitrary: reply },
  { weight: 4, arbitrary: elsewhere },
  { weight: 4, arbitrary: person },
  { weight: 10, arbitrary: fault },
  { weight: 1, arbitrary: glance },
  { weight: 1, arbitrary: just(fc.constant({ kind: "end-session" })) },
  { weight: 2, arbitrary: network },
  { weight: 2, arbitrary: sleep },
  { weight: 1, arbitrary: clock },
  { weight: 4, arbitrary: process },
  { weight: 1, arbitrary: wake },
);

const isDeath = ({ kind }: Act): boolean => kind === "die-at-step" || kind === "kill" || kind === "quit";

/** In the order of their times, with what ends them put in between, and no more deaths than there may be. */
const laidOut = (choices: readonly { readonly after: number; readonly choice: Choice }[]): readonly TimedAct[] => {
  let now = 0;
  const all = choices.flatMap(({ after, choice: { act, end } }): readonly TimedAct[] => {
    now += after;
    return end
      ? [
          { at: now, act },
          { at: now + end.later, act: end.act },
        ]
      : [{ at: now, act }];
  });
  let deaths = 0;
  return all
    .toSorted((one, other) => one.at - other.at)
    .filter(({ act }) => !isDeath(act) || (deaths += 1) <= MOST_DEATHS);
};

/** Rare, and drawn after everything else. */
const beginnings = fc.array(
  fc
    .record({ at: ms(0, 60_000), to: client })
    .map(({ at, to }): TimedAct => ({ at, act: { kind: "begin-to-write", to } })),
  { maxLength: 2, size: "max" },
);

const clockOff = fc.oneof(
  { weight: 11, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.constantFrom(-HOUR_MS, HOUR_MS, -3 * DAY_MS, 10 * DAY_MS, 400 * DAY_MS) },
  { weight: 1, arbitrary: fc.constant("1970" as const) },
);

const scheduleWith = (seed: number): fc.Arbitrary<Schedule> =>
  fc
    .record({
      history: ms(0, 3),
      firstDeaths: fc.oneof({ weight: 7, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.tuple(ms(1, 40)) }),
      isEarly: ms(0, 7).map((chance) => chance === 0),
      choices: fc.array(fc.record({ after: ms(0, 4_000), choice }), { minLength: 15, maxLength: 40, size: "max" }),
      end: fc.constantFrom("wake" as const, "wake" as const, "time" as const),
      // What was added later is drawn last: so a seed goes on meaning the rest.
      beginnings,
      clockOff,
    })
    .map(({ choices, beginnings, ...schedule }) => ({
      seed,
      ...schedule,
      acts: [...laidOut(choices), ...beginnings].toSorted((one, other) => one.at - other.at),
    }));

/** The same for the same seed, always: what happens, in which order, and how long after one another. */
export const scheduleFrom = (seed: number): Schedule => {
  const [made] = fc.sample(scheduleWith(seed), { seed, numRuns: 1 });
  if (made === undefined) throw new Error("no schedule");
  return made;
};
