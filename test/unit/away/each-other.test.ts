import * as fc from "fast-check";
import { expect, it } from "vitest";
import { USUAL_RULES } from "../../../main/core/away/away-rules.ts";
import { createFakeProvider, JANE } from "../../harness/fake-gateway.ts";
import { createComputer, startCore } from "../../harness/start-core.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

it("two Terns that answer each other stop after one answer each, whatever they say", async () => {
  const message = fc
    .oneof(
      fc.constantFrom("Gone fishing", "Hi {firstName}, call me?", "Hello", "What can I do for you, {firstName}?"),
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 }),
    )
    .filter((words) => words.trim() !== "");
  const setting = fc.record({
    message,
    againAfterHours: fc.constantFrom(null, 1),
    who: fc.constantFrom("contacts" as const, "everyone" as const),
    delayMs: fc.constantFrom(0, SECOND, 10 * SECOND, 50 * MINUTE, 2 * HOUR),
  });
  let exchanged = 0;
  await fc.assert(
    fc.asyncProperty(setting, setting, fc.boolean(), async (one, two, isBegunByBoth) => {
      const computer = createComputer();
      const [here, there] = [
        await startCore(computer),
        await startCore({ ...createComputer(), clock: computer.clock, provider: createFakeProvider(computer.clock) }),
      ];
      // Each knows the other as Jane.
      const sides = [
        { core: here, other: there, ...one, heard: 0 },
        { core: there, other: here, ...two, heard: 0 },
      ];
      for (const { core, message: words, againAfterHours, who } of sides) {
        await core.get("away/set-rules", { ...USUAL_RULES, message: words, againAfterHours, who });
        await core.get("away/switch", { kind: "until-off" });
      }
      await computer.clock.turn(10 * SECOND);
      const begun = isBegunByBoth ? sides : sides.slice(0, 1);
      for (const { core } of begun) core.provider.textFromElsewhere(JANE, "Can we talk about the portfolio?");
      await computer.clock.turn(5 * SECOND);
      for (const { other } of begun) other.provider.textFrom(JANE, "Can we talk about the portfolio?");
      for (let round = 0; round < 8; round += 1) {
        await computer.clock.turn(10 * SECOND);
        for (const side of sides) {
          const fresh = side.core.provider.sent.slice(side.heard);
          side.heard = side.core.provider.sent.length;
          if (fresh.length > 0) await computer.clock.turn(side.delayMs);
          for (const { body: words } of fresh) side.other.provider.textFrom(JANE, words);
        }
      }
      await here.app.quit();
      await there.app.quit();
      const answers = sides.map(({ core }) => core.provider.sent.length);
      exchanged += answers.reduce((sum, count) => sum + count, 0);
      // Where an answer comes back later than nobody is answered again, each hears the other once before it knows.
      const isSlow = one.delayMs + two.delayMs > 50 * MINUTE && sides.some((side) => side.againAfterHours !== null);
      expect(Math.max(...answers)).toBeLessThanOrEqual(isSlow ? 2 : 1);
    }),
    { numRuns: 20 },
  );
  expect(exchanged).toBeGreaterThan(10);
}, 300_000);
