import { describe, expect, it } from "vitest";
import { USUAL_RULES } from "../../../main/core/away/away-rules.ts";
import type { AwayRules } from "../../../preload/contract/away.ts";
import { simulateAway } from "../../../main/core/away/simulate.ts";
import type { StoredText } from "../../../main/core/ports/stored.ts";
import { AMIR, JANE, OWN, STRANGER } from "../../harness/fake-gateway.ts";
import { conversationId, textId } from "../../harness/ids.ts";
import { type CoreUnderTest, startCore } from "../../harness/start-core.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const rules: AwayRules = { ...USUAL_RULES, message: "Hi {firstName}." };

/** What would have happened: when (in hours ago), to whom, about what, and what. */
const simulate = async (core: CoreUnderTest, changes: Partial<AwayRules> = {}, until: number | null = null) =>
  (await core.get("away/simulate", { rules: { ...rules, ...changes }, until })).map(
    ({ from, heard, outcome }) =>
      `${from.name ?? from.address} | ${heard} | ${outcome.kind === "answered" ? outcome.body : outcome.kind === "skipped" ? outcome.rule : "?"}`,
  );

describe("what would have happened", () => {
  it("is told of each text of the last 30 days, newest first, and changes nothing", async () => {
    const core = await startCore();
    for (const [from, body] of [
      [JANE, "Hello there"],
      [STRANGER, "Buy this"],
      [JANE, "Anybody?"],
      [AMIR, "STOP"],
    ] as const) {
      core.provider.textFrom(from, body);
      await core.clock.turn(HOUR);
    }
    const before = core.state().away;
    expect(await simulate(core)).toEqual([
      "Amir Khan | STOP | keyword",
      "Jane Doe | Anybody? | already-answered",
      `${STRANGER} | Buy this | unknown-sender`,
      "Jane Doe | Hello there | Hi Jane.",
    ]);
    await core.clock.turn(HOUR);
    expect([core.provider.sent, core.state().away, await core.get("away/report", { since: null })]).toEqual([
      [],
      before,
      null,
    ]);
  });

  it("tells the end that is asked about", async () => {
    const core = await startCore();
    core.provider.textFrom(JANE, "Hello there");
    await core.clock.turn(HOUR);
    const message = { message: "Back on {returnDate}." };
    expect([await simulate(core, message, Date.UTC(2026, 11, 24, 18)), await simulate(core, message)]).toEqual([
      ["Jane Doe | Hello there | Back on Thursday, December 24."],
      ["Jane Doe | Hello there | Back."],
    ]);
  });

  it("goes by the rules that are asked about, not by those that hold", async () => {
    const core = await startCore();
    core.provider.textFrom(JANE, "Hello there");
    await core.clock.turn(HOUR);
    core.provider.textFrom(STRANGER, "Is this Harbor?");
    await core.clock.turn(2 * HOUR);
    core.provider.textFrom(JANE, "Me again");
    await core.clock.turn(HOUR);
    expect(await simulate(core, { who: "everyone", againAfterHours: 3, perDay: 2 })).toEqual([
      "Jane Doe | Me again | day-full",
      `${STRANGER} | Is this Harbor? | Hi.`,
      "Jane Doe | Hello there | Hi Jane.",
    ]);
    expect((await simulate(core, { againAfterHours: 3 }))[0]).toBe("Jane Doe | Me again | Hi Jane.");
  });

  it("leaves out what is older, and counts an own answer only where it came before Away's would have", async () => {
    const core = await startCore();
    core.provider.textFrom(JANE, "Long ago", { at: core.clock.now() - 30 * DAY - HOUR });
    core.provider.textFrom(JANE, "Hello there");
    await core.clock.turn(1_000);
    core.provider.textFromElsewhere(JANE, "At once");
    await core.clock.turn(HOUR);
    core.provider.textFrom(AMIR, "Good morning");
    await core.clock.turn(60_000);
    core.provider.textFromElsewhere(AMIR, "A minute later");
    await core.clock.turn(HOUR);
    expect(await simulate(core)).toEqual([
      "Amir Khan | Good morning | Hi Amir.",
      "Jane Doe | Hello there | answered-elsewhere",
    ]);
  });

  it("leaves those alone who asked it before the 30 days began", async () => {
    const core = await startCore();
    core.provider.textFrom(JANE, "STOP", { at: core.clock.now() - 40 * DAY });
    core.provider.textFrom(JANE, "Where is my statement?");
    await core.clock.turn(HOUR);
    expect(await simulate(core)).toEqual(["Jane Doe | Where is my statement? | opted-out"]);
  });

  it("answers a person once, whichever of their numbers they use", async () => {
    const core = await startCore();
    const entry = { source: "personal", name: "Rosa Diaz", firstName: "Rosa", entry: "7" } as const;
    const numbers = ["+16505550144", "+16505550145"];
    core.provider.contacts.push(...numbers.map((address) => ({ ...entry, address })));
    await core.clock.turn(HOUR);
    for (const [index, from] of numbers.entries()) {
      core.provider.textFrom(from, `Hello number ${index}`);
      await core.clock.turn(HOUR);
    }
    expect(await simulate(core)).toEqual([
      "Rosa Diaz | Hello number 1 | already-answered",
      "Rosa Diaz | Hello number 0 | Hi Rosa.",
    ]);
  });

  it("does not count the answers that Away gave in truth", async () => {
    const core = await startCore();
    await core.get("away/switch", { kind: "until-off" });
    await core.clock.turn(HOUR);
    core.provider.textFrom(JANE, "Hello there");
    await core.clock.turn(HOUR);
    core.provider.textFrom(JANE, "Still there?");
    await core.clock.turn(HOUR);
    expect(core.provider.sent).toHaveLength(1);
    expect(await simulate(core)).toEqual([
      "Jane Doe | Still there? | already-answered",
      "Jane Doe | Hello there | Hi Jane.",
    ]);
  });

  it("holds the minute and the day to the times at which the texts came, and answers what waited a minute later", async () => {
    const core = await startCore();
    const begun = core.clock.now();
    const others = ["+16505550301", "+16505550302", "+16505550303"];
    for (const from of [JANE, AMIR, ...others]) {
      core.provider.textFrom(from, "Hello there");
      await core.clock.turn(1_000);
    }
    await core.clock.turn(2 * HOUR);
    for (const from of others) {
      core.provider.textFrom(from, "Still there?");
      await core.clock.turn(61_000);
    }
    const answers = async (changes: Partial<AwayRules>) =>
      (await core.get("away/simulate", { rules: { ...rules, who: "everyone", ...changes }, until: null }))
        .toReversed()
        .map(({ outcome }) => (outcome.kind === "answered" ? Math.round((outcome.at - begun) / 1_000) : outcome));
    const skipped = (rule: string) => ({ kind: "skipped", rule });
    expect(await answers({ perMinute: 2 })).toEqual([
      3,
      4,
      65,
      66,
      127,
      ...Array<unknown>(3).fill(skipped("already-answered")),
    ]);
    expect(await answers({ perMinute: 1, againAfterHours: 1 })).toEqual([3, 64, 125, 186, 247, 7_208, 7_269, 7_330]);
    const full = [4, 5, 6, 7].map(() => skipped("day-full"));
    expect(await answers({ perDay: 3 })).toEqual([
      3,
      4,
      5,
      ...full.slice(0, 2),
      skipped("already-answered"),
      ...full.slice(2),
    ]);
  });

  it("answers once for what one client writes at once, to the newest of it", async () => {
    const core = await startCore();
    for (const body of ["Hello there", "It is about the house", "Are you in today?"]) {
      core.provider.textFrom(JANE, body);
      await core.clock.turn(1_000);
    }
    await core.clock.turn(HOUR);
    expect(await simulate(core)).toEqual([
      "Jane Doe | Are you in today? | Hi Jane.",
      "Jane Doe | It is about the house | already-answered",
      "Jane Doe | Hello there | already-answered",
    ]);
  });

  it("says what it would have said late where many had to wait for their minute", async () => {
    const core = await startCore();
    const crowd = Array.from({ length: 15 }, (_, index) => `+165055503${index + 10}`);
    for (const from of crowd) core.provider.textFrom(from, "Hello there");
    await core.clock.turn(HOUR);
    const answers = (await simulate(core, { who: "everyone", perMinute: 1, lateWords: "Sorry, late." })).map(
      (line) => line.split(" | ").at(-1) ?? "",
    );
    expect(answers.toSorted()).toEqual([
      ...Array<string>(10).fill("Hi."),
      ...Array<string>(5).fill("Sorry, late. Hi."),
    ]);
  });
});

