import type { Log, LogFields } from "../../main/core/ports/system.ts";

export type LogLine = {
  readonly level: "info" | "warn" | "error";
  readonly event: string;
  readonly fields: LogFields;
  readonly error: unknown;
};

/** A log that writes nowhere and keeps its lines, for the test to look at. */
export const createKeepingLog = (): Log & { readonly lines: readonly LogLine[] } => {
  const lines: LogLine[] = [];
  const keep =
    (level: LogLine["level"]) =>
    (event: string, fields: LogFields = {}, error?: unknown): void =>
      void lines.push({ level, event, fields, error });
  return { lines, info: keep("info"), warn: keep("warn"), error: keep("error") };
};
