declare global {
  interface JSON {
    /** ES2026; in Node since 21, not yet in TypeScript's library. */
    readonly rawJSON: (text: string) => unknown;
  }
}

/**
 * JSON in which a bigint is a bare number of full length. RingCentral's conversationId is an int64 beyond 2^53; clients
 * that parse it as a double get another number, and that trap must be there to fall into.
 */
export const jsonText = (value: unknown): string =>
  JSON.stringify(value, (_, entry: unknown) => (typeof entry === "bigint" ? JSON.rawJSON(String(entry)) : entry));

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Undefined when the text is not JSON. */
export const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
