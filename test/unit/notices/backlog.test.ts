import { describe, expect, it } from "vitest";
import type { Notice } from "../../../main/core/ports/desktop.ts";
import { AMIR, JANE, STRANGER } from "../../harness/fake-gateway.ts";
import { settled } from "../../harness/hand-clock.ts";
import { type CoreUnderTest, createCore, CREDENTIALS, someWindow, startCore } from "../../harness/start-core.ts";

const words = ({ title, body }: Notice): string => `${title} | ${body}`;
const shown = ({ notifier }: CoreUnderTest): readonly string[] => notifier.shown.map(words);
const visible = ({ notifier }: CoreUnderTest): readonly string[] => notifier.visible().map(words);

/** The link was down while these texts came; oldest first. */
const catchUp = async (core: CoreUnderTest, texts: readonly (readonly [from: string, body: string])[]) => {
  core.provider.link({ kind: "down" });
  for (const [from, body] of texts) {
    core.provider.textFrom(from, body, { isTold: false });
    await core.clock.turn(1);
  }
  core.provider.link({ kind: "live" });
  await core.clock.turn(0);
};

const numbers = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `+1650556${String(index).padStart(4, "0")}`);

describe("texts that came while the link was down", () => {
  it("from up to three conversations are a notice for each, saying how many", async () => {
    const core = await startCore();
    await catchUp(core, [
      [JANE, "One"],
      [AMIR, "Hello"],
      [JANE, "Two"],
      [STRANGER, "Hi"],
    ]);
    expect(shown(core).toSorted()).toEqual(["(650) 555-0199 | Hi", "Amir Khan | Hello", "Jane Doe | 2 new texts: Two"]);
  });

  it("from more are one notice, which opens the main window", async () => {
    const core = await startCore();
    await catchUp(core, [
      [STRANGER, "Hi"],
      ["+16505550133", "Tea?"],
      [AMIR, "Hello"],
      [JANE, "One"],
      [JANE, "Two"],
    ]);
    expect(shown(core)).toEqual(["5 new texts | Jane Doe and 3 others"]);
    const [notice] = core.notifier.shown;
    expect(notice).toMatchObject({ id: "backlog", canAnswer: false, isRepeat: false });
    const told = [];
    for (const from of [STRANGER, "+16505550133", AMIR, JANE])
      told.push(...(await core.thread(await core.conversationWith(from))).map(({ id }) => id));
    expect(notice?.tellsOf.toSorted()).toEqual(told.toSorted());
    core.notifier.act({ kind: "open", id: "backlog" });
    expect(core.desktop.asked).toEqual(["main"]);
  });

  it("of one conversation are counted however many they are", async () => {
    const core = await startCore();
    await catchUp(
      core,
      Array.from({ length: 400 }, (_, index) => [JANE, `Text ${index}`] as const),
    );
    expect(shown(core)).toEqual(["Jane Doe | 400 new texts: Text 399"]);
    expect(core.notifier.shown[0]?.tellsOf).toHaveLength(400);
  });

  it("by the thousand are still one notice, and windows have their turn in between", async () => {
    const core = await startCore();
    core.provider.link({ kind: "down" });
    for (let index = 0; index < 1_000; index += 1)
      core.provider.textFrom(numbers(50)[index % 50] ?? "", `Text ${index}`, { isTold: false });
    core.provider.link({ kind: "live" });
    await settled();
    expect(core.state().unread).toBeLessThan(1_000);
    expect(shown(core)).toEqual([]);
    await core.clock.turn(0);
    expect(core.state().unread).toBe(1_000);
    expect(shown(core)).toEqual(["1,000 new texts | (650) 556-0049 and 49 others"]);
  });

  it("do not hold up one that comes now", async () => {
    const core = await startCore();
    core.provider.link({ kind: "down" });
    for (const from of numbers(300)) core.provider.textFrom(from, "Hi", { isTold: false });
    core.provider.link({ kind: "live" });
    await settled();
    core.provider.textFrom(JANE, "Now");
    expect(shown(core)).toEqual(["Jane Doe | Now"]);
    await core.clock.turn(0);
    expect(shown(core).slice(1)).toEqual(["300 new texts | (650) 556-0299 and 299 others"]);
  });

  it("and are read elsewhere before they are told are left out", async () => {
    const core = await startCore();
    core.provider.link({ kind: "down" });
    const texts = numbers(300).map((from) => core.provider.textFrom(from, "Hi", { isTold: false }));
    core.provider.link({ kind: "live" });
    await settled();
    for (const { providerId } of texts.slice(1, 251)) {
      const text = texts.find((each) => each.providerId === providerId);
      if (text !== undefined) core.provider.tell({ ...text, isRead: true, changedAt: text.changedAt + 1 });
    }
    await core.clock.turn(0);
    expect(shown(core)).toEqual(["50 new texts | (650) 556-0299 and 49 others"]);
  });
});

