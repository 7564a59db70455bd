import { ok } from "../call.ts";
import { notFound } from "../errors.ts";
import { choicesParameter } from "../parameters.ts";
import { pageOf } from "../paging.ts";
import { extensionUri, type Hosts } from "../records.ts";
import { inExtension, type Route } from "../routing.ts";
import { extensionById, featuresFor, fullName, type PhoneNumber, type World } from "../world.ts";
import type { ExtensionDeps } from "./extension.ts";

const usageTypes = [
  "MainCompanyNumber",
  "AdditionalCompanyNumber",
  "CompanyNumber",
  "DirectNumber",
  "CompanyFaxNumber",
  "ForwardedNumber",
  "ForwardedCompanyNumber",
  "BusinessMobileNumber",
] as const;
const statuses = ["Normal", "Pending", "PortedIn", "Temporary", "Unknown"] as const;

const numberRecord = (hosts: Hosts, world: World, number: PhoneNumber, extensionId: number, withFeatures: boolean) => {
  const owner = extensionById(world, number.ownerId ?? -1);
  return {
    id: number.id,
    uri: `${extensionUri(hosts, world, extensionId)}/phone-number/${number.id}`,
    phoneNumber: number.phoneNumber,
    paymentType: number.paymentType,
    type: number.type,
    usageType: number.usageType,
    primary: number.primary && number.ownerId === extensionId,
    ...(number.label === "" ? {} : { label: number.label }),
    location: number.location,
    status: number.status,
    ...(withFeatures ? { features: featuresFor(number, extensionId) } : {}),
    country: { id: "1", uri: `${hosts.api()}/restapi/v1.0/dictionary/country/1`, name: "United States" },
    ...(owner === undefined
      ? {}
      : {
          extension: {
            id: owner.id,
            uri: extensionUri(hosts, world, owner.id),
            extensionNumber: owner.extensionNumber,
            type: owner.type,
            name: fullName(owner),
          },
        }),
  };
};

/** The numbers an extension's list shows, and what is known of one at The Campaign Registry. */
export const phoneNumberRoutes = ({ world, hosts, faults }: ExtensionDeps): readonly Route[] => [
  {
    kind: "signed",
    method: "GET",
    template: inExtension("/phone-number"),
    group: "light",
    permission: "ReadAccounts",
    run: (call) => {
      const { target } = call;
      const usage = choicesParameter(call.query, "usageType", usageTypes);
      const status = choicesParameter(call.query, "status", statuses);
      const numbers = world.numbers.filter(
        (number) =>
          number.listedFor.includes(target.id) &&
          (usage === null || usage.includes(number.usageType)) &&
          (status === null || status.includes(number.status)),
      );
      const { missingTotals, emptyFeatures } = faults.settings();
      const uri = `${extensionUri(hosts, world, target.id)}/phone-number`;
      const page = pageOf(call, numbers, { uri, withoutTotals: missingTotals });
      return ok({
        ...page,
        records: page.records.map((number) => numberRecord(hosts, world, number, target.id, !emptyFeatures)),
      });
    },
  },
  {
    kind: "signed",
    method: "GET",
    template: inExtension("/phone-number/:number/sms-configuration"),
    group: "light",
    permission: "ReadAccounts",
    run: ({ target }, { number: id = "" }) => {
      const number = world.numbers.find((entry) => String(entry.id) === id && entry.listedFor.includes(target.id));
      if (number === undefined) throw notFound("phoneNumberId", id);
      return ok({
        phoneNumberId: String(number.id),
        phoneNumber: number.phoneNumber,
        ...(number.campaign === null
          ? {}
          : {
              smsCampaignInfo: {
                id: "70001",
                status: number.campaign,
                registrationTier: "LowVolume",
                useCases: ["CUSTOMER_CARE"],
              },
              smsBrandInfo: { id: "60001", status: "Confirmed" },
            }),
      });
    },
  },
];
