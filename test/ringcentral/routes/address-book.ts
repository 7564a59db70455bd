import type { AddressBook, Contact } from "../address-book.ts";
import { noContent, ok, type SignedCall } from "../call.ts";
import { isoTime, type ServerClock } from "../clock.ts";
import { failure, invalidParameter, notFound } from "../errors.ts";
import { isObject, parsedJson } from "../json.ts";
import { pageOf } from "../paging.ts";
import { choicesParameter, numberParameter } from "../parameters.ts";
import { extensionUri, type Hosts } from "../records.ts";
import { inExtension, type Route, type SignedRoute } from "../routing.ts";
import { normalisedNumber } from "../sms-checks.ts";
import type { SyncTokens } from "../sync-tokens.ts";
import type { ContactFields, World } from "../world.ts";

/** What a token of the address book stands for. */
export type ContactSyncPoint = { readonly ownerId: number; readonly time: number };

export type AddressBookDeps = {
  readonly world: World;
  readonly hosts: Hosts;
  readonly clock: ServerClock;
  readonly book: AddressBook;
  readonly contactTokens: SyncTokens<ContactSyncPoint>;
};

const phoneFields = ["mobilePhone", "homePhone", "businessPhone", "otherPhone"] as const;
const sortKeys = { FirstName: "firstName", LastName: "lastName", Company: "company" } as const;

const bookUri = (deps: AddressBookDeps, call: SignedCall): string =>
  `${extensionUri(deps.hosts, deps.world, call.target.id)}/address-book`;

const contactRecord = (deps: AddressBookDeps, call: SignedCall, contact: Contact) => ({
  uri: `${bookUri(deps, call)}/contact/${contact.id}`,
  availability: contact.isDeleted ? "Deleted" : "Alive",
  id: contact.id,
  ...contact.fields,
});

const list = (deps: AddressBookDeps, call: SignedCall): readonly Contact[] => {
  const { query } = call;
  const start = query.get("startsWith")?.toLowerCase() ?? null;
  const numbers = query.getAll("phoneNumber").map(normalisedNumber);
  const sort = choicesParameter(query, "sortBy", ["FirstName", "LastName", "Company"]) ?? [];
  return deps.book
    .of(call.target.id)
    .filter(({ fields }) => {
      const { firstName = "", lastName = "", company = "" } = fields;
      const starts =
        start === null || [firstName, lastName, company].some((name) => name.toLowerCase().startsWith(start));
      const phones = phoneFields.map((field) => normalisedNumber(fields[field] ?? ""));
      return starts && (numbers.length === 0 || phones.some((phone) => numbers.includes(phone)));
    })
    .toSorted((a, b) => {
      for (const key of sort) {
        const order = (a.fields[sortKeys[key]] ?? "").localeCompare(b.fields[sortKeys[key]] ?? "");
        if (order !== 0) return order;
      }
      return a.id - b.id;
    });
};

const fieldsFrom = (call: SignedCall): ContactFields => {
  const json = parsedJson(call.body.toString("utf8"));
  if (!isObject(json)) throw failure("CMN-103");
  const strings = Object.entries(json).filter(([, value]) => typeof value === "string" && value !== "");
  return Object.fromEntries(strings);
};

const sync = (deps: AddressBookDeps, call: SignedCall) => {
  const { book, contactTokens, clock } = deps;
  const { query, target } = call;
  const type = choicesParameter(query, "syncType", ["FSync", "ISync"])?.[0] ?? "FSync";
  const perPage = numberParameter(query, "perPage", 250, 250);
  const page = numberParameter(query, "pageId", 1, Number.MAX_SAFE_INTEGER);
  const text = query.get("syncToken");
  const token = text === null ? null : contactTokens.read(text);
  if (type === "ISync" && token?.ownerId !== target.id) throw invalidParameter("syncToken");
  const all = type === "FSync" ? book.of(target.id) : book.changedSince(target.id, token?.time ?? 0);
  const records = all.slice((page - 1) * perPage, page * perPage);
  const hasMore = all.length > page * perPage;
  const now = clock.now();
  const uri = `${bookUri(deps, call)}-sync`;
  return {
    uri,
    records: records.map((contact) => contactRecord(deps, call, contact)),
    syncInfo: {
      syncType: type,
      syncToken: contactTokens.issue({ ownerId: target.id, time: now }),
      syncTime: isoTime(now),
      olderRecordsExist: false,
    },
    ...(hasMore
      ? { nextPageId: page + 1, nextPageUri: `${uri}?syncType=${type}&perPage=${perPage}&pageId=${page + 1}` }
      : {}),
  };
};

/** The personal address book. All in the Heavy group. */
export const addressBookRoutes = (deps: AddressBookDeps): readonly Route[] => {
  const { book } = deps;

  const contactFor = (call: SignedCall, id: string): Contact => {
    const contact = book.get(call.target.id, Number(id));
    if (contact === undefined) throw notFound("contactId", id);
    return contact;
  };

  const route = (method: SignedRoute["method"], path: string, run: SignedRoute["run"]): SignedRoute => ({
    kind: "signed",
    method,
    template: inExtension(path),
    group: "heavy",
    permission: method === "GET" ? "ReadContacts" : "Contacts",
    run,
  });

  const one = "/address-book/contact/:contact";
  return [
    route("GET", "/address-book/contact", (call) => {
      const page = pageOf(call, list(deps, call), { uri: `${bookUri(deps, call)}/contact` });
      return ok({
        ...page,
        records: page.records.map((contact) => contactRecord(deps, call, contact)),
        groups: { uri: `${bookUri(deps, call)}/group` },
      });
    }),
    route("POST", "/address-book/contact", (call) =>
      ok(contactRecord(deps, call, book.add(call.target.id, fieldsFrom(call)))),
    ),
    route("GET", one, (call, { contact = "" }) => ok(contactRecord(deps, call, contactFor(call, contact)))),
    route("PUT", one, (call, { contact = "" }) =>
      ok(contactRecord(deps, call, book.change(contactFor(call, contact), fieldsFrom(call)))),
    ),
    route("PATCH", one, (call, { contact = "" }) => {
      const before = contactFor(call, contact);
      return ok(contactRecord(deps, call, book.change(before, { ...before.fields, ...fieldsFrom(call) })));
    }),
    route("DELETE", one, (call, { contact = "" }) => {
      book.remove(contactFor(call, contact));
      return noContent;
    }),
    route("GET", "/address-book-sync", (call) => ok(sync(deps, call))),
  ];
};
