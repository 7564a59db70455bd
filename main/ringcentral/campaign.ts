import { isAppError } from "../core/ports/app-error.ts";
import type { ProviderCampaign } from "../core/ports/gateway.ts";
import type { Log } from "../core/ports/system.ts";
import type { FailureCode } from "../../preload/contract/result.ts";
import type { Calls } from "./calls.ts";
import type { Identity } from "./identity.ts";
import { EXTENSION } from "./paths.ts";
import { parsedOrNull, smsConfiguration } from "./schemas.ts";

/** Refusals that say no more than that RingCentral does not tell: asking again would bring the same. */
const NOT_TOLD: ReadonlySet<FailureCode> = new Set([
  "not-found",
  "not-allowed",
  "missing-permission",
  "invalid-request",
]);

/** So many use cases of so many characters at most: the registry lets a campaign have five, with short names. */
const MOST_USE_CASES = 20;
const LONGEST_USE_CASE = 60;

const isUseCase = (name: string): boolean => name !== "" && name.length <= LONGEST_USE_CASE;

/** What texts of this own number are registered for; null if it has no campaign, or RingCentral does not tell. */
export const readCampaign = async (
  { calls, identity, log }: { readonly calls: Calls; readonly identity: Pick<Identity, "numberId">; readonly log: Log },
  address: string,
): Promise<ProviderCampaign | null> => {
  const id = await identity.numberId(address);
  if (id === null) return null;
  const url = `${EXTENSION}/phone-number/${encodeURIComponent(id)}/sms-configuration`;
  try {
    const answer = await calls.read({ method: "GET", url, group: "light", permission: "ReadAccounts" });
    const campaign = parsedOrNull(smsConfiguration, answer, "sms configuration", log)?.smsCampaignInfo;
    if (campaign === null || campaign === undefined) return null;
    const { status, useCases } = campaign;
    return {
      isConfirmed: status ? status === "Confirmed" : null,
      useCases: (useCases ?? [])
        .map((name) => name.trim())
        .filter(isUseCase)
        .slice(0, MOST_USE_CASES),
    };
  } catch (error) {
    if (isAppError(error) && NOT_TOLD.has(error.code)) return null;
    throw error;
  }
};
