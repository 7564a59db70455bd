import { Ajv2019 } from "ajv/dist/2019.js";
import addFormats from "ajv-formats";
import { isObject, type JsonObject } from "../json.ts";
import type { Description } from "./openapi.ts";

/** What is wrong with a value: where (a JSON pointer with list positions as *), and what. */
export type Complaint = { readonly where: string; readonly what: string };

export type Validator = (schema: JsonObject, value: unknown) => readonly Complaint[];

const base = "description";

/**
 * OpenAPI 3.0 schemas as JSON Schema 2019: `nullable` becomes a type, references point into the added document, and an
 * object may have no properties but the described ones. RingCentral's own description leaves that open; here an
 * unknown field is just what is looked for.
 */
export const createValidator = (description: Description): Validator => {
  const ajv = new Ajv2019({ strict: false, allErrors: true, validateFormats: true });
  addFormats.default(ajv);
  ajv.addFormat("int32", { type: "number", validate: (value: number) => Number.isInteger(value) });
  ajv.addFormat("int64", { type: "number", validate: (value: number) => Number.isInteger(value) });

  const named = (schema: JsonObject): JsonObject => {
    const ref = schema["$ref"];
    if (typeof ref !== "string") return schema;
    return description.schemas[ref.slice(ref.lastIndexOf("/") + 1)] ?? {};
  };

  /** Whether a schema lists properties, and so says what an object may hold. */
  const isListing = (schema: JsonObject, depth = 0): boolean => {
    const found = named(schema);
    if (depth > 10 || found["additionalProperties"] !== undefined) return false;
    const parts = ["allOf", "anyOf", "oneOf"].flatMap((key) => (Array.isArray(found[key]) ? found[key] : []));
    return isObject(found["properties"]) || parts.some((part) => isObject(part) && isListing(part, depth + 1));
  };

  const converted = (schema: JsonObject, isPart: boolean): JsonObject => {
    const result: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(schema)) {
      if (key === "$ref" && typeof value === "string") result["$ref"] = value.replace("#/components", `${base}#`);
      else if (key === "properties" && isObject(value))
        result[key] = Object.fromEntries(
          Object.entries(value).map(([name, entry]) => [name, isObject(entry) ? converted(entry, false) : entry]),
        );
      else if ((key === "items" || key === "additionalProperties") && isObject(value))
        result[key] = converted(value, false);
      else if ((key === "allOf" || key === "anyOf" || key === "oneOf") && Array.isArray(value))
        result[key] = value.map((part: unknown) => (isObject(part) ? converted(part, true) : part));
      else if (["type", "format", "required", "pattern", "maxLength", "minLength"].includes(key)) result[key] = value;
      else if (["enum", "maximum", "minimum", "maxItems", "minItems", "uniqueItems"].includes(key)) result[key] = value;
      else if (key === "additionalProperties") result[key] = value;
    }
    if (schema["nullable"] === true) {
      result["type"] = [result["type"], "null"];
      if (Array.isArray(result["enum"])) result["enum"] = [...result["enum"], null];
    }
    if (!isPart && isListing(schema)) result["unevaluatedProperties"] = false;
    return result;
  };

  // As parts: a named schema may be one of an allOf, so it must not itself forbid what its neighbours describe.
  ajv.addSchema(
    {
      $id: base,
      schemas: Object.fromEntries(
        Object.entries(description.schemas).map(([name, schema]) => [name, converted(schema, true)]),
      ),
    },
    base,
  );
  const compiled = new Map<JsonObject, ReturnType<typeof ajv.compile>>();

  return (schema, value) => {
    const check = compiled.get(schema) ?? ajv.compile(converted(schema, false));
    compiled.set(schema, check);
    if (check(value)) return [];
    return (check.errors ?? []).map(({ instancePath, message, params }) => {
      const extra = isObject(params) ? (params["unevaluatedProperty"] ?? params["additionalProperty"]) : undefined;
      const where = instancePath.replaceAll(/\/\d+/gu, "/*");
      return typeof extra === "string"
        ? { where: `${where}/${extra}`, what: "is not described" }
        : { where, what: message ?? "is wrong" };
    });
  };
};
