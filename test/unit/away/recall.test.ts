import { describe, expect, it } from "vitest";
import { USUAL_RULES } from "../../../main/core/away/away-rules.ts";
import { AppError } from "../../../main/core/ports/app-error.ts";
import type { MessageStoreProvider } from "../../../main/core/ports/message-store.ts";
import { createMessageStores } from "../../../main/storage/message-stores.ts";
import type { AwayRules } from "../../../preload/contract/away.ts";
import { AMIR, JANE, OWN } from "../../harness/fake-gateway.ts";
import { type CoreUnderTest, createComputer, startCore } from "../../harness/start-core.ts";
import { usualSettings } from "../../harness/settings-in-memory.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Longer than an answer waits for somebody else's. */
const WRITTEN_MS = 5_000;

const busyFor = (retryAfterMs: number) => new AppError("rate-limited", "429", { retryAfterMs });

/** Jane has written to somebody who is away, and the answer waits since RingCentral wants to be left alone for so long. */
const startWaiting = async (
  ms: number,
  changes: Partial<AwayRules> = {},
  until: number | null = null,
  computer = createComputer(),
) => {
  // Reads changes by itself so rarely that turning hours takes no time.
  computer.settings.keepSettings({ ...usualSettings, checkMinutes: (7 * DAY) / MINUTE });
  const core = await startCore(computer);
  await core.get("away/set-rules", { ...USUAL_RULES, message: "Back soon.", ...changes });
  await core.get(
    "away/switch",
    until === null ? { kind: "until-off" } : { kind: "until", at: core.clock.now() + until },
  );
  await core.clock.turn(1_000);
  core.provider.refuse("send", busyFor(ms));
  core.provider.textFrom(JANE, "Hello");
  await core.clock.turn(WRITTEN_MS);
  expect(await withJane(core)).toEqual(["Hello", "Back soon."]);
  return core;
};

/** Every word between Jane and the person. */
const withJane = async (core: CoreUnderTest) =>
  (await core.thread(await core.conversationWith(JANE))).map(({ body }) => body);
const sent = ({ provider }: CoreUnderTest) => provider.sent.map(({ body }) => body);
/** What the report says became of each text, newest first. */
const reported = async (core: CoreUnderTest) =>
  (await core.get("away/report", { since: null }))?.entries.map(({ outcome }) =>
    outcome.kind === "skipped" ? outcome.rule : outcome.kind,
  );

/** All that can be seen: what stands in the thread, what went out, what the report says. */
const seen = async (core: CoreUnderTest) => [await withJane(core), sent(core), await reported(core)];

