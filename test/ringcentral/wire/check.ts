import { isObject, jsonText, parsedJson, type JsonObject } from "../json.ts";
import { boundaryOf, partsOf } from "../multipart.ts";
import type { Exchange } from "../request-log.ts";
import { knownDifferences, type KnownDifference } from "./known-differences.ts";
import { operationFor, type Description, type Operation, type Parameter } from "./openapi.ts";
import type { Recorded } from "./recording.ts";
import { createValidator, type Complaint, type Validator } from "./validator.ts";

export type Mismatch = {
  readonly operation: string;
  readonly side: "request" | "answer" | "event";
  readonly status: number | null;
  readonly complaint: Complaint;
};

const text: JsonObject = { type: "string" };
const errorProperties = {
  errorCode: text,
  message: text,
  parameterName: text,
  parameterValue: text,
  permissionName: text,
};

/** The description has the list of errors only; the page on errors shows the first one's fields at the top as well. */
const errorSchema: JsonObject = {
  allOf: [
    { $ref: "#/components/schemas/ApiErrorResponseModel" },
    { type: "object", required: ["errorCode", "message"], properties: errorProperties },
  ],
};
const oauthErrorSchema: JsonObject = {
  type: "object",
  required: ["error", "error_description", "errors"],
  properties: { error: { type: "string" }, error_description: { type: "string" }, errors: { type: "array" } },
};

/** Statuses any operation may answer, described for each or not: documented on the pages on errors, media and limits. */
const generalStatuses = new Set([206, 304, 400, 401, 403, 404, 405, 413, 415, 416, 429, 500, 502, 503]);