describe("the notice of a backlog", () => {
  const withBacklog = async (): Promise<CoreUnderTest> => {
    const core = await startCore();
    await catchUp(
      core,
      [STRANGER, "+16505550133", AMIR, JANE].map((from) => [from, "Hi"] as const),
    );
    expect(visible(core)).toEqual(["4 new texts | Jane Doe and 3 others"]);
    return core;
  };
  const read = async (core: CoreUnderTest, from: string): Promise<void> => {
    await core.get("conversations/mark-read", { conversationId: await core.conversationWith(from) });
  };

  it("goes when all of it is read, here or elsewhere, and not before", async () => {
    const core = await withBacklog();
    await read(core, STRANGER);
    await read(core, "+16505550133");
    core.provider.change("p3", { isRead: true });
    await core.clock.turn(0);
    expect(visible(core)).toHaveLength(1);
    core.provider.change("p4", { isRead: true });
    await core.clock.turn(0);
    expect(visible(core)).toEqual([]);
  });

  it("stays while a conversation of it gets a notice of its own, and goes with the rest", async () => {
    const core = await withBacklog();
    core.provider.textFrom(JANE, "Are you there?");
    await core.clock.turn(0);
    expect(visible(core)).toEqual(["4 new texts | Jane Doe and 3 others", "Jane Doe | Are you there?"]);
    for (const from of [STRANGER, "+16505550133", AMIR]) await read(core, from);
    expect(visible(core)).toEqual(["Jane Doe | Are you there?"]);
  });

  it("counts what came before and is not read, and tells of the new ones only", async () => {
    const core = await withBacklog();
    await read(core, JANE);
    await catchUp(
      core,
      numbers(5).map((from) => [from, "Hello"] as const),
    );
    expect(visible(core)).toEqual(["8 new texts | Amir Khan and 7 others"]);
    expect(core.notifier.shown.map(({ tellsOf }) => tellsOf.length)).toEqual([4, 5]);
  });

  it("that an earlier run left goes when everything is read", async () => {
    const core = await withBacklog();
    await core.app.quit();
    const next = await startCore(core.computer);
    const notice = core.notifier.shown[0];
    if (notice === undefined) expect.fail("a notice expected");
    // As on macOS and Windows, where it stays on the screen.
    await next.notifier.show(notice);
    for (const from of [STRANGER, "+16505550133", AMIR]) await read(next, from);
    expect(visible(next)).toHaveLength(1);
    await read(next, JANE);
    expect(visible(next)).toEqual([]);
  });

  it("goes when the person signs out", async () => {
    const core = await withBacklog();
    await core.ask("account/sign-out", undefined);
    expect(visible(core)).toEqual([]);
  });
});

describe("texts told live", () => {
  it("one after another are told at once, each", async () => {
    const core = await startCore();
    for (const [index, from] of numbers(6).entries()) {
      core.provider.textFrom(from, `Text ${index}`);
      expect(core.notifier.shown).toHaveLength(index + 1);
      await core.clock.turn(1);
    }
  });

  it("a hundred in one moment, as a connection that recovered brings them, are two notices", async () => {
    const core = await startCore();
    for (const from of numbers(100)) {
      core.provider.textFrom(from, "Hi");
      // The link tells each in a turn of its own.
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    }
    await core.clock.turn(0);
    expect(shown(core)).toEqual(["(650) 556-0000 | Hi", "99 new texts | (650) 556-0099 and 98 others"]);
  });

  it("do not wait for a notification that never comes up, and are not told again in this run", async () => {
    const core = await startCore();
    const { show } = core.notifier;
    Object.assign(core.notifier, {
      show: async (notice: Notice) => {
        const outcome = await show(notice);
        return notice.body === "Hangs" ? new Promise<never>(() => {}) : outcome;
      },
    });
    core.provider.textFrom(JANE, "Hangs");
    core.provider.textFrom(AMIR, "Later");
    await core.clock.turn(1_999);
    expect(shown(core)).toEqual(["Jane Doe | Hangs"]);
    await core.clock.turn(1);
    core.provider.textFrom(JANE, "Latest");
    await core.clock.turn(15 * 60_000);
    expect(shown(core)).toEqual(["Jane Doe | Hangs", "Amir Khan | Later", "Jane Doe | Latest"]);
  });
});

describe("a run that ends while it tells", () => {
  it("leaves a text that may have been seen to the next run, which tells it without sound", async () => {
    const first = await startCore();
    Object.assign(first.notifier, { show: () => new Promise(() => {}) });
    first.provider.textFrom(JANE, "Perhaps seen");
    first.provider.textFrom(AMIR, "Not seen");
    await first.app.quit();
    const second = await startCore(first.computer);
    await second.clock.turn(0);
    expect(second.notifier.shown).toMatchObject([
      { title: "Jane Doe", body: "Perhaps seen", isRepeat: true },
      { title: "Amir Khan", body: "Not seen", isRepeat: false },
    ]);
  });

  it("leaves a backlog as a backlog", async () => {
    const first = await startCore();
    Object.assign(first.notifier, { show: () => new Promise(() => {}) });
    await catchUp(
      first,
      numbers(7).map((from) => [from, "Hi"] as const),
    );
    await first.app.quit();
    const second = await startCore(first.computer);
    expect(second.notifier.shown).toMatchObject([{ id: "backlog", title: "7 new texts", isRepeat: true }]);
  });

  it("leaves a text that is read before the next run untold", async () => {
    const first = await startCore();
    Object.assign(first.notifier, { show: () => new Promise(() => {}) });
    first.provider.textFrom(JANE, "Hi");
    await first.get("conversations/mark-read", { conversationId: await first.conversationWith(JANE) });
    await first.app.quit();
    expect((await startCore(first.computer)).notifier.shown).toEqual([]);
  });

  it("leaves one whose conversation is before the person's eyes at the next start to be read there", async () => {
    const first = await startCore();
    Object.assign(first.notifier, { show: () => new Promise(() => {}) });
    first.provider.textFrom(JANE, "Hi");
    const conversationId = await first.conversationWith(JANE);
    await first.app.quit();
    const second = createCore(first.computer);
    const opened = second.ask("windows/report-open", { conversationId }, someWindow(1));
    await second.app.start(CREDENTIALS);
    await opened;
    expect(second.notifier.shown).toEqual([]);
    expect(second.state().unread).toBe(0);
    expect(second.provider.readAtProvider).toEqual(["p1"]);
  });
});
