import type { WireParty } from "./schemas.ts";

/**
 * A number as RingCentral writes it, as E.164: mostly that is what it is, but the API also documents plain digits with the
 * country code (18661234567) and, from old records, formatted ones ((866) 123-4567). Short codes stay as they are.
 */
export const addressFromNumber = (phoneNumber: string): string => {
  const digits = phoneNumber.replace(/\D/g, "");
  if (digits === "") return phoneNumber.trim();
  if (phoneNumber.trim().startsWith("+")) return `+${digits}`;
  if (digits.length > 10) return `+${digits}`;
  // Ten digits without a country are North American: RingCentral writes numbers of other countries with theirs.
  return digits.length === 10 ? `+1${digits}` : digits;
};

/** How one reaches this party; null if the record does not say. */
export const addressFromParty = (party: WireParty): string | null => {
  if (party.phoneNumber) return addressFromNumber(party.phoneNumber);
  return party.extensionNumber || party.extensionId || null;
};
