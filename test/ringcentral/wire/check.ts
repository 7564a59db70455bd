import { isObject, parsedJson, type JsonObject } from "../json.ts";
import { boundaryOf, partsOf } from "../multipart.ts";
import type { Exchange } from "../request-log.ts";
import { knownDifferences } from "./known-differences.ts";
import { operationFor, type Description, type Operation, type Parameter } from "./openapi.ts";
import { createValidator, type Complaint, type Validator } from "./validator.ts";

export type Mismatch = {
  readonly operation: string;
  readonly side: "request" | "answer";
  readonly status: number | null;
  readonly complaint: Complaint;
};

const errorSchema: JsonObject = { $ref: "#/components/schemas/ApiErrorResponseModel" };
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

const formFrom = (text: string): JsonObject =>
  Object.fromEntries(
    [...new URLSearchParams(text)].map(([name, value]) => [name, /^-?\d+$/u.test(value) ? Number(value) : value]),
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
  if (status === null) return [];
  const described = operation.answers[String(status)];
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
  return validate(exchange.path.startsWith("/restapi/oauth/") ? oauthErrorSchema : errorSchema, json);
};

/** A function that says where an exchange differs from the description, known differences left out. */
export const createWireCheck = (
  description: Description,
): {
  readonly check: (exchange: Exchange) => Promise<readonly Mismatch[]>;
  readonly covered: () => readonly string[];
} => {
  const validate = createValidator(description);
  const covered = new Set<string>();

  const isKnown = (mismatch: Mismatch): boolean =>
    knownDifferences.some(
      ({ operation, side, matches }) =>
        (operation === "*" || operation === mismatch.operation) &&
        side === mismatch.side &&
        matches.test(`${mismatch.complaint.where} ${mismatch.complaint.what}`),
    );

  const check = async (exchange: Exchange): Promise<readonly Mismatch[]> => {
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
    ].filter((mismatch) => !isKnown(mismatch));
  };

  return { check, covered: () => [...covered].toSorted() };
};
