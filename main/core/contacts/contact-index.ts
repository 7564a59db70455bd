import type { ProviderContact } from "../ports/gateway.ts";

/** One address and who is known to have it. */
export type KnownContact = {
  /** E.164 or an extension number. */
  readonly address: string;
  readonly name: string;
  readonly firstName: string | null;
  /** In the person's own address book: a client, say. Colleagues are not. */
  readonly isPersonal: boolean;
};

/** Contacts by address. The address book comes before the directory, and the first entry of an address wins. */
export type ContactIndex = {
  readonly at: (address: string) => KnownContact | null;
  /** All addresses of whoever has this one, itself among them, in an order that is the same for each of them. */
  readonly sameAs: (address: string) => readonly string[];
  readonly search: (query: string, limit: number) => readonly KnownContact[];
};

/** Extension numbers have 3 to 8 digits at RingCentral; what a company calls 911 or 0 is not texted. */
const isExtension = (address: string): boolean => /^\d{2,8}$/.test(address);

const folded = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const digitsOf = (text: string): string => text.replace(/\D/g, "");

export const createContactIndex = (
  contacts: readonly ProviderContact[],
  e164: (text: string) => string | null,
): ContactIndex => {
  const byAddress = new Map<string, KnownContact>();
  const entryOf = new Map<string, string>();
  const addressesIn = new Map<string, string[]>();
  const personalFirst = contacts.toSorted(
    (left, right) => Number(right.source === "personal") - Number(left.source === "personal"),
  );
  for (const contact of personalFirst) {
    const isInternal = contact.source === "colleague" && isExtension(contact.address);
    const address = isInternal ? contact.address : e164(contact.address);
    if (address === null || byAddress.has(address)) continue;
    byAddress.set(address, {
      address,
      name: contact.name,
      firstName: contact.firstName,
      isPersonal: contact.source === "personal",
    });
    if (contact.entry === undefined) continue;
    entryOf.set(address, contact.entry);
    addressesIn.set(contact.entry, [...(addressesIn.get(contact.entry) ?? []), address]);
  }
  const sorted = [...byAddress.values()].toSorted((left, right) =>
    folded(left.name) < folded(right.name) ? -1 : folded(left.name) > folded(right.name) ? 1 : 0,
  );

  return {
    at: (address) => byAddress.get(address) ?? null,
    sameAs: (address) => addressesIn.get(entryOf.get(address) ?? "") ?? [address],
    search: (query, limit) => {
      const words = folded(query).split(/\s+/).filter(Boolean);
      const digits = digitsOf(query);
      const isNumeric = digits !== "" && /^[\d\s()+./-]+$/.test(query.trim());
      const found = sorted.filter((contact) => {
        if (words.length === 0) return true;
        if (isNumeric) return digitsOf(contact.address).includes(digits);
        const name = folded(contact.name);
        return words.every((word) => name.includes(word));
      });
      // Names that begin with what was typed come first: "an" means Anna before Diana.
      const first = words[0];
      const begins = (contact: KnownContact): boolean => first !== undefined && folded(contact.name).startsWith(first);
      return [...found.filter(begins), ...found.filter((contact) => !begins(contact))].slice(0, limit);
    },
  };
};
