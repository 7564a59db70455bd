import { readFile } from "node:fs/promises";
import { z } from "zod";
import { isObject, type JsonObject } from "../json.ts";

const methods = ["get", "post", "put", "patch", "delete"] as const;

const media = z.looseObject({ schema: z.record(z.string(), z.unknown()).optional() });
const parameter = z.looseObject({
  name: z.string(),
  in: z.enum(["query", "path", "header", "cookie"]),
  required: z.boolean().optional(),
  schema: z.record(z.string(), z.unknown()).optional(),
});
export type Parameter = z.infer<typeof parameter>;

const operation = z.looseObject({
  operationId: z.string(),
  parameters: z.array(z.record(z.string(), z.unknown())).optional(),
  requestBody: z.looseObject({ content: z.record(z.string(), media), required: z.boolean().optional() }).optional(),
  responses: z.record(z.string(), z.looseObject({ content: z.record(z.string(), media).optional() })),
});

const document = z.looseObject({
  openapi: z.string().startsWith("3.0"),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.looseObject({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())) }),
});

export type Operation = {
  readonly id: string;
  readonly method: string;
  /** "/restapi/v1.0/account/{accountId}/…" */
  readonly template: string;
  readonly pattern: RegExp;
  readonly parameters: readonly Parameter[];
  /** Schema of the request body for each media type; null where there is no body. */
  readonly requestBody: Readonly<Record<string, JsonObject | null>> | null;
  /** For each status, the schema for each media type. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, JsonObject | null>>>>;
};

export type Description = {
  readonly operations: readonly Operation[];
  readonly schemas: Readonly<Record<string, JsonObject>>;
};

const resolve = (root: unknown, value: JsonObject): JsonObject => {
  const ref = value["$ref"];
  if (typeof ref !== "string") return value;
  let found: unknown = root;
  for (const step of ref.replace("#/", "").split("/")) found = isObject(found) ? found[step] : undefined;
  if (!isObject(found)) throw new Error(`The description refers to ${ref}, which it does not hold.`);
  return resolve(root, found);
};

const schemasOf = (content: Readonly<Record<string, { schema?: JsonObject | undefined }>> | undefined) =>
  Object.fromEntries(Object.entries(content ?? {}).map(([type, { schema }]) => [type, schema ?? null]));

const patternOf = (template: string): RegExp => {
  const source = template
    .split(/(\{[^}]+\})/u)
    .map((part) => (part.startsWith("{") ? "[^/]+" : part.replaceAll(/[.*+?^$()|[\]\\]/gu, String.raw`\$&`)))
    .join("");
  return new RegExp(`^${source}$`, "u");
};

/** Reads an OpenAPI 3.0 description (JSON). Rejects with the reason when the file is missing or is something else. */
export const readDescription = async (file: string): Promise<Description> => {
  const root = document.parse(JSON.parse(await readFile(file, "utf8")));
  const operations = Object.entries(root.paths).flatMap(([template, item]) =>
    methods.flatMap((method): Operation[] => {
      if (item[method] === undefined) return [];
      const { operationId, parameters = [], requestBody, responses } = operation.parse(item[method]);
      return [
        {
          id: operationId,
          method: method.toUpperCase(),
          template,
          pattern: patternOf(template),
          parameters: parameters.map((entry) => parameter.parse(resolve(root, entry))),
          requestBody: requestBody === undefined ? null : schemasOf(requestBody.content),
          answers: Object.fromEntries(
            Object.entries(responses).map(([status, entry]) => [status, schemasOf(entry.content)]),
          ),
        },
      ];
    }),
  );
  return { operations, schemas: root.components.schemas };
};

/** The operation a request is for; a literal path wins over one with parameters. */
export const operationFor = (description: Description, method: string, path: string): Operation | null => {
  const found = description.operations.filter((entry) => entry.method === method && entry.pattern.test(path));
  const parametersIn = (entry: Operation): number => entry.template.split("{").length;
  return found.toSorted((a, b) => parametersIn(a) - parametersIn(b))[0] ?? null;
};
