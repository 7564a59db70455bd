import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAnswering } from "../../../main/core/away/answering.ts";
import { USUAL_RULES } from "../../../main/core/away/away-rules.ts";
import { textToAnswer } from "../../../main/core/away/text-to-answer.ts";
import { ok } from "../../../preload/contract/result.ts";
import { AMIR, JANE } from "../../harness/fake-gateway.ts";
import { createHandClock } from "../../harness/hand-clock.ts";
import { textId } from "../../harness/ids.ts";
import { createKeepingLog } from "../../harness/keeping-log.ts";
import { type CoreUnderTest, createComputer, startCore } from "../../harness/start-core.ts";
import { providerText, temporaryStore } from "../storage/fixture.ts";

/** Each wait before an answer is longer than this. */
const SHORTEST_WAIT_MS = 1_500;
const ANSWERED_MS = 6_000;

const isUrgent = (body: string): boolean => body.startsWith("Urgent");

/** Somebody is away whose answers say what they took a text for; waits are as long as these say, one after another. */
const startAway = async (waits: readonly number[]) => {
  const computer = createComputer();
  const fractions = [...waits];
  const core = await startCore({
    ...computer,
    randomness: { ...computer.randomness, fraction: () => fractions.shift() ?? 0.5 },
    intents: {
      chances: (text) => {
        const [urgent, other] = isUrgent(text) ? [1, 0] : [0, 1];
        return { urgent, other, scheduling: 0, document: 0, question: 0, social: 0 };
      },
    },
  });
  const templates = { ...USUAL_RULES.smart.templates, urgent: "Call me.", other: "Back soon." };
  const smart = { ...USUAL_RULES.smart, isOn: true, templates };
  await core.get("away/set-rules", { ...USUAL_RULES, smart });
  await core.get("away/switch", { kind: "until-off" });
  await core.clock.turn(1_000);
  return core;
};

/** What became of each text, in the order they were written. */
const outcomes = async (core: CoreUnderTest) =>
  (await core.get("away/report", { since: null }))?.entries
    .toReversed()
    .map(({ heard, outcome }) => [heard, outcome.kind === "skipped" ? outcome.rule : outcome.kind]);

const stream = fc
  .record({
    texts: fc.array(fc.record({ isUrgent: fc.boolean(), after: fc.nat({ max: 400 }) }), { minLength: 2, maxLength: 5 }),
    waits: fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 5, maxLength: 5 }),
  })
  .filter(({ texts }) => texts.slice(1).reduce((sum, { after }) => sum + after, 0) < SHORTEST_WAIT_MS);

