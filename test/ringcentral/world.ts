/**
 * What a pretend company consists of. Everything here is fixed when the server starts; what changes (texts, contacts,
 * tokens) lives in its own file. Ids are of the size RingCentral uses, and the same in every run.
 */

export type ExtensionType = "User" | "Department" | "Voicemail";
export type ExtensionStatus = "Enabled" | "Disabled" | "Frozen" | "NotActivated" | "Unassigned";

export type Extension = {
  readonly id: number;
  readonly extensionNumber: string;
  readonly type: ExtensionType;
  readonly status: ExtensionStatus;
  readonly firstName: string;
  /** Empty for extensions that are not people. */
  readonly lastName: string;
  readonly email: string;
  readonly department: string;
  readonly jobTitle: string;
  /** An administrator may subscribe to, and read, what belongs to other extensions; never send for them. */
  readonly isAdmin: boolean;
  /** Extension ids; of a Department only. */
  readonly members: readonly number[];
  /** Who reads and answers texts of a Department's number. */
  readonly smsRecipients: readonly number[];
  /** The JWT credential of a user who can sign in. */
  readonly jwt: string | null;
};

export type NumberFeature = "CallerId" | "SmsSender" | "MmsSender" | "InternationalSmsSender" | "A2PSmsSender";

export type PhoneNumber = {
  readonly id: number;
  /** E.164. */
  readonly phoneNumber: string;
  readonly usageType: "DirectNumber" | "MainCompanyNumber" | "CompanyNumber" | "CompanyFaxNumber";
  readonly paymentType: "Local" | "TollFree";
  readonly type: "VoiceFax" | "VoiceOnly" | "FaxOnly";
  readonly status: "Normal" | "Pending";
  readonly primary: boolean;
  readonly label: string;
  readonly location: string;
  /** Whose store keeps its messages; null for a company number nobody is assigned to. */
  readonly ownerId: number | null;
  /** The one user who may text from it: SMS features are assigned to exactly one. */
  readonly senderId: number | null;
  /** Features as its sender sees them; everybody else sees it without the sending ones. */
  readonly features: readonly NumberFeature[];
  /** Extension ids whose phone-number list shows it. */
  readonly listedFor: readonly number[];
  /** Campaign state at The Campaign Registry; null without a campaign (toll-free, voice). */
  readonly campaign: "Confirmed" | "Unconfirmed" | null;
};

export type ContactFields = {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly company?: string;
  readonly jobTitle?: string;
  readonly email?: string;
  readonly mobilePhone?: string;
  readonly homePhone?: string;
  readonly businessPhone?: string;
  readonly otherPhone?: string;
  readonly notes?: string;
};

export type ClientApp = {
  readonly clientId: string;
  /** Null for a public app (PKCE without a secret). */
  readonly clientSecret: string | null;
  readonly redirectUris: readonly string[];
  readonly permissions: readonly string[];
};

export type World = {
  readonly name: string;
  readonly accountId: number;
  readonly companyName: string;
  readonly mainNumber: string;
  readonly apps: readonly ClientApp[];
  readonly extensions: readonly Extension[];
  readonly numbers: readonly PhoneNumber[];
  /** Address book of each extension, by extension id. */
  readonly contacts: ReadonlyMap<number, readonly ContactFields[]>;
  /** Outside people who may text; also in somebody's address book. */
  readonly clients: readonly { readonly name: string; readonly phoneNumber: string }[];
};

/** "Dana Whitfield", or the one name of a queue. */
export const fullName = (extension: Pick<Extension, "firstName" | "lastName">): string =>
  `${extension.firstName} ${extension.lastName}`.trim();

export const extensionById = (world: World, id: number): Extension | undefined =>
  world.extensions.find((extension) => extension.id === id);

export const extensionByNumber = (world: World, extensionNumber: string): Extension | undefined =>
  world.extensions.find((extension) => extension.extensionNumber === extensionNumber);

export const numberOf = (world: World, phoneNumber: string): PhoneNumber | undefined =>
  world.numbers.find((number) => number.phoneNumber === phoneNumber);

/** The features a given extension sees on a number. */
export const featuresFor = (number: PhoneNumber, extensionId: number): readonly NumberFeature[] =>
  number.senderId === extensionId ? number.features : number.features.filter((feature) => feature === "CallerId");

/** Queues whose texts this extension receives. */
export const queuesReadBy = (world: World, extensionId: number): readonly Extension[] =>
  world.extensions.filter((extension) => extension.smsRecipients.includes(extensionId));
