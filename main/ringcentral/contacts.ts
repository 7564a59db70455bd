import { z } from "zod";
import type { FailureCode } from "../../preload/contract/result.ts";
import { isAppError } from "../core/ports/app-error.ts";
import type { ProviderContact } from "../core/ports/gateway.ts";
import type { Log } from "../core/ports/system.ts";
import type { ApiRequest, Calls } from "./calls.ts";
import type { Identity } from "./identity.ts";
import { allRecords } from "./pages.ts";
import { ACCOUNT, EXTENSION } from "./paths.ts";
import { id, parsedOrNull } from "./schemas.ts";

const text = z.string().nullish();
const names = { firstName: text, lastName: text };

/** Numbers of an address book entry that a person may text from; fax and callback numbers are none. */
const NUMBER_FIELDS = [
  "mobilePhone",
  "businessPhone",
  "businessPhone2",
  "homePhone",
  "homePhone2",
  "companyPhone",
  "assistantPhone",
  "carPhone",
  "otherPhone",
] as const;

const personal = z.object({
  id: id.nullish().catch(null),
  ...names,
  nickName: text,
  company: text,
  availability: text,
  mobilePhone: text,
  businessPhone: text,
  businessPhone2: text,
  homePhone: text,
  homePhone2: text,
  companyPhone: text,
  assistantPhone: text,
  carPhone: text,
  otherPhone: text,
});

const colleague = z.object({
  ...names,
  id,
  name: text,
  extensionNumber: text,
  status: text,
  phoneNumbers: z.array(z.object({ phoneNumber: text, type: text, hidden: z.boolean().nullish() })).nullish(),
});

const fullName = (record: { firstName?: string | null | undefined; lastName?: string | null | undefined }): string =>
  [record.firstName, record.lastName]
    .map((part) => part?.trim())
    .filter(Boolean)
    .join(" ");

const contacts = (
  source: ProviderContact["source"],
  name: string,
  firstName: string | null | undefined,
  addresses: readonly (string | null | undefined)[],
  entry?: string | null,
): readonly ProviderContact[] =>
  name === ""
    ? []
    : [...new Set(addresses.map((address) => address?.trim()).filter((address) => address))].map((address) => ({
        source,
        name,
        firstName: firstName?.trim() || null,
        address: address ?? "",
        ...(entry ? { entry } : {}),
      }));

const fromPersonal = (record: z.infer<typeof personal>): readonly ProviderContact[] =>
  record.availability === "Deleted" || record.availability === "Purged"
    ? []
    : contacts(
        "personal",
        fullName(record) || record.nickName?.trim() || record.company?.trim() || "",
        record.firstName,
        NUMBER_FIELDS.map((field) => record[field]),
        record.id,
      );

const fromColleague = (record: z.infer<typeof colleague>): readonly ProviderContact[] =>
  record.status !== null && record.status !== undefined && record.status !== "Enabled"
    ? []
    : contacts("colleague", fullName(record) || record.name?.trim() || "", record.firstName, [
        record.extensionNumber,
        ...(record.phoneNumbers ?? [])
          .filter((number) => !number.hidden && !number.type?.includes("Fax"))
          .map((number) => number.phoneNumber),
      ]);

/** What the app or the person may not read stays unread; a network that fails is no reason to forget half the people. */
const unlessForbidden = async (
  what: string,
  log: Log,
  reading: Promise<readonly unknown[]>,
): Promise<readonly unknown[] | null> => {
  try {
    return await reading;
  } catch (error) {
    if (!isAppError(error) || !FORBIDDEN.has(error.code)) throw error;
    log.warn(`${what} may not be read`, { code: error.code, about: error.about });
    return null;
  }
};

const FORBIDDEN: ReadonlySet<FailureCode> = new Set(["missing-permission", "not-allowed", "not-found"]);

/**
 * Everybody known: the personal address book and the company directory. One of the two that may not be read is logged
 * and left out; rejects if either cannot be read for another reason.
 */
export const readContacts = async ({
  calls,
  identity,
  log,
}: {
  readonly calls: Calls;
  readonly identity: Pick<Identity, "own">;
  readonly log: Log;
}): Promise<readonly ProviderContact[]> => {
  const book: ApiRequest = {
    method: "GET",
    url: `${EXTENSION}/address-book/contact`,
    group: "heavy",
    permission: "ReadContacts",
  };
  const directory: ApiRequest = {
    method: "GET",
    url: `${ACCOUNT}/directory/entries`,
    group: "medium",
    permission: "ReadAccounts",
  };
  const [people, entries, { userId }] = await Promise.all([
    unlessForbidden("address book", log, allRecords(calls, book, 1000)),
    unlessForbidden("directory", log, allRecords(calls, directory, 1000)),
    identity.own(),
  ]);
  return [
    ...(people ?? []).flatMap((each) => {
      const record = parsedOrNull(personal, each, "contact", log);
      return record === null ? [] : fromPersonal(record);
    }),
    ...(entries ?? []).flatMap((each) => {
      const record = parsedOrNull(colleague, each, "directory entry", log);
      return record === null || record.id === userId ? [] : fromColleague(record);
    }),
  ];
};