describe("an answer that waits in the outbox", () => {
  it("is taken back when the person switches Away off", async () => {
    const core = await startWaiting(HOUR);
    await core.get("away/switch", { kind: "off" });
    expect(await seen(core)).toEqual([["Hello"], [], ["not-away"]]);
    await core.clock.turn(2 * HOUR);
    expect(sent(core)).toEqual([]);
  });

  it("is taken back when Away ends by itself, and the word of welcome does not count it", async () => {
    const core = await startWaiting(2 * HOUR, {}, HOUR);
    await core.clock.turn(HOUR);
    expect(await seen(core)).toEqual([["Hello"], [], ["not-away"]]);
    expect(core.notifier.visible()).toMatchObject([
      { title: "Jane Doe" },
      { title: "Welcome back", body: "Away answered nobody; 1 text was left to you." },
    ]);
  });

  it("is taken back after a restart if Away ended while Tern was closed", async () => {
    const first = await startWaiting(3 * HOUR, {}, HOUR);
    await first.app.quit();
    first.clock.sleep(2 * HOUR);
    const second = await startCore(first.computer);
    await second.clock.turn(MINUTE);
    expect(await seen(second)).toEqual([["Hello"], [], ["not-away"]]);
  });

  it("is taken back after a restart if Tern died between the end of Away and that", async () => {
    const computer = createComputer();
    const stores = createMessageStores({ folder: computer.folder, randomness: computer.randomness });
    const dead = (): never => {
      throw new AppError("storage", "dead by then", { about: "unreachable" });
    };
    const open: MessageStoreProvider["open"] = (...which) => ({ ...stores.open(...which), withdrawAway: dead });
    const first = await startWaiting(HOUR, {}, null, { ...computer, stores: { ...stores, open } });
    await first.get("away/switch", { kind: "off" });
    expect(await withJane(first)).toEqual(["Hello", "Back soon."]);
    await first.app.quit();
    const second = await startCore(computer);
    await second.clock.turn(2 * HOUR);
    expect(await seen(second)).toEqual([["Hello"], [], ["not-away"]]);
  });

  it("is taken back when the person writes to that client, whose text then goes alone", async () => {
    const core = await startWaiting(HOUR);
    const conversationId = await core.conversationWith(JANE);
    await core.get("outbox/send", { conversationId, body: "I am here", attachments: [] });
    expect(await seen(core)).toEqual([["Hello", "I am here"], [], ["answered-elsewhere"]]);
    await core.clock.turn(HOUR + MINUTE);
    expect(sent(core)).toEqual(["I am here"]);
  });

  it("is taken back when the person writes, though their computer's clock is an hour slow", async () => {
    const core = await startWaiting(HOUR);
    core.clock.jump(-HOUR);
    const conversationId = await core.conversationWith(JANE);
    await core.get("outbox/send", { conversationId, body: "I am here", attachments: [] });
    await core.clock.turn(HOUR + MINUTE);
    expect([sent(core), await reported(core)]).toEqual([["I am here"], ["answered-elsewhere"]]);
  });

  it("stays when the person writes to somebody else", async () => {
    const core = await startWaiting(HOUR);
    const conversationId = await core.get("conversations/start", { addresses: [AMIR] });
    await core.get("outbox/send", { conversationId, body: "I am here", attachments: [] });
    await core.clock.turn(HOUR + MINUTE);
    expect(sent(core).toSorted()).toEqual(["Back soon.", "I am here"]);
  });

  it("is taken back if another client has answered meanwhile: changes are read before it leaves", async () => {
    const core = await startWaiting(HOUR);
    core.provider.textFromElsewhere(JANE, "It is me, on the phone");
    await core.clock.turn(HOUR + MINUTE);
    expect([sent(core), await reported(core)]).toEqual([[], ["answered-elsewhere"]]);
  });

  it("stays while changes cannot be read, and leaves once they can", async () => {
    const core = await startWaiting(HOUR);
    core.provider.refuse("changesSince", new AppError("server-error", "503"), 1_000);
    await core.clock.turn(2 * HOUR);
    expect(sent(core)).toEqual([]);
    core.provider.calm();
    await core.clock.turn(HOUR);
    expect(sent(core)).toEqual(["Back soon."]);
  });

  it("is taken back if another client has answered since changes were read for it, seconds ago even", async () => {
    const core = await startWaiting(HOUR);
    core.provider.refuse("send", busyFor(20_000));
    const sends = () => core.provider.calls.filter((method) => method === "send").length;
    while (sends() < 2) await core.clock.turn(1_000);
    core.provider.textFromElsewhere(JANE, "It is me, on the phone");
    await core.clock.turn(MINUTE);
    expect([sent(core), await reported(core)]).toEqual([[], ["answered-elsewhere"]]);
  });

  it("is taken back once the text is older than Away answers", async () => {
    const core = await startWaiting(13 * HOUR);
    await core.clock.turn(13 * HOUR + MINUTE);
    expect(await seen(core)).toEqual([["Hello"], [], ["too-old"]]);
  });

  it("is taken back when its client wants no more texts", async () => {
    const core = await startWaiting(HOUR);
    core.provider.textFrom(JANE, "STOP");
    await core.clock.turn(HOUR + MINUTE);
    expect([sent(core), await reported(core)]).toEqual([[], ["keyword", "opted-out"]]);
  });

  it("says that it is late if it leaves late, and the report says so", async () => {
    const core = await startWaiting(HOUR, { lateWords: "Sorry for the late reply." });
    await core.clock.turn(HOUR + MINUTE);
    expect(await seen(core)).toEqual([
      ["Hello", "Sorry for the late reply. Back soon."],
      ["Sorry for the late reply. Back soon."],
      ["answered"],
    ]);
    expect((await core.get("away/report", { since: null }))?.entries).toMatchObject([
      { outcome: { body: "Sorry for the late reply. Back soon.", isLate: true, status: "accepted" } },
    ]);
  });

  it("says nothing of it if it leaves soon, or if the person wants no words for it", async () => {
    const soon = await startWaiting(5 * MINUTE, { lateWords: "Sorry for the late reply." });
    await soon.clock.turn(6 * MINUTE);
    const plain = await startWaiting(HOUR);
    await plain.clock.turn(HOUR + MINUTE);
    expect([sent(soon), sent(plain)]).toEqual([["Back soon."], ["Back soon."]]);
    expect((await plain.get("away/report", { since: null }))?.entries).toMatchObject([{ outcome: { isLate: true } }]);
  });

  it("that was taken back is not counted: its client is answered when they write again", async () => {
    const core = await startWaiting(HOUR);
    core.provider.textFromElsewhere(JANE, "Hello Jane");
    await core.clock.turn(HOUR + MINUTE);
    core.provider.textFrom(JANE, "Are you still there?");
    await core.clock.turn(WRITTEN_MS);
    expect([sent(core), await reported(core)]).toEqual([["Back soon."], ["answered", "answered-elsewhere"]]);
    expect(core.state().away.answered).toBe(1);
  });
});

