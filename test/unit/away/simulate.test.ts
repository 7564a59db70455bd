import { describe, expect, it } from "vitest";
import { USUAL_RULES } from "../../../main/core/away/away-rules.ts";
import type { AwayRules } from "../../../preload/contract/away.ts";
import { AMIR, JANE, STRANGER } from "../../harness/fake-gateway.ts";
import { type CoreUnderTest, startCore } from "../../harness/start-core.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const rules: AwayRules = { ...USUAL_RULES, message: "Hi {firstName}." };

/** What would have happened: when (in hours ago), to whom, about what, and what. */
const simulate = async (core: CoreUnderTest, changes: Partial<AwayRules> = {}) =>
  (await core.get("away/simulate", { rules: { ...rules, ...changes } })).map(
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
});
