import type { LogFields } from "./ports/system.ts";

/** What stands where something was taken out. */
const REDACTED = "[redacted]";

/** Fields whose value is never logged, whatever it looks like. Compared without case, dashes and underscores. */
const SECRET_FIELDS: ReadonlySet<string> = new Set(
  [
    ["token", "accesstoken", "refreshtoken", "authorization", "cookie", "assertion", "jwt"],
    ["secret", "clientsecret", "password", "passphrase", "key", "databasekey", "codeverifier"],
    ["body", "text", "message", "subject", "draft", "reply", "content", "lastline", "title"],
    ["name", "firstname", "lastname", "fromname", "email", "filename"],
    ["from", "to", "own", "others", "address", "addresses", "phonenumber", "number", "recipient", "sender"],
  ].flat(),
);

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

/**
 * What tokens and numbers look like inside other words: an error's message or a stack, say. In this order. A pattern that
 * swallows a run begins only where a run begins: otherwise a long one takes time that grows with its square.
 */
const PATTERNS: readonly RegExp[] = [
  /\bbearer\s+\S+/gi,
  /\bbasic\s+[\w+/=-]{8,}/gi,
  // A JSON web token, then any other long run without a gap; UUIDs are Tern's own opaque ids and stay.
  /(?<![\w-])eyJ[\w-]+\.[\w-]+(\.[\w-]*)?/g,
  /((access_|refresh_)?token|assertion|secret|password|code_verifier)=[^\s&"']+/gi,
  new RegExp(String.raw`(?<![\w+=-])(?!${UUID}(?![\w-]))(?=[\w+=-]*\d)[\w+=-]{32,}`, "gi"),
  // Phone numbers: seven digits or more, however they are grouped; not the digits of a UUID.
  /\+\d[\d\s().-]{5,}\d/g,
  /(?<![\w-])\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}(?![\w-])/g,
  /(?<![\w.:-])\d{10,15}(?![\w:-])/g,
  /(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+/g,
];

/** Takes out of free text what looks like a token, a number or an address. */
export const redactText = (text: string): string =>
  PATTERNS.reduce((rest, pattern) => rest.replace(pattern, REDACTED), text);

/** The fields of a log line as they may be written down. Numbers, booleans and null stay: they are counts and durations. */
export const redact = (fields: LogFields): LogFields => {
  const entries = Object.entries(fields).map(([name, value]) => {
    if (value === null || value === undefined || typeof value === "boolean") return [name, value] as const;
    if (SECRET_FIELDS.has(name.toLowerCase().replace(/[-_]/g, ""))) return [name, REDACTED] as const;
    return [name, typeof value === "string" ? redactText(value) : value] as const;
  });
  return Object.fromEntries(entries);
};
