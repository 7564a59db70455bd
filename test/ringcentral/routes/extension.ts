import { ok, type SignedCall } from "../call.ts";
import type { Faults } from "../faults.ts";
import { choicesParameter } from "../parameters.ts";
import { pageOf } from "../paging.ts";
import { extensionUri, type Hosts } from "../records.ts";
import { inAccount, inExtension, type Route } from "../routing.ts";
import { featuresFor, fullName, queuesReadBy, type Extension, type World } from "../world.ts";

export type ExtensionDeps = { readonly world: World; readonly hosts: Hosts; readonly faults: Faults };

const contactOf = (world: World, extension: Extension) => ({
  firstName: extension.firstName,
  ...(extension.lastName === "" ? {} : { lastName: extension.lastName }),
  name: fullName(extension),
  company: world.companyName,
  ...(extension.jobTitle === "" ? {} : { jobTitle: extension.jobTitle }),
  ...(extension.department === "" ? {} : { department: extension.department }),
  email: extension.email,
});

/** What lists of extensions show. */
const shortExtension = (hosts: Hosts, world: World, extension: Extension) => ({
  uri: extensionUri(hosts, world, extension.id),
  id: extension.id,
  extensionNumber: extension.extensionNumber,
  name: fullName(extension),
  type: extension.type,
  status: extension.status,
  hidden: false,
  contact: contactOf(world, extension),
  permissions: { admin: { enabled: extension.isAdmin }, internationalCalling: { enabled: false } },
  profileImage: { uri: `${extensionUri(hosts, world, extension.id)}/profile-image` },
});

const canSend = (world: World, extension: Extension, feature: "SmsSender" | "MmsSender"): boolean =>
  world.numbers.some((number) => featuresFor(number, extension.id).includes(feature));

const serviceFeatures = (world: World, extension: Extension) => {
  const feature = (featureName: string, enabled: boolean) => ({
    featureName,
    enabled,
    ...(enabled ? {} : { reason: "ExtensionLimitation" }),
  });
  return [
    feature("SMS", canSend(world, extension, "SmsSender")),
    feature("SMSReceiving", canSend(world, extension, "SmsSender")),
    feature("MMS", canSend(world, extension, "MmsSender")),
    feature("InternationalSMS", false),
    feature("Pager", true),
    feature("PagerReceiving", true),
  ];
};

const fullExtension = (hosts: Hosts, world: World, extension: Extension, isOwn: boolean) => ({
  ...shortExtension(hosts, world, extension),
  account: { id: String(world.accountId), uri: `${hosts.api()}/restapi/v1.0/account/${world.accountId}` },
  setupWizardState: "Completed",
  ...(extension.status === "Frozen" ? { statusInfo: { comment: "Left the company", reason: "Voluntarily" } } : {}),
  regionalSettings: {
    timezone: {
      id: "61",
      uri: `${hosts.api()}/restapi/v1.0/dictionary/timezone/61`,
      name: "US/Pacific",
      description: "Pacific Time (US & Canada)",
      bias: "-480",
    },
    homeCountry: {
      id: "1",
      uri: `${hosts.api()}/restapi/v1.0/dictionary/country/1`,
      name: "United States",
      isoCode: "US",
      callingCode: "1",
    },
    language: { id: "1033", name: "English (United States)", localeCode: "en-US" },
    formattingLocale: { id: "1033", name: "English (United States)", localeCode: "en-US" },
    timeFormat: "12h",
  },
  ...(isOwn ? { serviceFeatures: serviceFeatures(world, extension) } : {}),
});

const extensionTypes = ["User", "Department", "Voicemail", "Announcement", "IvrMenu", "Site"] as const;
const statuses = ["Enabled", "Disabled", "Frozen", "NotActivated", "Unassigned"] as const;

const list = (world: World, call: SignedCall): readonly Extension[] => {
  const types = choicesParameter(call.query, "type", extensionTypes);
  const wanted = choicesParameter(call.query, "status", statuses);
  const number = call.query.get("extensionNumber");
  const emails = call.query.getAll("email");
  return world.extensions.filter(
    (extension) =>
      (types === null || types.includes(extension.type)) &&
      (wanted === null || wanted.includes(extension.status)) &&
      (number === null || number === extension.extensionNumber) &&
      (emails.length === 0 || emails.includes(extension.email)),
  );
};

const features = (world: World, extension: Extension) => {
  const feature = (id: string, available: boolean) => ({
    id,
    available,
    params: [],
    ...(available ? {} : { reason: { code: "ExtensionLimitation", message: "Feature is not available" } }),
  });
  return [
    feature("SMS", canSend(world, extension, "SmsSender")),
    feature("MMS", canSend(world, extension, "MmsSender")),
    feature("InternationalSMS", false),
    feature("InternalMessaging", true),
    feature("CallQueueSmsRecipient", queuesReadBy(world, extension.id).length > 0),
  ];
};

/** The extension itself, the list of all, its features, and who reads a queue's texts. */
export const extensionRoutes = ({ world, hosts }: ExtensionDeps): readonly Route[] => [
  {
    kind: "signed",
    method: "GET",
    template: inExtension(""),
    group: "light",
    permission: "ReadAccounts",
    run: ({ target, caller }) => ok(fullExtension(hosts, world, target, target.id === caller.id)),
  },
  {
    kind: "signed",
    method: "GET",
    template: inAccount("/extension"),
    group: "medium",
    permission: "ReadAccounts",
    run: (call) => {
      const uri = `${hosts.api()}/restapi/v1.0/account/${world.accountId}/extension`;
      const page = pageOf(call, list(world, call), { uri });
      return ok({ ...page, records: page.records.map((entry) => shortExtension(hosts, world, entry)) });
    },
  },
  {
    kind: "signed",
    method: "GET",
    template: inExtension("/features"),
    group: "medium",
    permission: "ReadAccounts",
    run: ({ target, query }) => {
      const ids = query.getAll("featureId");
      const onlyAvailable = query.get("availableOnly") === "true";
      return ok({
        records: features(world, target).filter(
          (feature) => (ids.length === 0 || ids.includes(feature.id)) && (!onlyAvailable || feature.available),
        ),
      });
    },
  },
  {
    kind: "signed",
    method: "GET",
    template: inExtension("/sms-recipients"),
    group: "light",
    permission: "ReadAccounts",
    run: ({ target }) =>
      ok({
        smsRecipients: world.extensions
          .filter((extension) => target.smsRecipients.includes(extension.id))
          .map((extension) => ({
            id: String(extension.id),
            extensionNumber: extension.extensionNumber,
            extensionType: extension.type,
            name: fullName(extension),
            assignable: true,
            hasLicense: true,
          })),
      }),
  },
];