describe("an answer is not taken back", () => {
  it("while it may be on its way", async () => {
    const core = await startCore();
    await core.get("away/set-rules", { ...USUAL_RULES, message: "Back soon." });
    await core.get("away/switch", { kind: "until-off" });
    await core.clock.turn(1_000);
    core.provider.textFrom(JANE, "Hello");
    core.provider.refuse("send", new AppError("server-error", "503"));
    await core.clock.turn(WRITTEN_MS);
    await core.get("away/switch", { kind: "off" });
    expect(await withJane(core)).toEqual(["Hello", "Back soon."]);
    core.provider.textFrom(JANE, "Back soon.", { direction: "outbound", from: OWN, status: "sent", isTold: false });
    await core.clock.turn(MINUTE);
    expect([await withJane(core), sent(core), await reported(core)]).toEqual([
      ["Hello", "Back soon."],
      [],
      ["answered"],
    ]);
  });

  it("once it was looked up and is not there, it is", async () => {
    const core = await startCore();
    await core.get("away/set-rules", { ...USUAL_RULES, message: "Back soon." });
    await core.get("away/switch", { kind: "until-off" });
    await core.clock.turn(1_000);
    core.provider.textFrom(JANE, "Hello");
    core.provider.refuse("send", new AppError("server-error", "503"));
    await core.clock.turn(WRITTEN_MS);
    await core.get("away/switch", { kind: "off" });
    await core.clock.turn(MINUTE);
    expect(await seen(core)).toEqual([["Hello"], [], ["not-away"]]);
  });

  it("if the person sent it again themselves, after Away ended even", async () => {
    const core = await startWaiting(25 * HOUR, { staleHours: 48 });
    await core.clock.turn(24 * HOUR);
    const [, answer] = await core.thread(await core.conversationWith(JANE));
    expect(answer).toMatchObject({ status: "failed", failure: { code: "expired" } });
    await core.get("outbox/resend", { textId: answer?.id ?? expect.fail("no answer") });
    await core.get("away/switch", { kind: "off" });
    await core.clock.turn(2 * HOUR);
    expect([sent(core), await reported(core)]).toEqual([["Back soon."], ["answered"]]);
  });
});
