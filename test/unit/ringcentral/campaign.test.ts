import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { ProviderCampaign } from "../../../main/core/ports/gateway.ts";
import { readCampaign } from "../../../main/ringcentral/campaign.ts";
import { createKeepingLog } from "../../harness/keeping-log.ts";

/** What is made of this answer. */
const readFrom = async (answer: unknown): Promise<ProviderCampaign | null> => {
  const unused = () => Promise.reject(new Error("not asked for here"));
  const calls = { read: () => Promise.resolve(answer), readWith: unused, send: unused };
  return readCampaign({ calls, identity: { numberId: async () => "5" }, log: createKeepingLog() }, "+16505550100");
};

it.each([
  ["confirmed", { status: "Confirmed", useCases: ["2FA", "MIXED"] }, { isConfirmed: true, useCases: ["2FA", "MIXED"] }],
  ["not confirmed", { status: "CampaignSuspended", useCases: ["MIXED"] }, { isConfirmed: false, useCases: ["MIXED"] }],
  ["without a status", { useCases: ["MIXED"] }, { isConfirmed: null, useCases: ["MIXED"] }],
  ["with a status that is none", { status: 7 }, { isConfirmed: null, useCases: [] }],
  ["with use cases that are none", { status: "Draft", useCases: "MIXED" }, { isConfirmed: false, useCases: [] }],
  [
    "with some use cases that are none",
    { status: "Confirmed", useCases: [5, " MIXED ", "", null, "x".repeat(61)] },
    { isConfirmed: true, useCases: ["MIXED"] },
  ],
  ["that is null", null, null],
])("a campaign %s is read as far as it is one", async (_, smsCampaignInfo, expected) => {
  expect(await readFrom({ phoneNumberId: "5", smsCampaignInfo })).toEqual(expected);
});

it("whatever is answered, no more than twenty short use cases come of it", () =>
  fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.jsonValue(),
        fc.record({ smsCampaignInfo: fc.jsonValue() }),
        fc.record({
          smsCampaignInfo: fc.record({
            status: fc.jsonValue(),
            useCases: fc.array(fc.oneof(fc.string(), fc.jsonValue()), { maxLength: 40 }),
          }),
        }),
      ),
      async (answer) => {
        const useCases = (await readFrom(answer))?.useCases ?? [];
        expect([
          useCases.length <= 20,
          useCases.every((name) => typeof name === "string" && name !== "" && name.length <= 60),
        ]).toEqual([true, true]);
      },
    ),
  ));