it("a long conversation takes little time for each of its texts, and others have their turn meanwhile", async () => {
  const [texts, words] = [2_000, 1_000];
  const at = Date.UTC(2026, 2, 2);
  const conversation = {
    id: conversationId("c"),
    kind: "text",
    own: OWN,
    others: [JANE],
    unread: 0,
    lastAt: at,
    last: null,
  } as const;
  const said: readonly StoredText[] = Array.from({ length: texts }, (_, index) => ({
    id: textId(`t${index}`),
    providerId: null,
    conversationId: conversation.id,
    direction: "inbound",
    from: JANE,
    fromName: null,
    body: `${index} ${"word ".repeat(words / 5)}`,
    at: at + index * 60_000,
    isRead: true,
    status: "received",
    failure: null,
    isAwayReply: false,
    attachments: [],
  }));
  let [time, paused, longest] = [0, 0, 0];
  const begun = performance.now();
  const entries = await simulateAway(rules, {
    store: {
      textsSince: () => said,
      thread: () => [],
      conversation: () => conversation,
      person: (address) => ({ address, answer: null, labels: [] }),
    },
    people: {
      contacts: {
        personal: (address) => ({ address, name: "Jane", firstName: "Jane", isPersonal: true }),
        party: (address) => ({ address, name: null, formatted: address }),
        addressOf: () => null,
        isColleague: () => false,
        sameAs: (address) => [address],
      },
      isOwnNumber: () => false,
      isTollFree: () => false,
    },
    isUrgent: () => false,
    compose: () => ({ body: "Hi.", wordsFrom: "message", intent: null }),
    now: at + texts * 60_000,
    // Each look at the clock takes a millisecond of the test's time.
    steady: () => (time += 1),
    pause: async () => {
      longest = Math.max(longest, time - paused);
      paused = time;
    },
  });
  expect([entries.length, longest <= 25, performance.now() - begun < 6_000]).toEqual([texts, true, true]);
});
