import { USUAL_RULES } from "../../main/core/away/away-rules.ts";
import { AppError } from "../../main/core/ports/app-error.ts";
import { MONDAY_MORNING } from "./hand-clock.ts";
import { type Computer, type CoreUnderTest, createCore, startCore } from "./start-core.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The provider's, whatever this computer's clock says. */
export const trueNow = ({ clock }: CoreUnderTest): number => MONDAY_MORNING + clock.steady();

/** A run of Tern that reaches nobody, so that it knows no other time than its computer's. */
export const startAlone = async (computer: Computer): Promise<CoreUnderTest> => {
  for (const method of ["profile", "senderNumbers", "contacts", "changesSince", "send", "markRead"] as const)
    computer.provider.refuse(method, new AppError("no-network", "ENETUNREACH"), 1_000_000);
  computer.provider.goLive.isAutomatic = false;
  const core = createCore(computer);
  await core.app.start();
  await core.clock.turn(0);
  return core;
};

/** The network is there again. */
export const reach = async (core: CoreUnderTest): Promise<void> => {
  core.provider.calm();
  core.provider.goLive.isAutomatic = true;
  core.app.wake();
  core.provider.link({ kind: "live" });
  await core.clock.turn(SECOND);
};

/** A computer on which somebody has used Tern, and whose clock is set to something else before the next run. */
export const usedComputer = async (jump: number, before: (core: CoreUnderTest) => Promise<void> = async () => {}) => {
  const core = await startCore();
  await core.get("away/set-rules", { ...USUAL_RULES, message: "Back {returnDate} {returnTime}." });
  await before(core);
  await core.clock.turn(MINUTE);
  await core.app.quit();
  core.clock.jump(jump);
  await core.clock.turn(HOUR);
  return core.computer;
};

/** Who got what, as the provider has it. */
export const sent = ({ provider }: CoreUnderTest) => provider.sent.map(({ others, body }) => [others.join(), body]);
