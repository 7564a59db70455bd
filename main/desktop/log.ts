import { mkdirSync } from "node:fs";
import { join } from "node:path";
import electronLog from "electron-log/node";
import type { Log, LogFields } from "../core/ports/system.ts";

/** One file this large, and one older one beside it, is all the log there ever is. */
const MAX_LOG_BYTES = 2_000_000;

/** A line longer than this, in UTF-16 units, is cut: looking for secrets in it takes time that grows with its square. */
const MAX_TEXT_UNITS = 4000;

const cut = (text: string): string => (text.length > MAX_TEXT_UNITS ? `${text.slice(0, MAX_TEXT_UNITS)}…` : text);

/** An error as a line of its own words and stack; its cause's too, since adapters wrap what they understood. */
const textFromError = (error: unknown): string => {
  if (!(error instanceof Error)) return `thrown ${typeof error}`;
  const stack = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause === undefined ? stack : `${stack}\ncaused by ${textFromError(error.cause)}`;
};

const cutFields = (fields: LogFields): LogFields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === "string" ? cut(value) : value]),
  );

/** How to take out what must not be written down: out of named values, and out of free text. */
export type Redaction = {
  readonly fields: (fields: LogFields) => LogFields;
  readonly text: (text: string) => string;
};

/**
 * The log of one profile, in `folder`/main.log. Every field and every error goes through `redaction`, so that a number or
 * secret that slipped into one is not written. Never throws: a log that cannot be written is lost.
 */
export const createLog = (options: {
  readonly folder: string;
  readonly redaction: Redaction;
  /** Also to standard error: for development. */
  readonly toConsole: boolean;
}): Log => {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const logger = electronLog.create({ logId: options.folder });
  const { file, console: terminal } = logger.transports;
  file.resolvePathFn = () => join(options.folder, "main.log");
  file.maxSize = MAX_LOG_BYTES;
  file.writeOptions = { flag: "a", mode: 0o600, encoding: "utf8" };
  terminal.level = options.toConsole ? "info" : false;
  // Standard output belongs to whoever started Tern; a closed pipe there must not end the program.
  terminal.writeFn = ({ message }) => void process.stderr.write(`${message.data.join(" ")}\n`);
  const write =
    (level: "info" | "warn" | "error") =>
    (event: string, fields: LogFields = {}, error?: unknown): void => {
      const parts = [event];
      if (Object.keys(fields).length > 0) parts.push(JSON.stringify(options.redaction.fields(cutFields(fields))));
      if (error !== undefined) parts.push(options.redaction.text(cut(textFromError(error))));
      logger[level](parts.join(" "));
    };
  return { info: write("info"), warn: write("warn"), error: write("error") };
};
