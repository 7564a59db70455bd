import { expect, it } from "vitest";
import { USUAL_RULES } from "../../../main/core/away/away-rules.ts";
import { AppError } from "../../../main/core/ports/app-error.ts";
import { JANE } from "../../harness/fake-gateway.ts";
import { type CoreUnderTest, createComputer, CREDENTIALS, startCore } from "../../harness/start-core.ts";
import { createTroubledCore, type Trouble } from "../../harness/troubled-core.ts";

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

/** An answer waits for an hour, and Away is switched off before that. What fails on the way is the trouble. */
const happen = async (core: CoreUnderTest): Promise<void> => {
  await core.app.start(CREDENTIALS);
  await core.clock.turn(SECOND);
  await core.ask("away/set-rules", { ...USUAL_RULES, message: "Back soon." });
  await core.ask("away/switch", { kind: "until-off" });
  await core.clock.turn(SECOND);
  core.provider.refuse("send", new AppError("rate-limited", "429", { retryAfterMs: HOUR }));
  core.provider.textFrom(JANE, "Hello");
  await core.clock.turn(6 * SECOND);
  await core.ask("away/switch", { kind: "off" });
  await core.clock.turn(SECOND);
};

/** What is wrong in the end. `wasOver`: Away had ended when the run began that is the last one. */
const wrongWith = async (core: CoreUnderTest, wasOver: boolean): Promise<readonly string[]> => {
  const [conversation] = await core.get("conversations/list", { before: null, limit: 50 });
  const texts = conversation === undefined ? [] : await core.thread(conversation.id);
  const answers = texts.filter(({ isAwayReply }) => isAwayReply);
  const entries = (await core.get("away/report", { since: null }))?.entries ?? [];
  // It was under way when Tern died: nobody knows.
  const open = answers.filter(({ status }) => status === "unknown").length;
  const said = entries.filter(({ outcome }) => outcome.kind === "answered").length;
  const sent = core.provider.sent.length;
  return [
    sent > 1 && `sent ${sent} times`,
    wasOver && sent > 0 && "sent after Away was over",
    answers.length !== sent + open && `sent ${sent} times, and ${answers.length} times in the thread`,
    said !== sent + open && `sent ${sent} times, and said to be ${said} times`,
    entries.some(({ outcome }) => outcome.kind === "waiting") && "waits",
  ].filter((wrong) => wrong !== false);
};

/** Null: the story was over before the trouble came. */
const play = async (trouble: Trouble): Promise<readonly string[] | null> => {
  const computer = createComputer();
  const first = createTroubledCore(computer, trouble);
  await happen(first).catch(() => undefined);
  const name = first.steps.at(-1) ?? "";
  const isNever = !first.isOver();
  if (trouble.kind === "death" && !isNever) first.bury();
  else await first.app.quit();
  // What failed was left to the next run, or is done.
  const last = await startCore(computer);
  const wasOver = (await last.get("away/absences", undefined))[0]?.hasEnded === true;
  await last.clock.turn(2 * HOUR);
  const wrong = await wrongWith(last, wasOver);
  await last.app.quit();
  return isNever ? null : wrong.map((each) => `${trouble.kind} at step ${trouble.atStep}, ${name}: ${each}`);
};

it.each(["death", "full disk"] as const)(
  "an answer that waits when Away ends never goes out after it, whatever step a %s comes at",
  async (kind) => {
    const wrong: string[] = [];
    let steps = 0;
    for (let atStep = 1; ; atStep += 1) {
      const came = await play({ kind, atStep });
      if (came === null) break;
      wrong.push(...came);
      steps = atStep;
    }
    expect(wrong).toEqual([]);
    expect(steps).toBeGreaterThan(20);
  },
  120_000,
);
