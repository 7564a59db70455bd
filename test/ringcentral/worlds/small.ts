import type { ContactFields, Extension, PhoneNumber, World } from "../world.ts";

const accountId = 809646016;

const extension = (
  number: string,
  firstName: string,
  lastName: string,
  more: Partial<Omit<Extension, "id" | "extensionNumber">> = {},
): Extension => ({
  id: 629893000 + Number(number),
  extensionNumber: number,
  type: "User",
  status: "Enabled",
  firstName,
  lastName,
  email: `${firstName.toLowerCase().replaceAll(" ", ".")}@harborandpine.example`,
  department: "Advice",
  jobTitle: "Adviser",
  isAdmin: false,
  members: [],
  smsRecipients: [],
  jwt: null,
  ...more,
});

/** Shaped as a JWT (three parts), readable in a log of what a test did, and worthless anywhere else. */
const jwtFor = (name: string): string => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none", kid: "local" })}.${part({ sub: name, iss: "local-ringcentral" })}.c2lnbmF0dXJl`;
};

const dana = extension("101", "Dana", "Whitfield", { jwt: jwtFor("dana") });
const sam = extension("102", "Sam", "Okafor", { jwt: jwtFor("sam") });
const riley = extension("103", "Riley", "Chen", { jwt: jwtFor("riley"), jobTitle: "Intern" });
const frozen = extension("104", "Pat", "Gone", { status: "Frozen" });
const mailbox = extension("105", "After Hours", "", { type: "Voicemail", department: "", jobTitle: "" });
const admin = extension("110", "Avery", "Stone", {
  jwt: jwtFor("avery"),
  isAdmin: true,
  department: "Operations",
  jobTitle: "Administrator",
});
const service = extension("201", "Client Service", "", {
  type: "Department",
  department: "",
  jobTitle: "",
  members: [dana.id, sam.id, frozen.id],
  smsRecipients: [sam.id],
});
const empty = extension("202", "Nobody Yet", "", { type: "Department", department: "", jobTitle: "" });

const number = (
  index: number,
  phoneNumber: string,
  owner: Extension | null,
  more: Partial<PhoneNumber> = {},
): PhoneNumber => ({
  id: 33330000 + index,
  phoneNumber,
  usageType: "DirectNumber",
  paymentType: "Local",
  type: "VoiceFax",
  status: "Normal",
  primary: false,
  label: "",
  location: "Belmont, CA",
  ownerId: owner?.id ?? null,
  senderId: owner?.id ?? null,
  features: ["SmsSender", "CallerId", "MmsSender"],
  listedFor: owner === null ? [] : [owner.id],
  campaign: "Confirmed",
  ...more,
});

const people = [dana.id, sam.id, riley.id, admin.id];

const numbers: readonly PhoneNumber[] = [
  number(1, "+16505550100", dana, { primary: true }),
  number(2, "+18335550111", dana, {
    label: "Toll-free",
    paymentType: "TollFree",
    location: "Toll-free",
    features: ["SmsSender", "CallerId"],
    campaign: null,
  }),
  number(3, "+16505550112", dana, { label: "Front desk", type: "VoiceOnly", features: ["CallerId"], campaign: null }),
  number(4, "+16505550120", sam, { primary: true }),
  number(5, "+16505550130", riley, { primary: true, features: ["CallerId"], campaign: null }),
  number(6, "+16505550140", frozen, { primary: true }),
  number(7, "+16505550110", admin, { primary: true }),
  number(8, "+16505550199", null, {
    usageType: "MainCompanyNumber",
    label: "Main",
    features: ["CallerId"],
    listedFor: people,
    campaign: null,
  }),
  number(9, "+16505550198", null, {
    usageType: "CompanyFaxNumber",
    type: "FaxOnly",
    label: "Fax",
    features: [],
    listedFor: people,
    campaign: null,
  }),
  number(10, "+16505550201", service, {
    usageType: "CompanyNumber",
    label: "Client Service",
    senderId: sam.id,
    listedFor: [service.id, dana.id, sam.id],
  }),
];

const book: readonly ContactFields[] = [
  { firstName: "Alice", lastName: "Nguyen", mobilePhone: "+14155550121", email: "alice.nguyen@mail.example" },
  { firstName: "Ben", lastName: "Ortiz", mobilePhone: "+14155550122", company: "Ortiz Roofing" },
  { firstName: "Carla", lastName: "Rossi", mobilePhone: "(415) 555-0123", homePhone: "+14155550173" },
  { firstName: "Deepa", lastName: "Iyer", businessPhone: "+12125550124", jobTitle: "Director", company: "Iyer & Co" },
  { firstName: "Emeka", lastName: "Balogun", mobilePhone: "+13105550125" },
  { firstName: "Zoë", lastName: "Lindström", mobilePhone: "+14155550126" },
  { company: "Bayside Title", businessPhone: "+14155550127" },
  { firstName: "Frank", lastName: "Paper", notes: "Prefers letters" },
];

const redirectUris = [5000, 5001, 5002].flatMap((port) => [
  `http://localhost:${port}/oauth2callback`,
  `http://127.0.0.1:${port}/oauth2callback`,
]);

const permissions = [
  "ReadAccounts",
  "ReadContacts",
  "Contacts",
  "ReadMessages",
  "EditMessages",
  "SMS",
  "InternalMessages",
  "WebSocketsSubscription",
];

/** The company most tests use: four people, two queues, a mailbox, a frozen user, ten numbers, a handful of clients. */
export const smallWorld = (): World => ({
  name: "small",
  accountId,
  companyName: "Harbor & Pine Advisers",
  mainNumber: "+16505550199",
  apps: [
    { clientId: "tern-local-client", clientSecret: "tern-local-secret", redirectUris, permissions },
    { clientId: "tern-local-public", clientSecret: null, redirectUris, permissions },
  ],
  extensions: [dana, sam, riley, frozen, mailbox, admin, service, empty],
  numbers,
  contacts: new Map([
    [dana.id, book],
    [sam.id, book.slice(0, 2)],
  ]),
  clients: [
    { name: "Alice Nguyen", phoneNumber: "+14155550121" },
    { name: "Ben Ortiz", phoneNumber: "+14155550122" },
    { name: "Carla Rossi", phoneNumber: "+14155550123" },
    { name: "Deepa Iyer", phoneNumber: "+12125550124" },
    { name: "Emeka Balogun", phoneNumber: "+13105550125" },
    { name: "Zoë Lindström", phoneNumber: "+14155550126" },
    { name: "Bayside Title", phoneNumber: "+14155550127" },
  ],
});
