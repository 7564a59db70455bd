import { AppError, isAppError } from "../core/ports/app-error.ts";
import type { ProviderNumber, ProviderProfile } from "../core/ports/gateway.ts";
import type { Log } from "../core/ports/system.ts";
import { addressFromNumber } from "./address.ts";
import type { Calls } from "./calls.ts";
import { allRecords } from "./pages.ts";
import { EXTENSION } from "./paths.ts";
import { extensionRecord, type NumberRecord, numberRecord, parsedOrNull } from "./schemas.ts";
import type { OwnAddresses } from "./text-from-record.ts";

/** Who is signed in: profile and numbers, and what of them decides whose side of a text is ours. */
export type Identity = {
  readonly profile: () => Promise<ProviderProfile>;
  readonly senderNumbers: () => Promise<readonly ProviderNumber[]>;
  /** RingCentral's id of an own number; null if it is none, or has none. Rejects if the numbers cannot be had. */
  readonly numberId: (address: string) => Promise<string | null>;
  /**
   * Own addresses, asked for once. Rejects if the own extension number cannot be had: company messages could not be read.
   * Numbers that cannot be had are left out: only group texts of old need them.
   */
  readonly own: () => Promise<OwnAddresses & { readonly userId: string | null }>;
};

const isUsable = (record: NumberRecord): boolean =>
  record.type !== "FaxOnly" && (record.status === null || record.status === undefined || record.status === "Normal");

const numberFrom = (record: NumberRecord): ProviderNumber => ({
  address: addressFromNumber(record.phoneNumber),
  label: record.label || null,
  canSendText: record.features?.includes("SmsSender") ?? false,
  canSendPictures: record.features?.includes("MmsSender") ?? false,
  isPrimary: record.primary ?? false,
});

/** The provider's first choice first, then direct numbers, then those of the company. */
const rank = (record: NumberRecord): number => (record.primary ? 0 : record.usageType === "DirectNumber" ? 1 : 2);

export const createIdentity = ({ calls, log }: { readonly calls: Calls; readonly log: Log }): Identity => {
  let extensionNumber: string | null = null;
  let userId: string | null = null;
  /** By address: RingCentral's id of the number, if it told one. */
  let numbers: ReadonlyMap<string, string | null> | null = null;
  let loading: Promise<void> | null = null;

  const profile = async (): Promise<ProviderProfile> => {
    const answer = await calls.read({ method: "GET", url: EXTENSION, group: "light", permission: "ReadAccounts" });
    const parsed = extensionRecord.safeParse(answer);
    if (!parsed.success) throw new AppError("server-error", "an extension that is none");
    const { contact, regionalSettings } = parsed.data;
    extensionNumber = parsed.data.extensionNumber || null;
    userId = parsed.data.id;
    return {
      userId,
      name: parsed.data.name || [contact?.firstName, contact?.lastName].filter(Boolean).join(" "),
      company: contact?.company || null,
      extensionNumber,
      country: regionalSettings?.homeCountry?.isoCode || "US",
    };
  };

  const senderNumbers = async (): Promise<readonly ProviderNumber[]> => {
    const found = await allRecords(
      calls,
      { method: "GET", url: `${EXTENSION}/phone-number`, group: "light", permission: "ReadAccounts" },
      100,
    );
    const records = found
      .map((each) => parsedOrNull(numberRecord, each, "number", log))
      .filter((each): each is NumberRecord => each !== null);
    numbers = new Map(records.map(({ phoneNumber, id }) => [addressFromNumber(phoneNumber), id ?? null]));
    return records
      .filter(isUsable)
      .toSorted((one, other) => rank(one) - rank(other))
      .map(numberFrom);
  };

  const load = async (): Promise<void> => {
    if (userId === null) await profile();
    if (numbers !== null) return;
    try {
      await senderNumbers();
    } catch (error) {
      log.warn("own numbers not known", { code: isAppError(error) ? error.code : "internal" });
    }
  };

  return {
    profile,
    senderNumbers,
    numberId: async (address) => {
      if (numbers === null) await senderNumbers();
      return numbers?.get(address) ?? null;
    },
    own: async () => {
      if (userId === null || numbers === null) {
        loading ??= load().finally(() => {
          loading = null;
        });
        await loading;
      }
      return { userId, extensionNumber, numbers: new Set(numbers?.keys()) };
    },
  };
};
