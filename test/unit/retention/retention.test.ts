import { describe, expect, it } from "vitest";
import { AppError } from "../../../main/core/ports/app-error.ts";
import type { MessageStore } from "../../../main/core/ports/message-store.ts";
import { createMessageStores } from "../../../main/storage/message-stores.ts";
import type { Settings } from "../../../preload/contract/state.ts";
import { AMIR, JANE } from "../../harness/fake-gateway.ts";
import { usualSettings } from "../../harness/settings-in-memory.ts";
import { createComputer, startCore, type Computer } from "../../harness/start-core.ts";

const DAY_MS = 86_400_000;

/** Texts of Jane's so many days old, read long ago, on a computer whose person chose this. */
const computerWith = (settings: Partial<Settings>, ...ages: readonly number[]): Computer => {
  const computer = createComputer();
  computer.settings.keepSettings({ ...usualSettings, historyDays: 90, ...settings });
  for (const age of ages) {
    const at = computer.clock.now() - age * DAY_MS;
    computer.provider.textFrom(JANE, `${age} days`, { at, isRead: true, isTold: false });
  }
  return computer;
};

const bodies = async ({ thread, conversationWith }: Awaited<ReturnType<typeof startCore>>) =>
  (await thread(await conversationWith(JANE))).map(({ body }) => body);

describe("keeping texts for so many days", () => {
  it("takes older ones off this computer as soon as it is chosen, and windows hear of it", async () => {
    const core = await startCore(computerWith({}, 40, 20, 5));
    const before = await bodies(core);
    const told = core.desktop.events.length;
    await core.get("settings/change", { ...usualSettings, historyDays: 90, keepDays: 30 });
    const conversationId = await core.conversationWith(JANE);
    expect([before, await bodies(core)]).toEqual([
      ["40 days", "20 days", "5 days"],
      ["20 days", "5 days"],
    ]);
    expect(core.desktop.events.slice(told)).toContainEqual({
      name: "conversation/changed",
      payload: { conversationId },
    });
  });

  it("takes them away as they get older, once a day", async () => {
    const core = await startCore(computerWith({ keepDays: 30 }, 29.5, 5));
    await core.clock.turn(DAY_MS - 60_000);
    const before = await bodies(core);
    await core.clock.turn(DAY_MS);
    expect([before, await bodies(core)]).toEqual([["29.5 days", "5 days"], ["5 days"]]);
  });

  it("reads them again when the person wants them back, and notifies nobody", async () => {
    const core = await startCore(computerWith({}, 40, 20));
    await core.get("settings/change", { ...usualSettings, historyDays: 90, keepDays: 30 });
    const without = await bodies(core);
    await core.get("settings/change", { ...usualSettings, historyDays: 90, keepDays: null });
    expect([without, await bodies(core), core.notifier.shown]).toEqual([["20 days"], ["40 days", "20 days"], []]);
  });

  it("reads no text that would have to go again at once", async () => {
    const core = await startCore(computerWith({ keepDays: 30 }, 40, 20));
    expect(await bodies(core)).toEqual(["20 days"]);
  });

  it("keeps drafts and what is on its way out", async () => {
    const core = await startCore(computerWith({}, 40));
    const [jane, amir] = [
      await core.conversationWith(JANE),
      await core.get("conversations/start", { addresses: [AMIR] }),
    ];
    core.provider.refuse("send", new AppError("no-network", "none"), 99);
    await core.get("outbox/send", { conversationId: amir, body: "Waits", attachments: [] });
    await core.get("drafts/keep", { conversationId: jane, body: "Half a" });
    await core.get("settings/change", { ...usualSettings, historyDays: 90, keepDays: 30 });
    expect([
      await core.thread(jane),
      await core.get("drafts/read", { conversationId: jane }),
      (await core.thread(amir)).map(({ body }) => body),
    ]).toEqual([[], "Half a", ["Waits"]]);
  });

  it("takes nothing away by a clock that is set to a wrong year", async () => {
    const core = await startCore(computerWith({ keepDays: 30 }, 20));
    core.clock.jump(3_650 * DAY_MS);
    await core.clock.turn(60_000);
    await core.get("settings/change", { ...usualSettings, keepDays: 29 });
    expect(await bodies(core)).toEqual(["20 days"]);
  });

  it("takes many away a hundred at a time, so that windows do not wait", async () => {
    const computer = computerWith({}, ...Array.from({ length: 250 }, (_, index) => 40 + index / 10));
    const counts: number[] = [];
    const real = createMessageStores(computer);
    const open = (account: string, key: string | null): MessageStore => {
      const store = real.open(account, key);
      const forgetBefore: MessageStore["forgetBefore"] = (at, limit) => {
        const count = store.forgetBefore(at, limit);
        counts.push(count);
        return count;
      };
      return { ...store, forgetBefore };
    };
    const core = await startCore({ ...computer, stores: { ...real, open } });
    await core.get("settings/change", { ...usualSettings, historyDays: 90, keepDays: 30 });
    const atOnce = [...counts];
    await core.clock.turn(1_000);
    expect([atOnce, counts]).toEqual([[100], [100, 100, 50]]);
  });

  it("goes on the next day if the disk fails today", async () => {
    const computer = computerWith({}, 40, 5);
    const real = createMessageStores(computer);
    let isBroken = true;
    const open = (account: string, key: string | null): MessageStore => {
      const store = real.open(account, key);
      const forgetBefore: MessageStore["forgetBefore"] = (at, limit) => {
        if (isBroken) throw new AppError("storage", "the disk is full", { about: "full" });
        return store.forgetBefore(at, limit);
      };
      return { ...store, forgetBefore };
    };
    const core = await startCore({ ...computer, stores: { ...real, open } });
    expect(await core.ask("settings/change", { ...usualSettings, keepDays: 30 })).toMatchObject({ ok: true });
    await core.clock.turn(120_000);
    isBroken = false;
    await core.clock.turn(DAY_MS);
    expect(await bodies(core)).toEqual(["5 days"]);
  });
});