const mediaType = (headers: Readonly<Record<string, string | undefined>>): string => {
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type");
  return (found?.[1] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
};

/** A text of the query as the type its schema names, so that "100" is a number where one is wanted. */
const coerced = (text: string, schema: JsonObject): unknown => {
  const variants = Array.isArray(schema["oneOf"]) ? schema["oneOf"] : [schema];
  const types = variants.flatMap((variant: unknown) => (isObject(variant) ? [variant["type"]] : []));
  if ((types.includes("integer") || types.includes("number")) && /^-?\d+$/u.test(text)) return Number(text);
  if (types.includes("boolean") && (text === "true" || text === "false")) return text === "true";
  return text;
};

const schemaFor = (
  schemas: Readonly<Record<string, JsonObject | null>>,
  type: string,
): { readonly schema: JsonObject | null } | null => {
  const key = Object.keys(schemas).find((entry) => entry === type || type.startsWith(entry.replace("*", "")));
  return key === undefined ? null : { schema: schemas[key] ?? null };
};

const checkQuery = (validate: Validator, parameters: readonly Parameter[], search: string): readonly Complaint[] => {
  const query = new URLSearchParams(search);
  const known = parameters.filter((parameter) => parameter.in === "query");
  const unknown = [...new Set(query.keys())].filter((name) => known.every((parameter) => parameter.name !== name));
  return [
    ...unknown.map((name) => ({ where: `?${name}`, what: "is not described" })),
    ...known.flatMap((parameter): readonly Complaint[] => {
      const values = query.getAll(parameter.name);
      const schema = parameter.schema ?? {};
      if (values.length === 0)
        return parameter.required === true ? [{ where: `?${parameter.name}`, what: "is missing" }] : [];
      const isList = schema["type"] === "array";
      return validate(schema, isList ? values : coerced(values[0] ?? "", schema)).map(({ where, what }) => ({
        where: `?${parameter.name}${where}`,
        what,
      }));
    }),
  ];
};

/**
 * A form as an object. access_token_ttl is left out: lifetimes out of range are documented to be clamped, and the official
 * SDK asks for -1 after a 401.
 */
const formFrom = (text: string): JsonObject =>
  Object.fromEntries(
    [...new URLSearchParams(text)]
      .filter(([name]) => name !== "access_token_ttl")
      .map(([name, value]) => [name, /^-?\d+$/u.test(value) ? Number(value) : value]),
  );

const checkRequestBody = async (
  validate: Validator,
  operation: Operation,
  exchange: Exchange,
): Promise<readonly Complaint[]> => {
  const { requestBody: body, requestHeaders } = exchange;
  const type = mediaType(requestHeaders);
  if (body.length === 0) return [];
  if (operation.requestBody === null) return [{ where: "", what: "has a body where none is described" }];
  const found = schemaFor(operation.requestBody, type);
  if (found === null) return [{ where: "", what: `has the undescribed media type ${type}` }];
  if (found.schema === null) return [];
  const contentType = requestHeaders["content-type"] ?? "";
  if (boundaryOf(contentType) !== null) {
    const [first, ...files] = await partsOf(body, contentType);
    const json = parsedJson(first?.content.toString("utf8") ?? "");
    const described = operation.id === "createMMS" ? { attachments: files.map(() => "") } : {};
    return validate(found.schema, isObject(json) ? { ...json, ...described } : json);
  }
  const text = body.toString("utf8");
  return validate(found.schema, type === "application/x-www-form-urlencoded" ? formFrom(text) : parsedJson(text));
};

const checkAnswer = (validate: Validator, operation: Operation, exchange: Exchange): readonly Complaint[] => {
  const { status, answerBody } = exchange;
  if (status === null || exchange.isInvented) return [];
  // A part of a body is described as the whole is.
  const described = operation.answers[status === 206 ? "200" : String(status)];
  if (described === undefined && !generalStatuses.has(status))
    return [{ where: "", what: `has the undescribed status ${status}` }];
  const type = mediaType(exchange.answerHeaders);
  if (answerBody.length === 0) {
    const wanted = described !== undefined && Object.values(described).some((schema) => schema !== null);
    return wanted ? [{ where: "", what: "is empty" }] : [];
  }
  const json = type.includes("json") ? parsedJson(answerBody.toString("utf8")) : undefined;
  const found = described === undefined ? null : schemaFor(described, type);
  if (found?.schema !== undefined && found.schema !== null && json !== undefined) return validate(found.schema, json);
  if (found !== null) return [];
  if (status < 400) return [{ where: "", what: `has the undescribed media type ${type}` }];
  if (type === "text/html") return [];
  // The token endpoint speaks OAuth's language about grants and clients, RingCentral's about everything else.
  const isOAuth = isObject(json) && json["error"] !== undefined && exchange.path.startsWith("/restapi/oauth/");
  return validate(isOAuth ? oauthErrorSchema : errorSchema, json);
};

/** The schema of an event by the filter it came by; null for one that is not looked at. */
const eventSchemaName = (event: string): string | null => {
  if (event.includes("/message-store/instant?")) return "InstantMessageEvent";
  return /\/message-store(?:\?|$)/u.test(event) ? "MessageEvent" : null;
};

export type WireCheck = {
  /** Where an exchange or a notification differs from the description, known differences left out. */
  readonly check: (recorded: Recorded) => Promise<readonly Mismatch[]>;
  /** Ids of the operations seen so far. */
  readonly covered: () => readonly string[];
  /** Known differences that nothing seen so far had: perhaps no longer true. */
  readonly unmet: () => readonly KnownDifference[];
};

const differenceBehind = (mismatch: Mismatch): KnownDifference | undefined =>
  knownDifferences.find(
    ({ operation, side, matches }) =>
      operation === mismatch.operation &&
      side === mismatch.side &&
      matches.test(`${mismatch.complaint.where} ${mismatch.complaint.what}`),
  );

export const createWireCheck = (description: Description): WireCheck => {
  const validate = createValidator(description);
  const covered = new Set<string>();
  const met = new Set<KnownDifference>();

  const isKnown = (mismatch: Mismatch): boolean => {
    const difference = differenceBehind(mismatch);
    if (difference !== undefined) met.add(difference);
    return difference !== undefined;
  };

  const checkExchange = async (exchange: Exchange): Promise<readonly Mismatch[]> => {
    const { method, path, status } = exchange;
    const operation = operationFor(description, method, path);
    if (operation === null) {
      // A request for nothing at all is rightly answered as such.
      if (status === 404 || status === 405) return [];
      const complaint = { where: "", what: "is not described" };
      return [{ operation: `${method} ${path}`, side: "request", status, complaint }];
    }
    covered.add(operation.id);
    const ofRequest = [
      ...checkQuery(validate, operation.parameters, exchange.search),
      ...(await checkRequestBody(validate, operation, exchange)),
    ];
    const ofAnswer = checkAnswer(validate, operation, exchange);
    // What the server refuses may well be wrong: tests send it on purpose.
    const wrong = status === null || status < 400 ? ofRequest : [];
    return [
      ...wrong.map((complaint) => ({ operation: operation.id, side: "request" as const, status, complaint })),
      ...ofAnswer.map((complaint) => ({ operation: operation.id, side: "answer" as const, status, complaint })),
    ];
  };

  const check: WireCheck["check"] = async (recorded) => {
    if (recorded.kind === "exchange")
      return (await checkExchange(recorded.exchange)).filter((mismatch) => !isKnown(mismatch));
    const name = eventSchemaName(recorded.notification.event);
    if (name === null) return [];
    if (description.schemas[name] === undefined)
      return [{ operation: name, side: "event", status: null, complaint: { where: "", what: "is not described" } }];
    const json = parsedJson(jsonText(recorded.notification));
    return validate({ $ref: `#/components/schemas/${name}` }, json)
      .map((complaint) => ({ operation: name, side: "event" as const, status: null, complaint }))
      .filter((mismatch) => !isKnown(mismatch));
  };

  return {
    check,
    covered: () => [...covered].toSorted(),
    unmet: () => knownDifferences.filter((entry) => !met.has(entry)),
  };
};
