import type { Log, LogFields } from "../../main/core/ports/system.ts";

export type LogLine = { readonly level: "info" | "warn" | "error"; readonly event: string; readonly fields: LogFields };

/** A log that writes nowhere and can be looked at. */
export const createSilentLog = (): Log & { readonly lines: readonly LogLine[] } => {
  const lines: LogLine[] = [];
  const at =
    (level: LogLine["level"]) =>
    (event: string, fields: LogFields = {}): void => {
      lines.push({ level, event, fields });
    };
  return { lines, info: at("info"), warn: at("warn"), error: at("error") };
};
