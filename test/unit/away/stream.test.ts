import * as fc from "fast-check";
import { expect, it } from "vitest";
import { USUAL_RULES } from "../../../main/core/away/away-rules.ts";
import type { AwayRules, WorkingHours } from "../../../preload/contract/away.ts";
import { assertNever } from "../../../preload/contract/result.ts";
import type { ProviderText } from "../../../main/core/ports/gateway.ts";
import { AMIR, JANE, OWN, STRANGER } from "../../harness/fake-gateway.ts";
import { everyDay } from "../../harness/any-hours.ts";
import { type CoreUnderTest, createCore, startCore } from "../../harness/start-core.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** All answers begin so, and nothing else does. */
const MARK = "Away:";

/** What may happen to somebody who is away, one after another. */
type Step =
  | {
      readonly kind: "inbound";
      readonly from: string;
      readonly body: string;
      readonly age: number;
      readonly isTold: boolean;
    }
  | { readonly kind: "group" | "own"; readonly from: string }
  | { readonly kind: "time" | "sleep"; readonly ms: number }
  | { readonly kind: "switch"; readonly hours: number | null }
  | { readonly kind: "hours"; readonly hours: Partial<WorkingHours> }
  | { readonly kind: "off" | "crowd" | "restart" | "text-while-closed" };

const COLLEAGUE = "+16505550133";
/** Strangers who all write at once. */
const CROWD = [STRANGER, "+16505550301", "+16505550302", "+16505550303"];
const NEVER_ANSWERED = ["72345", "+18005551234", "bob@example.com", OWN, "+16505550109", COLLEAGUE];

const body = fc.oneof(
  { weight: 6, arbitrary: fc.nat({ max: 9_999 }).map((count) => `Can we talk about number ${count}`) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "Are you there?",
      "Please call me about the house as soon as you can",
      "I am out of office and will reply when I am back",
      "Your verification code is 123456",
      "STOP",
      "START",
      "HELP",
    ),
  },
);

const somebody = fc.constantFrom(JANE, AMIR, STRANGER, ...NEVER_ANSWERED);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant("inbound" as const),
      from: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(JANE, JANE, STRANGER, AMIR) }, somebody),
      body,
      age: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.constantFrom(10 * SECOND, HOUR, 13 * HOUR)),
      isTold: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("group" as const), from: fc.constantFrom(JANE, AMIR) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("own" as const), from: fc.constantFrom(JANE, AMIR, STRANGER) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("time" as const),
      ms: fc.constantFrom(SECOND, 3 * SECOND, 6 * SECOND, 6 * SECOND, 20 * SECOND, MINUTE, MINUTE, HOUR, HOUR, DAY),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("sleep" as const), ms: fc.constantFrom(MINUTE, HOUR, DAY) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("switch" as const), hours: fc.constantFrom(null, null, 1, 30) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("hours" as const),
      hours: fc.constantFrom<Partial<WorkingHours>>(
        { isOn: false },
        { week: everyDay([]) },
        { week: everyDay([{ from: "00:00", to: "24:00" }]) },
        { week: everyDay([{ from: "06:00", to: "08:30" }]) },
        { week: everyDay([{ from: "08:00", to: "08:59" }]) },
        { week: everyDay([{ from: "09:00", to: "17:00" }]), holidays: ["2026-03-02", "2026-03-03"] },
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        "crowd" as const,
        "crowd" as const,
        "off" as const,
        "restart" as const,
        "text-while-closed" as const,
      ),
    }),
  },
);

const rules: fc.Arbitrary<AwayRules> = fc
  .record({
    who: fc.constantFrom("everyone" as const, "everyone" as const, "contacts" as const, "labelled" as const),
    againAfterHours: fc.constantFrom(null, null, 1),
    perMinute: fc.constantFrom(1, 1, 2, 10),
    perDay: fc.constantFrom(2, 6, 200),
  })
  .map((chosen) => ({
    ...USUAL_RULES,
    ...chosen,
    message: `${MARK} I am not here until {returnDate}`,
    labels: ["VIP"],
  }));

const perform = async (core: CoreUnderTest, done: Step): Promise<CoreUnderTest> => {
  const { provider, clock, app, computer } = core;
  switch (done.kind) {
    case "inbound":
      provider.textFrom(done.from, done.body, { at: clock.now() - done.age, isTold: done.isTold });
      return core;
    case "group":
      provider.textFrom(done.from, "Shall we all meet?", { others: [JANE, AMIR] });
      return core;
    case "crowd":
      for (const from of CROWD) provider.textFrom(from, "Is anybody there?");
      return core;
    case "own":
      provider.textFromElsewhere(done.from, "I answer this myself");
      return core;
    case "time":
      await clock.turn(done.ms);
      return core;
    case "sleep":
      clock.sleep(done.ms);
      app.wake();
      await clock.turn(0);
      return core;
    case "switch":
      await core.get(
        "away/switch",
        done.hours === null ? { kind: "until-off" } : { kind: "until", at: clock.now() + done.hours * HOUR },
      );
      return core;
    case "hours": {
      const { absence, hours } = core.state().away;
      await core.get("away/set-hours", { ...hours, isOn: true, ...done.hours });
      const { absence: next } = core.state().away;
      // Else those who were answered before the change would be answered again.
      if (absence !== null && next !== null) expect(next.since).toBe(absence.since);
      return core;
    }
    case "off":
      await core.get("away/switch", { kind: "off" });
      return core;
    case "restart":
    case "text-while-closed": {
      await app.quit();
      if (done.kind === "text-while-closed") provider.textFrom(JANE, "While you were gone", { isTold: false });
      const next = createCore(computer);
      await next.app.start();
      await clock.turn(0);
      return next;
    }
    default:
      return assertNever(done);
  }
};

