import { describe, expect, it } from "vitest";
import { AMIR } from "../../harness/fake-gateway.ts";
import { startCore } from "../../harness/start-core.ts";

const NEVER = { answer: "never", labels: [] } as const;

describe("somebody who is named for Away", () => {
  it("may be in no address book, and is the same however the number is typed", async () => {
    const { ask, get, provider, clock } = await startCore();
    await get("away/set-rules", { ...(await get("state/read", undefined)).away.rules, who: "everyone" });
    await get("away/switch", { kind: "until-off" });
    await clock.turn(1_000);
    for (const address of ["(650) 555-0177", "+1 650-555-0177", " 650.555.0177 "])
      expect(await ask("away/set-person", { address, ...NEVER })).toEqual({ ok: true, value: undefined });
    const people = await get("away/people", undefined);
    provider.textFrom("+16505550177", "Are you there?");
    provider.textFrom(AMIR, "And are you?");
    await clock.turn(5_000);
    expect([people.map(({ party }) => party.address), provider.sent.map(({ others }) => others)]).toEqual([
      ["+16505550177"],
      [[AMIR]],
    ]);
  });

  it.each(["Dave", "12", "72345", "555-0177"])("has an address: %s is none", async (address) => {
    const { ask, get } = await startCore();
    expect(await ask("away/set-person", { address, ...NEVER })).toMatchObject({
      failure: { code: "invalid-recipient", about: address },
    });
    expect(await get("away/people", undefined)).toEqual([]);
  });

  it("goes again as they were kept", async () => {
    const { get } = await startCore();
    await get("away/set-person", { address: "650 555 0177", ...NEVER });
    await get("away/set-person", { address: "+16505550177", answer: null, labels: [] });
    expect(await get("away/people", undefined)).toEqual([]);
  });
});
