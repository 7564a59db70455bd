import type { ConversationKind, ContactView, Party } from "../../../preload/contract/model.ts";
import type { Gateway, ProviderContact } from "../ports/gateway.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { Clock } from "../ports/system.ts";
import type { InBackground } from "../in-background.ts";
import { createContactIndex, type KnownContact } from "./contact-index.ts";

/** Who people are. */
export type Contacts = {
  /** `providerName`: what the provider called the author, used if nobody knows better. */
  readonly party: (address: string, kind: ConversationKind, providerName: string | null) => Party;
  /** The entry of the person's own address book, if this address is in it. */
  readonly personal: (address: string) => KnownContact | null;
  /** Whether this is a number of a colleague's, by the company's directory, and of nobody in the address book. */
  readonly isColleague: (address: string) => boolean;
  /** All addresses of whoever has this one in the address book, in the same order for each; itself if nobody has. */
  readonly sameAs: (address: string) => readonly string[];
  /** A colleague by extension number. */
  readonly colleague: (extension: string) => KnownContact | null;
  /** The address meant by what was typed: E.164, or the extension number of a colleague; null: it is none. */
  readonly addressOf: (typed: string) => string | null;
  /** At most 20. */
  readonly search: (query: string) => readonly ContactView[];
  /** Asks the provider now and then every REFRESH_EVERY_MS, until stopped. */
  readonly start: () => void;
  /** The provider can be reached again: asks now if it could not be asked of late. */
  readonly retry: () => void;
  readonly stop: () => void;
};

/** Reading the address book is in RingCentral's heavy group (10 a minute); "one call per ten minutes is plenty". */
const REFRESH_EVERY_MS = 15 * 60_000;

const SEARCH_LIMIT = 20;

const isContact = (value: unknown): value is ProviderContact =>
  typeof value === "object" &&
  value !== null &&
  "name" in value &&
  typeof value.name === "string" &&
  "address" in value &&
  typeof value.address === "string";

const contactsFromFact = (fact: unknown): readonly ProviderContact[] =>
  Array.isArray(fact) ? fact.filter(isContact) : [];

/**
 * The gateway leaves out a source it could not read just now. One that had entries and has none any more is taken for
 * that, since Away would otherwise take every client for a stranger.
 */
const withLostSources = (
  fresh: readonly ProviderContact[],
  kept: readonly ProviderContact[],
): readonly ProviderContact[] => {
  const has = (contacts: readonly ProviderContact[], source: ProviderContact["source"]): boolean =>
    contacts.some((contact) => contact.source === source);
  const lost = (["personal", "colleague"] as const).filter((source) => !has(fresh, source) && has(kept, source));
  return lost.length === 0 ? fresh : [...fresh, ...kept.filter((contact) => lost.includes(contact.source))];
};

export const createContacts = ({
  gateway,
  store,
  e164,
  format,
  clock,
  inBackground,
  onChanged,
}: {
  readonly gateway: Pick<Gateway, "contacts">;
  readonly store: MessageStore;
  readonly e164: (text: string) => string | null;
  readonly format: (address: string) => string;
  readonly clock: Clock;
  readonly inBackground: InBackground;
  readonly onChanged: () => void;
}): Contacts => {
  let kept = contactsFromFact(store.fact("contacts"));
  let index = createContactIndex(kept, e164);
  let isStopped = false;
  let hasFailed = false;
  let isAsking = false;
  let cancelTimer = (): void => {};

  const refresh = async (): Promise<void> => {
    const fresh = withLostSources(await gateway.contacts(), kept);
    if (isStopped || JSON.stringify(fresh) === JSON.stringify(kept)) return;
    kept = fresh;
    index = createContactIndex(fresh, e164);
    store.keepFact("contacts", fresh);
    onChanged();
  };

  const ask = async (): Promise<void> => {
    isAsking = true;
    try {
      await refresh();
      hasFailed = false;
    } catch (error) {
      hasFailed = true;
      throw error;
    } finally {
      isAsking = false;
    }
  };

  const tick = (): void => {
    cancelTimer();
    if (!isAsking) inBackground("refresh contacts", ask());
    cancelTimer = clock.after(REFRESH_EVERY_MS, tick);
  };

  /** An extension number may look like a short code: only a company message has extensions at its ends. */
  const known = (address: string, kind: ConversationKind): KnownContact | null =>
    kind === "company" || address.startsWith("+") ? index.at(address) : null;

  return {
    party: (address, kind, providerName) => ({
      address,
      name: known(address, kind)?.name ?? providerName,
      formatted: format(address),
    }),
    personal: (address) => {
      const contact = index.at(address);
      return contact?.isPersonal === true ? contact : null;
    },
    isColleague: (address) => index.at(address)?.isPersonal === false,
    sameAs: (address) => index.sameAs(address),
    colleague: (extension) => (extension.startsWith("+") ? null : index.at(extension)),
    addressOf: (typed) => e164(typed) ?? (index.at(typed.trim()) === null ? null : typed.trim()),
    search: (query) =>
      index.search(query, SEARCH_LIMIT).map(({ name, address }) => ({ name, address, formatted: format(address) })),
    start: tick,
    retry: () => {
      if (hasFailed) tick();
    },
    stop: () => {
      isStopped = true;
      cancelTimer();
    },
  };
};
