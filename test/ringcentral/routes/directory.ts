import { createHash } from "node:crypto";
import { ok, type Answer, type SignedCall } from "../call.ts";
import { ApiFailure } from "../errors.ts";
import { isObject, jsonText, parsedJson } from "../json.ts";
import { inAccount, type Route } from "../routing.ts";
import { fullName, type Extension, type World } from "../world.ts";

const maxPerPage = 2000;

/** The directory has error bodies of its own: a list, and codes that start with ADG. */
const directoryFailure = (status: number, errorCode: string, message: string): ApiFailure =>
  new ApiFailure(status, { errors: [{ errorCode, message }] });

const formatted = (e164: string): string => e164.replace(/^\+1(\d{3})(\d{3})(\d{4})$/u, "($1) $2-$3");

const entryOf = (world: World, extension: Extension) => {
  const isUser = extension.type === "User";
  return {
    id: String(extension.id),
    type: extension.type,
    status: extension.status,
    account: {
      id: String(world.accountId),
      companyName: world.companyName,
      mainNumber: { phoneNumber: world.mainNumber, formattedPhoneNumber: formatted(world.mainNumber) },
    },
    ...(extension.department === "" ? {} : { department: extension.department }),
    ...(isUser
      ? { firstName: extension.firstName, lastName: extension.lastName, email: extension.email }
      : { name: fullName(extension) }),
    ...(extension.jobTitle === "" ? {} : { jobTitle: extension.jobTitle }),
    extensionNumber: extension.extensionNumber,
    phoneNumbers: world.numbers
      .filter((number) => number.ownerId === extension.id)
      .map((number) => ({
        phoneNumber: number.phoneNumber,
        formattedPhoneNumber: formatted(number.phoneNumber),
        type: number.type,
        ...(number.label === "" ? {} : { label: number.label }),
        usageType: number.usageType,
        hidden: false,
        primary: number.primary,
      })),
    hidden: false,
  };
};

const pageOfEntries = (all: readonly unknown[], page: number, perPage: number) => {
  const start = (page - 1) * perPage;
  const records = all.slice(start, start + perPage);
  return {
    records,
    paging: {
      page,
      perPage,
      ...(records.length === 0 ? {} : { pageStart: start, pageEnd: start + records.length - 1 }),
      totalPages: Math.max(1, Math.ceil(all.length / perPage)),
      totalElements: all.length,
    },
  };
};

const positive = (value: unknown, usual: number): number => {
  if (value === undefined || value === null) return usual;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1)
    throw directoryFailure(400, "ADG-121", "Parameter [perPage] is invalid.");
  return number;
};

const list = (world: World, call: SignedCall): Answer => {
  const { query } = call;
  const group = query.get("typeGroup");
  const type = query.get("type");
  const found = world.extensions.filter(
    (extension) =>
      extension.status === "Enabled" &&
      (group === null || (group === "User") === (extension.type === "User")) &&
      (type === null || type === extension.type),
  );
  const asked = query.get("perPage");
  const perPage = asked === "all" || asked === "max" ? maxPerPage : Math.min(maxPerPage, positive(asked, 1000));
  const json = pageOfEntries(
    found.map((extension) => entryOf(world, extension)),
    positive(query.get("page"), 1),
    Math.min(perPage, 1000),
  );
  const etag = `"${createHash("sha1").update(jsonText(json)).digest("hex")}"`;
  return call.headers["if-none-match"] === etag
    ? { status: 304, headers: { ETag: etag } }
    : { status: 200, headers: { ETag: etag }, json };
};

const search = (world: World, call: SignedCall): Answer => {
  const json = parsedJson(call.body.toString("utf8"));
  if (!isObject(json)) throw directoryFailure(400, "ADG-112", "Request body is invalid.");
  const words = typeof json["searchString"] === "string" ? json["searchString"].toLowerCase().split(/\s+/u) : [];
  const wanted = Array.isArray(json["extensionTypes"]) ? json["extensionTypes"] : null;
  const found = world.extensions.filter((extension) => {
    const text = [
      fullName(extension),
      extension.extensionNumber,
      extension.email,
      extension.department,
      extension.jobTitle,
      ...world.numbers.filter((number) => number.ownerId === extension.id).map((number) => number.phoneNumber),
    ]
      .join(" ")
      .toLowerCase();
    return (
      extension.status === "Enabled" &&
      words.every((word) => text.includes(word)) &&
      (wanted === null || wanted.includes(extension.type))
    );
  });
  const entries = found.map((extension) => entryOf(world, extension));
  return ok(pageOfEntries(entries, positive(json["page"], 1), Math.min(1000, positive(json["perPage"], 100))));
};

/** The company's own directory: everybody who is enabled. */
export const directoryRoutes = ({ world }: { readonly world: World }): readonly Route[] => [
  {
    kind: "signed",
    method: "GET",
    template: inAccount("/directory/entries"),
    group: "medium",
    permission: "ReadAccounts",
    run: (call) => list(world, call),
  },
  {
    kind: "signed",
    method: "GET",
    template: inAccount("/directory/entries/:entry"),
    group: "medium",
    permission: "ReadAccounts",
    run: (_, { entry = "" }) => {
      const extension = world.extensions.find((candidate) => String(candidate.id) === entry);
      if (extension === undefined) throw directoryFailure(404, "ADG-122", "Contact not found.");
      return ok(entryOf(world, extension));
    },
  },
  {
    kind: "signed",
    method: "POST",
    template: inAccount("/directory/entries/search"),
    group: "heavy",
    permission: "ReadAccounts",
    run: (call) => search(world, call),
  },
];
