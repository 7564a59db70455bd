import { expect, it } from "vitest";
import { createKeepAwake } from "../../../main/desktop/keep-awake.ts";
import { USUAL_RULES } from "../../../main/core/away/away-rules.ts";
import { createCore, startCore } from "../../harness/start-core.ts";

it("the computer is kept awake by one blocker at a time, which is stopped by its own number", () => {
  const told: string[] = [];
  let count = 6;
  const keepAwake = createKeepAwake({
    start: (type) => {
      count += 1;
      told.push(`start ${type} ${count}`);
      return count;
    },
    stop: (id) => told.push(`stop ${id}`) > 0,
  });
  for (const isKept of [false, true, true, false, false, true]) keepAwake(isKept);
  expect(told).toEqual(["start prevent-app-suspension 7", "stop 7", "start prevent-app-suspension 8"]);
});

/** What became of the wish to stay awake, in order, without what was asked twice. */
const wishes = (asked: readonly string[]): readonly string[] =>
  asked.filter((each) => each === "keep awake" || each === "let sleep");

it("Away keeps the computer awake while it is on, if the person chose so, and after a restart", async () => {
  const core = await startCore();
  await core.get("away/switch", { kind: "until-off" });
  const unasked = wishes(core.desktop.asked).includes("keep awake");
  await core.get("away/set-rules", { ...USUAL_RULES, keepsAwake: true });
  const chosen = wishes(core.desktop.asked).at(-1);
  await core.app.quit();
  const second = createCore(core.computer);
  await second.app.start();
  await second.clock.turn(0);
  const again = wishes(second.desktop.asked).at(-1);
  await second.get("away/switch", { kind: "off" });
  expect([unasked, chosen, again, wishes(second.desktop.asked).at(-1)]).toEqual([
    false,
    "keep awake",
    "keep awake",
    "let sleep",
  ]);
});

it("Away lets the computer sleep when it ends by itself, and when nobody is signed in any more", async () => {
  const core = await startCore();
  await core.get("away/set-rules", { ...USUAL_RULES, keepsAwake: true });
  await core.get("away/switch", { kind: "until", at: core.clock.now() + 60_000 });
  await core.clock.turn(60_000);
  const ended = wishes(core.desktop.asked);
  await core.get("away/switch", { kind: "until-off" });
  await core.get("account/sign-out", undefined);
  expect([ended, wishes(core.desktop.asked).slice(ended.length)]).toEqual([
    ["keep awake", "let sleep"],
    ["keep awake", "let sleep"],
  ]);
});
