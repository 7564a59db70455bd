import { describe, expect, it } from "vitest";
import { USUAL_RULES } from "../../../main/core/away/away-rules.ts";
import { USUAL_QUIET } from "../../../main/core/quiet/quiet.ts";
import { AppError } from "../../../main/core/ports/app-error.ts";
import type { Notice } from "../../../main/core/ports/desktop.ts";
import type { IntentClassifier } from "../../../main/core/ports/intents.ts";
import { AMIR, JANE, OWN, STRANGER } from "../../harness/fake-gateway.ts";
import {
  type Computer,
  type CoreUnderTest,
  createComputer,
  createCore,
  someWindow,
  startCore,
} from "../../harness/start-core.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const words = ({ title, body, isRepeat }: Notice): string => `${title} | ${body}${isRepeat ? ", again" : ""}`;
const shown = ({ notifier }: CoreUnderTest): readonly string[] => notifier.shown.map(words);

/** Says what the test says: "urgent 0.7: Call me" is urgent with that confidence. */
const intents: IntentClassifier = {
  chances: (text) => {
    const urgent = Number(/^urgent ([\d.]+):/.exec(text)?.[1] ?? 0);
    return { urgent, scheduling: 0, document: 0, question: 0, social: 0, other: 1 - urgent };
  },
};

/** Signed in, with notifications off for an hour. */
const startQuiet = async (computer: Computer = { ...createComputer(), intents }): Promise<CoreUnderTest> => {
  const core = await startCore(computer);
  await core.get("quiet/snooze", { until: core.clock.now() + HOUR });
  return core;
};
const nextRun = async (core: CoreUnderTest): Promise<CoreUnderTest> => {
  await core.app.quit();
  const next = createCore(core.computer);
  await next.app.start();
  await next.clock.turn(1_000);
  return next;
};

describe("texts that come while it is quiet", () => {
  it("are not told, but count as unread, in the tray as well", async () => {
    const core = await startQuiet();
    core.provider.textFrom(JANE, "One");
    core.provider.textFrom(AMIR, "Two");
    await core.clock.turn(HOUR - 1_000);
    expect([shown(core), core.state().unread, core.desktop.tray()]).toMatchObject([
      [],
      2,
      { icon: "unread", tooltip: "Tern: 2 unread texts, notifications off until 10:00 AM" },
    ]);
  });

  it("are told once when it ends, of few people each", async () => {
    const core = await startQuiet();
    core.provider.textFrom(JANE, "One");
    await core.clock.turn(MINUTE);
    core.provider.textFrom(AMIR, "Two");
    core.provider.textFrom(JANE, "Three");
    await core.clock.turn(5 * HOUR);
    expect(shown(core).toSorted()).toEqual(["Amir Khan | Two", "Jane Doe | 2 new texts: Three"]);
  });

  it("are told once when it ends, of many people in one", async () => {
    const core = await startQuiet();
    for (const from of [STRANGER, "+16505550133", AMIR, JANE]) core.provider.textFrom(from, "Hi");
    await core.get("quiet/snooze", { until: null });
    await core.clock.turn(5 * HOUR);
    expect(shown(core)).toEqual(["4 new texts | Jane Doe and 3 others"]);
  });

  it("are told no more if they were read meanwhile", async () => {
    const core = await startQuiet();
    core.provider.textFrom(JANE, "One");
    core.provider.textFrom(AMIR, "Two");
    await core.clock.turn(MINUTE);
    await core.get("conversations/mark-read", { conversationId: await core.conversationWith(JANE) });
    await core.clock.turn(2 * HOUR);
    expect(shown(core)).toEqual(["Amir Khan | Two"]);
  });

  it("are marked read at once in the conversation that is before the person's eyes", async () => {
    const core = await startQuiet();
    const conversationId = await core.get("conversations/start", { addresses: [JANE] });
    await core.ask("windows/report-open", { conversationId }, someWindow(1));
    core.provider.textFrom(JANE, "One", { providerId: "seen" });
    await core.clock.turn(MINUTE);
    expect([core.state().unread, core.provider.readAtProvider]).toEqual([0, ["seen"]]);
    await core.clock.turn(2 * HOUR);
    expect(shown(core)).toEqual([]);
  });

  it("are told once by the next run, which is quiet until the same end", async () => {
    const core = await startQuiet();
    core.provider.textFrom(JANE, "One");
    await core.clock.turn(MINUTE);
    const next = await nextRun(core);
    core.provider.textFrom(JANE, "Two");
    await next.clock.turn(MINUTE);
    const before = [...shown(core), ...shown(next)];
    await next.clock.turn(HOUR);
    const last = await nextRun(next);
    await last.clock.turn(HOUR);
    expect([before, shown(next), shown(last)]).toEqual([[], ["Jane Doe | 2 new texts: Two"], []]);
  });

  it("and were not shown before it began wait for its end as well", async () => {
    const core = await startCore();
    core.notifier.become(() => "not-shown");
    core.provider.textFrom(JANE, "One");
    await core.clock.turn(1_000);
    core.notifier.become(() => "shown");
    await core.get("quiet/snooze", { until: core.clock.now() + HOUR });
    await core.clock.turn(HOUR - 1);
    const before = shown(core);
    await core.clock.turn(MINUTE);
    expect([before, shown(core)]).toEqual([[], ["Jane Doe | One"]]);
  });

  it("are answered by Away at once, and once, whatever is told or started later", async () => {
    const core = await startQuiet();
    await core.get("away/set-rules", { ...USUAL_RULES, message: "Away." });
    await core.get("away/switch", { kind: "until-off" });
    core.provider.textFrom(JANE, "One");
    await core.clock.turn(10_000);
    const sent = () => core.provider.sent.map(({ others, body }) => `${others.join()}: ${body}`);
    const atOnce = sent();
    const next = await nextRun(core);
    await next.clock.turn(2 * HOUR);
    expect([atOnce, sent(), shown(next)]).toEqual([[`${JANE}: Away.`], [`${JANE}: Away.`], ["Jane Doe | One"]]);
  });

  it("are not answered by an absence that began after they came", async () => {
    const core = await startQuiet();
    core.provider.textFrom(JANE, "One");
    await core.clock.turn(1_000);
    await core.get("away/switch", { kind: "until-off" });
    await core.clock.turn(2 * HOUR);
    expect([core.provider.sent, shown(core)]).toEqual([[], ["Jane Doe | One"]]);
  });

  it("wait for the end of the system's do-not-disturb", async () => {
    const core = await startCore();
    core.systemQuiet.become(true);
    core.provider.textFrom(JANE, "One");
    await core.clock.turn(HOUR);
    const before = shown(core);
    core.systemQuiet.become(false);
    await core.clock.turn(1_000);
    expect([before, shown(core)]).toEqual([[], ["Jane Doe | One"]]);
  });
});

