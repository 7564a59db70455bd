import { describe, expect, it } from "vitest";
import type { Vault } from "../../../main/core/ports/vault.ts";
import { AMIR, JANE } from "../../harness/fake-gateway.ts";
import { createComputer, createCore, CREDENTIALS, startCore } from "../../harness/start-core.ts";
import { accountIn, computerWithWork, draftFor, linesWith, nextRun, work } from "./fixture.ts";

const NOTICE = {
  id: "session",
  title: "Sign in to RingCentral again",
  body: "The session has ended. New texts wait at RingCentral, and what was to go out waits here.",
  canAnswer: false,
  isRepeat: false,
  isUrgent: false,
  tellsOf: [],
};

describe("a session that has ended for good", () => {
  it("makes one notice, which opens the window and goes when somebody signs in", async () => {
    const core = await startCore();
    core.provider.endSession();
    core.provider.endSession();
    await core.clock.turn(0);
    expect(core.notifier.shown).toEqual([NOTICE]);
    core.notifier.act({ kind: "open", id: "session" });
    expect(core.desktop.asked).toEqual(["main"]);
    await core.get("account/sign-in", CREDENTIALS);
    expect(core.notifier.visible()).toEqual([]);
    core.provider.endSession();
    await core.clock.turn(0);
    expect(core.notifier.shown).toEqual([NOTICE, NOTICE]);
  });

  it("makes the notice every minute until it is shown, without sound once it may have been", async () => {
    const core = await startCore();
    core.notifier.become(() => "not-shown");
    core.provider.endSession();
    await core.clock.turn(0);
    core.notifier.become(() => "unclear");
    await core.clock.turn(60_000);
    core.notifier.become(() => "shown");
    await core.clock.turn(600_000);
    expect(core.notifier.notShown).toEqual([NOTICE]);
    expect(core.notifier.shown).toEqual([NOTICE, { ...NOTICE, isRepeat: true }]);
  });

  it("loses nothing: texts come in, and what was written goes out, after the person has signed in", async () => {
    const core = await startCore();
    await work(core);
    core.provider.endSession();
    await core.clock.turn(0);
    expect(core.state()).toMatchObject({
      session: { because: "ended", kept: { account: { name: "Dana Whitfield" }, others: 0 } },
      storage: { kind: "fine" },
    });
    core.provider.textFrom(JANE, "Meanwhile", { isTold: false });
    await core.clock.turn(3_600_000);
    await core.get("account/sign-in", CREDENTIALS);
    expect((await linesWith(core, JANE))?.toSorted()).toEqual([
      "Before: received",
      "Meanwhile: received",
      "Waiting: accepted",
    ]);
    expect(core.provider.sent.map(({ body }) => body)).toEqual(["Waiting"]);
    expect(await draftFor(core, AMIR)).toBe("Half a thought");
    expect(core.notifier.shown.filter(({ id }) => id !== "session").map(({ body }) => body)).toEqual([
      "Before",
      "Meanwhile",
    ]);
  });

  it("while its account is still being kept makes the same notice", async () => {
    const computer = createComputer();
    const { vault, provider } = computer;
    const write: Vault["write"] = async (account, secret, value) => {
      if (secret === "token") provider.endSession();
      await vault.write(account, secret, value);
    };
    const core = createCore({ ...computer, vault: { ...vault, write } });
    await core.ask("account/sign-in", CREDENTIALS);
    await core.clock.turn(0);
    expect(core.state().session).toMatchObject({ kind: "signed-out", because: "ended" });
    expect(core.notifier.shown).toEqual([NOTICE]);
  });
});

describe("a start that does not find the secrets of a kept account", () => {
  it("makes the notice once, and finds everything again after the person has signed in", async () => {
    const computer = await computerWithWork();
    await computer.vault.remove(accountIn(computer), "jwt");
    const core = await nextRun(computer);
    await core.get("account/resume", undefined);
    expect(core.state().session).toMatchObject({
      because: "ended",
      kept: { account: { name: "Dana Whitfield", company: "Harbor Advisors" }, others: 0 },
    });
    expect(core.notifier.shown).toEqual([NOTICE]);
    await core.get("account/sign-in", CREDENTIALS);
    expect(core.notifier.visible()).toEqual([]);
    expect(await linesWith(core, JANE)).toEqual(["Before: received", "Waiting: accepted"]);
    expect(await draftFor(core, AMIR)).toBe("Half a thought");
  });

  it("makes no notice if the keychain is locked: the session may well be alive", async () => {
    const computer = await computerWithWork();
    computer.vault.lock(true);
    const core = await nextRun(computer);
    expect(core.state().session).toMatchObject({ because: "storage", trouble: "keychain" });
    expect(core.notifier.shown).toEqual([]);
  });

  it("takes the notice away when the person wants nothing more of it", async () => {
    const computer = await computerWithWork();
    await computer.vault.remove(accountIn(computer), "jwt");
    const core = await nextRun(computer);
    await core.get("account/sign-out", undefined);
    expect(core.notifier.visible()).toEqual([]);
    expect(computer.vault.entries.size).toBe(0);
  });
});