/** The answers that Away says it gave: to whom, in which absence, when, to what. */
const claimsIn = async (core: CoreUnderTest) => {
  const absences = await core.get("away/absences", undefined);
  const reports = [];
  for (const { since } of absences) reports.push(await core.get("away/report", { since }));
  return reports.flatMap((report) =>
    (report?.entries ?? []).flatMap(({ from, at, heard, outcome }) =>
      outcome.kind === "answered"
        ? [{ since: report?.absence.since ?? 0, to: from.address, at: outcome.at, written: at, heard }]
        : [],
    ),
  );
};
type Claim = Awaited<ReturnType<typeof claimsIn>>[number];

const isAnswer = (text: ProviderText): boolean => text.direction === "outbound" && text.body.startsWith(MARK);

/** The most in any time of that length. */
const mostWithin = (ms: number, moments: readonly number[]): number =>
  Math.max(0, ...moments.map((end) => moments.filter((at) => at <= end && at > end - ms).length));

const lastKeyword = (held: readonly ProviderText[], from: string, before: number): string | undefined =>
  held.findLast(
    (text) => text.direction === "inbound" && text.from === from && text.at < before && /^ST(OP|ART)$/.test(text.body),
  )?.body;

/** What must never be; empty if it was not. */
const wrongs = (claims: readonly Claim[], held: readonly ProviderText[], by: AwayRules): readonly string[] => {
  const again = by.againAfterHours === null ? Number.POSITIVE_INFINITY : by.againAfterHours * HOUR;
  const moments = claims.map(({ at }) => at);
  const inTime = held.toSorted((one, two) => one.at - two.at);
  return [
    ...claims.flatMap((claim, index) => {
      const others = claims.filter((other, place) => place !== index && other.since === claim.since);
      const ownBetween = held.some(
        (text) =>
          text.direction === "outbound" &&
          !isAnswer(text) &&
          text.others.join() === claim.to &&
          text.at > claim.written &&
          text.at < claim.at,
      );
      return [
        others.some(({ to, at }) => to === claim.to && Math.abs(at - claim.at) < again) ? "answered twice" : null,
        claim.written < claim.since - 5 * SECOND ? "from before the absence" : null,
        claim.at - claim.written > by.staleHours * HOUR ? "too old" : null,
        ownBetween ? "answered by the person already" : null,
        lastKeyword(inTime, claim.to, claim.at) === "STOP" ? "had said STOP" : null,
        /verification|office|^(START|STOP|HELP)$/.test(claim.heard) ? "automatic, or a keyword" : null,
        NEVER_ANSWERED.includes(claim.to) ? "never to be answered" : null,
        claim.to === AMIR ? "the person said never" : null,
        by.who === "labelled" && claim.to !== JANE ? "not labelled" : null,
        by.who === "contacts" && CROWD.includes(claim.to) ? "a stranger" : null,
      ].flatMap((wrong) => (wrong === null ? [] : [`${wrong}: ${claim.to} at ${claim.at}`]));
    }),
    ...(mostWithin(MINUTE, moments) > by.perMinute ? ["too many in a minute"] : []),
    ...(mostWithin(DAY, moments) > by.perDay ? ["too many in a day"] : []),
    ...(held.some((text) => isAnswer(text) && text.others.length !== 1) ? ["a group was answered"] : []),
  ];
};

it("whatever comes and happens, Away answers nobody twice, nobody it must not, and never too many", async () => {
  let given = 0;
  await fc.assert(
    fc.asyncProperty(rules, fc.array(step, { minLength: 8, maxLength: 30 }), async (by, steps) => {
      let core = await startCore();
      await core.get("away/set-rules", by);
      await core.get("away/set-person", { address: AMIR, answer: "never", labels: ["VIP"] });
      await core.get("away/set-person", { address: JANE, answer: null, labels: ["VIP"] });
      await core.get("away/switch", { kind: "until-off" });
      for (const each of steps) core = await perform(core, each);
      // Texts that nothing told of are found within ten minutes, and of a full minute some wait for the next.
      await core.clock.turn(40 * MINUTE);
      const claims = await claimsIn(core);
      const waiting = (await core.get("away/report", { since: null }))?.entries.filter(
        ({ outcome }) => outcome.kind === "waiting",
      );
      const sent = core.provider.held().filter(isAnswer);
      given += claims.length;
      await core.app.quit();
      expect(waiting).toEqual([]);
      expect(wrongs(claims, core.provider.held(), by)).toEqual([]);
      expect(sent.map(({ others }) => others.join()).toSorted()).toEqual(claims.map(({ to }) => to).toSorted());
    }),
    { numRuns: 25 },
  );
  // Else nothing would be shown.
  expect(given).toBeGreaterThan(5);
}, 300_000);
