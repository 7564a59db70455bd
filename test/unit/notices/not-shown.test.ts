import { describe, expect, it } from "vitest";
import { USUAL_RULES } from "../../../main/core/away/away-rules.ts";
import type { Notice, ShowOutcome } from "../../../main/core/ports/desktop.ts";
import { AMIR, JANE, STRANGER } from "../../harness/fake-gateway.ts";
import { createComputer, createCore, startCore } from "../../harness/start-core.ts";

const MINUTE = 60_000;
const words = ({ body, isRepeat }: Notice): string => (isRepeat ? `${body}, again` : body);

/** Somebody is signed in, and this becomes of every notice. */
const startWith = async (outcome: ShowOutcome) => {
  const computer = createComputer();
  const core = await startCore(computer);
  core.notifier.become(() => outcome);
  return { ...core, computer };
};

/** What the next run shows of a text after this became of its notice in the first. */
const toldByTheNextRun = async (outcome: ShowOutcome): Promise<readonly string[]> => {
  const first = await startWith(outcome);
  first.provider.textFrom(JANE, "Hello");
  await first.clock.turn(1_000);
  await first.app.quit();
  const next = createCore(first.computer);
  await next.app.start();
  await next.clock.turn(10 * MINUTE);
  return next.notifier.shown.map(words);
};

describe("a text whose notice was not shown", () => {
  it("is told with sound a minute later, until it is shown, and then no more", async () => {
    const { provider, notifier, clock } = await startWith("not-shown");
    provider.textFrom(JANE, "Hello");
    await clock.turn(2 * MINUTE + 1_000);
    expect(notifier.notShown.map(words)).toEqual(["Hello", "Hello", "Hello"]);
    notifier.become(() => "shown");
    await clock.turn(10 * MINUTE);
    expect(notifier.shown.map(words)).toEqual(["Hello"]);
    expect(notifier.notShown).toHaveLength(3);
  });

  it("is told with the next text", async () => {
    const { provider, notifier, clock } = await startWith("not-shown");
    provider.textFrom(JANE, "Hello");
    await clock.turn(1_000);
    notifier.become(() => "shown");
    provider.textFrom(AMIR, "Hi");
    await clock.turn(10 * MINUTE);
    expect(notifier.shown.map(words).toSorted()).toEqual(["Hello", "Hi"]);
  });

  it("is told with sound by the next run", async () => {
    expect(await toldByTheNextRun("not-shown")).toEqual(["Hello"]);
  });

  it("is told no more once it was read", async () => {
    const { provider, notifier, clock, get, conversationWith } = await startWith("not-shown");
    provider.textFrom(JANE, "Hello");
    await clock.turn(1_000);
    await get("conversations/mark-read", { conversationId: await conversationWith(JANE) });
    await clock.turn(10 * MINUTE);
    expect(notifier.notShown).toHaveLength(1);
  });

  it("comes again alone if those of other conversations were shown", async () => {
    const { provider, notifier, clock } = await startWith("shown");
    notifier.become(({ body }) => (body === "Hi" ? "not-shown" : "shown"));
    provider.link({ kind: "down" });
    provider.textFrom(JANE, "Hello", { isTold: false });
    provider.textFrom(AMIR, "Hi", { isTold: false });
    provider.link({ kind: "live" });
    await clock.turn(1_000);
    notifier.become(() => "shown");
    await clock.turn(10 * MINUTE);
    expect(notifier.shown.map(words)).toEqual(["Hello", "Hi"]);
  });

  it("counts once in the notice of many that comes again", async () => {
    const { provider, notifier, clock } = await startWith("not-shown");
    provider.link({ kind: "down" });
    for (const from of [JANE, AMIR, STRANGER, "+16505550133"]) provider.textFrom(from, "Hello", { isTold: false });
    provider.link({ kind: "live" });
    await clock.turn(1_000);
    notifier.become(() => "shown");
    await clock.turn(10 * MINUTE);
    expect(notifier.shown.map(({ title }) => title)).toEqual(["4 new texts"]);
  });

  it("is not answered by an absence that began after it came", async () => {
    const { provider, notifier, clock, app, get } = await startWith("not-shown");
    provider.textFrom(JANE, "Hello");
    await clock.turn(1_000);
    await get("away/set-rules", { ...USUAL_RULES, message: "Away." });
    app.perform({ kind: "switch-away", to: "until-off" });
    await clock.turn(5 * MINUTE);
    expect(notifier.notShown.length).toBeGreaterThan(4);
    expect(provider.sent).toEqual([]);
  });
});

describe("a text that may have been shown", () => {
  it("is told again without sound, also if that is not shown at first", async () => {
    const { provider, notifier, clock } = await startWith("unclear");
    provider.textFrom(JANE, "Hello");
    await clock.turn(1_000);
    notifier.become(() => "not-shown");
    await clock.turn(MINUTE);
    notifier.become(() => "shown");
    await clock.turn(10 * MINUTE);
    expect(notifier.notShown.map(words)).toEqual(["Hello, again"]);
    expect(notifier.shown.map(words)).toEqual(["Hello", "Hello, again"]);
  });

  it("is told again without sound by the next run", async () => {
    expect(await toldByTheNextRun("unclear")).toEqual(["Hello, again"]);
  });
});