describe("of several texts of one client", () => {
  it("one answer is given, to the newest or the newest urgent one, however long each waits", async () => {
    await fc.assert(
      fc.asyncProperty(stream, async ({ texts, waits }) => {
        const core = await startAway(waits);
        const bodies = texts.map((text, index) => `${text.isUrgent ? "Urgent" : "Word"} number ${index}`);
        for (const [index, body] of bodies.entries()) {
          if (index > 0) await core.clock.turn(texts[index]?.after ?? 0);
          core.provider.textFrom(JANE, body);
        }
        await core.clock.turn(ANSWERED_MS);
        const chosen = textToAnswer(bodies, isUrgent);
        const sent = core.provider.sent.map(({ body }) => body);
        const came = await outcomes(core);
        await core.app.quit();
        expect([sent, came]).toEqual([
          [isUrgent(chosen ?? "") ? "Call me." : "Back soon."],
          bodies.map((body) => [body, body === chosen ? "answered" : "already-answered"]),
        ]);
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it("the newest is not the one that the person has answered, or that nobody answers", async () => {
    const core = await startAway([0.9, 0]);
    core.provider.textFrom(JANE, "Urgent: call me about the house");
    await core.clock.turn(200);
    core.provider.textFromElsewhere(JANE, "Doing so now");
    await core.clock.turn(200);
    core.provider.textFrom(JANE, "And what about the car?");
    core.provider.textFrom(JANE, "HELP");
    await core.clock.turn(ANSWERED_MS);
    expect([core.provider.sent.map(({ body }) => body), await outcomes(core)]).toEqual([
      [],
      [
        ["Urgent: call me about the house", "answered-elsewhere"],
        ["And what about the car?", "too-quick"],
        ["HELP", "keyword"],
      ],
    ]);
  });

  it("none is too quick for an own text that has not left yet: that will answer them", async () => {
    const core = await startAway([0.9, 0]);
    const release = core.provider.holdSends();
    core.provider.textFrom(JANE, "Hello");
    await core.clock.turn(0);
    await core.get("outbox/send", {
      conversationId: await core.conversationWith(JANE),
      body: "I am here",
      attachments: [],
    });
    await core.clock.turn(100);
    core.provider.textFrom(JANE, "Are you there?");
    await core.clock.turn(ANSWERED_MS);
    release();
    await core.clock.turn(ANSWERED_MS);
    expect([core.provider.sent.map(({ body }) => body), await outcomes(core)]).toEqual([
      ["I am here"],
      [
        ["Hello", "answered-elsewhere"],
        ["Are you there?", "answered-elsewhere"],
      ],
    ]);
  });

  it("who has several numbers is one, and what was said of one of them holds for all", async () => {
    const core = await startAway([0.9, 0.1, 0.5]);
    const [HOME, CELL] = ["+16505550144", "+16505550145"];
    const entry = { source: "personal", name: "Rosa Diaz", firstName: "Rosa" } as const;
    const other = { ...entry, name: "Ben Diaz", firstName: "Ben" };
    core.provider.contacts.push(
      { ...entry, address: HOME, entry: "7" },
      { ...entry, address: CELL, entry: "7" },
      { ...other, address: "+16505550146", entry: "8" },
      { ...other, address: "+16505550147", entry: "8" },
    );
    await core.clock.turn(15 * 60_000);
    await core.get("away/set-person", { address: "+16505550146", answer: "never", labels: [] });
    core.provider.textFrom(HOME, "Good morning");
    core.provider.textFrom(CELL, "It is me, from my cell");
    core.provider.textFrom("+16505550147", "Hello");
    await core.clock.turn(ANSWERED_MS);
    core.provider.textFrom(HOME, "And from home again");
    await core.clock.turn(ANSWERED_MS);
    expect([core.provider.sent.map(({ others }) => others), await outcomes(core)]).toEqual([
      [[CELL]],
      [
        ["Good morning", "already-answered"],
        ["It is me, from my cell", "answered"],
        ["Hello", "never-person"],
        ["And from home again", "already-answered"],
      ],
    ]);
  });

  it("those of others wait on their own", async () => {
    const core = await startAway([0.9, 0]);
    core.provider.textFrom(JANE, "Hello");
    core.provider.textFrom(AMIR, "Urgent: where are you?");
    await core.clock.turn(ANSWERED_MS);
    expect(core.provider.sent.map(({ others, body }) => [others, body])).toEqual([
      [[AMIR], "Call me."],
      [[JANE], "Back soon."],
    ]);
  });
});

it("a text that comes while words for another of its author are sought is neither answered nor polled for", async () => {
  const [store, clock] = [temporaryStore(), createHandClock()];
  const since = 500;
  const composed: string[] = [];
  let readings = 0;
  const answering = createAnswering({
    store,
    isTimeKnown: () => true,
    absence: () => ({ since, until: null, because: "person" }),
    rules: () => USUAL_RULES,
    decide: ({ from }) => (store.lastAwayAnswer(since, from) === null ? null : "already-answered"),
    isUrgent: () => false,
    sameAs: (address) => [address],
    // The words for the first text take longest to find.
    compose: (text) =>
      new Promise((resolve) => {
        composed.push(text.body);
        clock.after(60_000 / composed.length, () =>
          resolve({ body: `To ${text.body}`, wordsFrom: "model", intent: null, isLate: false }),
        );
      }),
    write: ({ conversationId, body, attachments, isAwayReply }) => {
      const { id } = store.enqueue({
        id: textId(body),
        conversationId,
        body,
        at: clock.now(),
        attachments,
        isAwayReply,
      });
      return ok({ id, go: () => {} });
    },
    readings: {
      ask: () => {
        readings += 1;
        clock.after(0, () => answering.changesRead());
        return 1;
      },
      through: () => 1,
    },
    turns: { look: () => {}, wait: async () => 0, isOurs: () => true },
    clock,
    randomness: createComputer().randomness,
    log: createKeepingLog(),
    inBackground: (_what, work) => void work,
    onAnswered: () => {},
  });
  answering.consider([store.save(providerText({ providerId: "1", body: "One" })).text]);
  await clock.turn(30_000);
  answering.consider([store.save(providerText({ providerId: "2", body: "Two", at: 2_000 })).text]);
  await clock.turn(120_000);
  answering.stop();
  const entries = store.awayEntries(since).map(({ text, outcome }) => [text?.body, outcome]);
  // One for each text, and one for the words that took so long.
  expect([readings, composed, entries]).toMatchObject([
    3,
    ["One"],
    [
      ["Two", { kind: "skipped", rule: "already-answered" }],
      ["One", { kind: "answered", body: "To One" }],
    ],
  ]);
});