describe("an urgent text", () => {
  const calls = "urgent 0.6: Call me";

  it("of a contact is told at once while it is quiet, with sound, and is not told again at the end", async () => {
    const core = await startQuiet();
    core.provider.textFrom(JANE, "Hello");
    core.provider.textFrom(JANE, calls);
    core.provider.textFrom(JANE, "Later", { at: core.clock.now() + 1 });
    await core.clock.turn(1_000);
    expect(core.notifier.shown).toMatchObject([
      { title: "Urgent: Jane Doe", body: calls, isUrgent: true, isRepeat: false, canAnswer: true },
    ]);
    await core.clock.turn(2 * HOUR);
    expect(shown(core).slice(1)).toEqual(["Jane Doe | 2 new texts: Later"]);
    expect(core.notifier.shown[1]).toMatchObject({ isUrgent: false });
  });

  it.each([
    ["that the classifier is not sure of", JANE, "urgent 0.24: Call me"],
    ["of a stranger", STRANGER, calls],
  ])("%s waits like others", async (_name, from, body) => {
    const core = await startQuiet();
    core.provider.textFrom(from, body);
    await core.clock.turn(HOUR - 1_000);
    const before = shown(core);
    await core.clock.turn(MINUTE);
    expect([before, core.notifier.shown.map(({ body: told, isUrgent }) => [told, isUrgent])]).toEqual([
      [],
      [[body, false]],
    ]);
  });

  it("waits as well if the person lets none through", async () => {
    const core = await startQuiet();
    await core.get("quiet/set-rules", { ...USUAL_QUIET, letsUrgentThrough: false });
    core.provider.textFrom(JANE, calls);
    await core.clock.turn(MINUTE);
    expect(shown(core)).toEqual([]);
  });

  it("of somebody without a name is told at once if the person has written to them", async () => {
    const core = await startQuiet();
    const conversationId = await core.get("conversations/start", { addresses: [STRANGER] });
    await core.get("outbox/send", { conversationId, body: "Hello", attachments: [] });
    await core.clock.turn(1_000);
    core.provider.textFrom(STRANGER, calls);
    await core.clock.turn(1_000);
    expect(shown(core)).toEqual([`Urgent: (650) 555-0199 | ${calls}`]);
  });

  it.each([
    [
      "only Away has answered",
      async (core: CoreUnderTest) => {
        await core.get("away/set-rules", { ...USUAL_RULES, who: "everyone" });
        await core.get("away/switch", { kind: "until-off" });
        core.provider.textFrom(STRANGER, "Hello");
        await core.clock.turn(10_000);
        expect(core.provider.sent).toHaveLength(1);
      },
    ],
    [
      "the person's only text failed",
      async (core: CoreUnderTest) => {
        core.provider.refuse("send", new AppError("invalid-recipient", "no such number"));
        const conversationId = await core.get("conversations/start", { addresses: [STRANGER] });
        await core.get("outbox/send", { conversationId, body: "Hello", attachments: [] });
        await core.clock.turn(1_000);
        expect(core.provider.sent).toEqual([]);
      },
    ],
  ])("of a stranger waits where %s", async (_name, before) => {
    const core = await startQuiet();
    await before(core);
    core.provider.textFrom(STRANGER, calls);
    await core.clock.turn(MINUTE);
    expect(shown(core)).toEqual([]);
  });

  it("is an ordinary notice while it is not quiet", async () => {
    const core = await startCore({ ...createComputer(), intents });
    core.provider.textFrom(JANE, calls);
    await core.clock.turn(1_000);
    expect(core.notifier.shown).toMatchObject([{ title: "Jane Doe", isUrgent: false }]);
  });

  it("of many people at once is one notice, that says so", async () => {
    const core = await startQuiet();
    core.provider.link({ kind: "down" });
    for (const from of [STRANGER, "+16505550144", "+16505550155", "+16505550166"]) {
      core.provider.textFromElsewhere(from, "Hello");
      core.provider.textFrom(from, calls, { isTold: false, own: OWN });
    }
    core.provider.link({ kind: "live" });
    await core.clock.turn(1_000);
    expect(core.notifier.shown).toMatchObject([{ id: "backlog", title: "Urgent: 4 new texts", isUrgent: true }]);
  });
});

describe("what is no text", () => {
  it("is not shown while it is quiet either, and is once that ends", async () => {
    const core = await startQuiet();
    core.provider.endSession();
    await core.clock.turn(HOUR - 1);
    const before = shown(core);
    await core.clock.turn(MINUTE);
    expect([before, core.notifier.shown]).toMatchObject([[], [{ id: "session", isRepeat: false }]]);
  });
});
