/** What a number is registered for with carriers, as people say it. */
import type { SenderCampaign } from "../../../preload/contract/model.ts";

/** Names of The Campaign Registry, https://www.campaignregistry.com, that do not read well by themselves. */
const useCases: ReadonlyMap<string, string> = new Map([
  ["2FA", "sign-in codes"],
  ["AGENTS_FRANCHISES", "agents and franchises"],
  ["K12_EDUCATION", "schools"],
  ["LOW_VOLUME", "a few texts of mixed kinds"],
  ["M2M", "texts between machines"],
  ["MIXED", "texts of mixed kinds"],
  ["POLLING_VOTING", "polls and votes"],
  ["SOLE_PROPRIETOR", "a sole proprietor’s texts"],
  ["UCAAS_HIGH", "conversations of employees"],
  ["UCAAS_LOW", "conversations of employees"],
]);

/** `CUSTOMER_CARE` becomes "customer care". */
const useCaseWords = (name: string): string => useCases.get(name) ?? name.toLowerCase().replaceAll(/[\s_]+/gu, " ");

const listed = new Intl.ListFormat("en");

/** Own numbers that have a campaign alike, and a line about it. */
export type CampaignLine = { readonly numbers: string; readonly words: string };

const lineFor = (alike: readonly SenderCampaign[]): CampaignLine => {
  const [first] = alike;
  const purposes = listed.format(new Set((first?.useCases ?? []).map(useCaseWords)));
  const registered = purposes === "" ? "Registered; RingCentral does not say for what." : `Registered for ${purposes}.`;
  const isRefused = first?.isConfirmed === false;
  const refused = " Not confirmed: carriers may refuse every text from here.";
  return {
    numbers: listed.format(alike.map(({ formatted }) => formatted)),
    words: `${registered}${isRefused ? refused : ""}`,
  };
};

/** What the own numbers are registered for, and whether that holds; those that are alike in one line. */
export const campaignLines = (campaigns: readonly SenderCampaign[]): readonly CampaignLine[] => {
  const alike = Map.groupBy(campaigns, ({ isConfirmed, useCases: names }) => JSON.stringify([isConfirmed, names]));
  return [...alike.values()].map(lineFor);
};
