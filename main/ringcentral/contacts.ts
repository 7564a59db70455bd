import { z } from "zod";
import { isAppError } from "../core/ports/app-error.ts";
import type { ProviderContact } from "../core/ports/gateway.ts";
import type { Log } from "../core/ports/system.ts";
import type { Calls } from "./calls.ts";
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
): readonly ProviderContact[] =>
  name === ""
    ? []
    : [...new Set(addresses.map((address) => address?.trim()).filter((address) => address))].map((address) => ({
        source,
        name,
        firstName: firstName?.trim() || null,
        address: address ?? "",
      }));

const fromPersonal = (record: z.infer<typeof personal>): readonly ProviderContact[] =>
  record.availability === "Deleted" || record.availability === "Purged"
    ? []
    : contacts(
        "personal",
        fullName(record) || record.nickName?.trim() || record.company?.trim() || "",
        record.firstName,
        NUMBER_FIELDS.map((field) => record[field]),
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

/**
 * Everybody known: the personal address book and the company directory. One of the two that may not be read is logged
 * and left out; rejects only if neither can be had.
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
  const [book, directory] = await Promise.allSettled([
    allRecords(
      calls,
      { method: "GET", url: `${EXTENSION}/address-book/contact`, group: "heavy", permission: "ReadContacts" },
      1000,
    ),
    allRecords(
      calls,
      { method: "GET", url: `${ACCOUNT}/directory/entries`, group: "medium", permission: "ReadAccounts" },
      1000,
    ),
  ]);
  const found: ProviderContact[] = [];
  for (const [what, result] of [
    ["address book", book],
    ["directory", directory],
  ] as const) {
    if (result.status === "fulfilled") continue;
    log.warn(`${what} not read`, { code: isAppError(result.reason) ? result.reason.code : "internal" });
  }
  if (book.status === "rejected" && directory.status === "rejected") throw book.reason;
  if (book.status === "fulfilled")
    for (const each of book.value) {
      const record = parsedOrNull(personal, each, "contact", log);
      if (record !== null) found.push(...fromPersonal(record));
    }
  const { userId } = await identity.own();
  if (directory.status === "fulfilled")
    for (const each of directory.value) {
      const record = parsedOrNull(colleague, each, "directory entry", log);
      if (record !== null && record.id !== userId) found.push(...fromColleague(record));
    }
  return found;
};
