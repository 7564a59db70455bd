import { describe, expect, it } from "vitest";
import { AppError } from "../../../main/core/ports/app-error.ts";
import { OWN } from "../../harness/fake-gateway.ts";
import { createComputer, createCore, CREDENTIALS, startCore, type CoreUnderTest } from "../../harness/start-core.ts";

const OFFICE = "+16505550109";
const FAX = "+18005550100";
const DAY = 24 * 60 * 60_000;
const care = { isConfirmed: true, useCases: ["CUSTOMER_CARE"] };
const known = [{ address: OWN, formatted: "(650) 555-0100", ...care }];

const read = ({ get }: CoreUnderTest) => get("account/campaigns", undefined);
const timesAsked = ({ provider }: CoreUnderTest): number =>
  provider.calls.filter((method) => method === "campaign").length;

const start = async () => {
  const computer = createComputer();
  computer.provider.campaigns.set(OWN, care).set(FAX, care);
  return startCore(computer);
};

describe("the campaigns of the own numbers", () => {
  it("are asked for only when somebody wants to know, of the numbers that texts are sent from", async () => {
    const core = await start();
    const before = timesAsked(core);
    expect([before, await read(core), timesAsked(core)]).toEqual([0, known, 2]);
  });

  it("are asked for once a day", async () => {
    const core = await start();
    await Promise.all([read(core), read(core)]);
    await read(core);
    const first = timesAsked(core);
    core.provider.campaigns.set(OFFICE, { isConfirmed: false, useCases: [] });
    await core.clock.turn(DAY);
    expect([first, (await read(core)).map(({ address }) => address), timesAsked(core)]).toEqual([2, [OWN, OFFICE], 4]);
  });

  it("are what was known before when the provider cannot be asked, also in the next run, and are asked for again", async () => {
    const core = await start();
    await read(core);
    await core.app.quit();
    const next = createCore(core.computer);
    await next.app.start(CREDENTIALS);
    core.provider.refuse("campaign", new AppError("no-network", "offline"), 1);
    expect([await read(next), timesAsked(next)]).toEqual([known, 3]);
    core.provider.campaigns.delete(OWN);
    expect([await read(next), timesAsked(next)]).toEqual([[], 5]);
  });

  it("are none, and no failure, when the provider never told", async () => {
    const core = await start();
    core.provider.refuse("campaign", new AppError("server-error", "500"), 9);
    expect(await core.ask("account/campaigns", undefined)).toEqual({ ok: true, value: [] });
  });

  it("that are told after signing out are not kept", async () => {
    const core = await start();
    const speak = core.provider.fallSilent();
    const asking = core.ask("account/campaigns", undefined);
    await core.ask("account/sign-out", undefined);
    speak();
    await asking;
    expect(core.log.lines.filter(({ level }) => level === "error")).toEqual([]);
  });
});
